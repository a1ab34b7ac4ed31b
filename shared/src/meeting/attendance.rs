//! Attendance of one meeting: who counts, who came, and why the share is what it is.

use serde::{Deserialize, Serialize};

use super::kinds::AttendanceState;
use crate::evaluation::{Explanation, Measure, Reckoning, left_out};
use crate::member::ActivityStatus;
use crate::rule_set::{AttendanceTarget, Comparison, MeetingRules};
use crate::share::Share;
use crate::text::Bilingual;

/// The roll call in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttendanceSummary {
    /// Members with a duty to attend: the denominator.
    pub duty: u32,
    /// Of those, present.
    pub present: u32,
    /// Of those, absent with a reason.
    pub excused: u32,
    /// Of those, absent without a reason.
    pub unexcused: u32,
    /// Exempt members, not in the denominator even if they came.
    pub left_out_exempt: u32,
    /// Members temporarily transferred out or suspended, not in the denominator.
    pub left_out_away: u32,
    /// Present of duty in percent, cut off after one decimal; `None` if nobody has a duty.
    pub percent: Option<f64>,
}

/// Whether somebody with a duty is marked as excused, and nobody has said why yet. The minutes need it by the conclusion.
pub fn lacks_reason(activity: ActivityStatus, state: AttendanceState, reason: &str) -> bool {
    activity.has_duty() && state == AttendanceState::Excused && reason.trim().is_empty()
}

impl AttendanceSummary {
    /// Sums up a roll call: each member's activity on the day, and their state. Members who have left don't count.
    pub fn of(rows: impl IntoIterator<Item = (ActivityStatus, AttendanceState)>) -> Self {
        let mut summary = Self::default();
        for (activity, state) in rows {
            match activity {
                ActivityStatus::Active | ActivityStatus::TemporaryIn => summary.count(state),
                ActivityStatus::Exempt => summary.left_out_exempt += 1,
                ActivityStatus::TemporaryOut | ActivityStatus::Suspended => summary.left_out_away += 1,
                ActivityStatus::Left => {}
            }
        }
        summary.percent = Share::new(summary.present, summary.duty).percent();
        summary
    }

    fn count(&mut self, state: AttendanceState) {
        self.duty += 1;
        match state {
            AttendanceState::Present => self.present += 1,
            AttendanceState::Excused => self.excused += 1,
            AttendanceState::Unexcused => self.unexcused += 1,
        }
    }

    /// Why the share is what it is, with the target of the rule set.
    pub fn explain(&self, rules: &MeetingRules) -> Explanation {
        let AttendanceTarget { percent, comparison } = rules.attendance_target;
        let (vi, en) = match comparison {
            Comparison::MoreThan => ("trên", "more than"),
            Comparison::AtLeast => ("từ", "at least"),
        };
        Explanation {
            figure: Reckoning::Share {
                measure: Measure::Attendance,
                numerator: self.present,
                denominator: self.duty,
                unexcused: self.unexcused,
            },
            left_out: left_out(self.left_out_exempt, self.left_out_away),
            rule: Bilingual::new(
                format!("{vi} {percent}% số đảng viên phải dự, không ai vắng không lý do"),
                format!("{en} {percent}% of members with a duty to attend, nobody absent without a reason"),
            ),
            document: rules.document.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::language::Language;
    use crate::rulebook::Rulebook;

    fn roll(rows: &[(ActivityStatus, AttendanceState, u32)]) -> AttendanceSummary {
        let one_by_one = rows.iter().flat_map(|(activity, state, count)| (0..*count).map(|_| (*activity, *state)));
        AttendanceSummary::of(one_by_one)
    }

    #[test]
    fn an_excuse_of_somebody_with_a_duty_needs_its_reason() {
        use AttendanceState::{Excused, Present, Unexcused};
        assert!(lacks_reason(ActivityStatus::Active, Excused, " "));
        assert!(!lacks_reason(ActivityStatus::Active, Excused, "Con ốm"));
        assert!(!lacks_reason(ActivityStatus::Exempt, Excused, ""), "who has no duty needs no excuse");
        assert!(![Present, Unexcused].iter().any(|state| lacks_reason(ActivityStatus::Active, *state, "")));
    }

    #[test]
    fn only_members_with_a_duty_are_in_the_denominator() {
        use ActivityStatus::{Active, Exempt, Left, Suspended, TemporaryIn, TemporaryOut};
        use AttendanceState::{Excused, Present, Unexcused};
        let summary = roll(&[
            (Active, Present, 17),
            (TemporaryIn, Present, 1),
            (Active, Excused, 2),
            (Active, Unexcused, 1),
            (Exempt, Present, 1),
            (Exempt, Excused, 1),
            (TemporaryOut, Excused, 1),
            (Suspended, Unexcused, 1),
            (Left, Unexcused, 3),
        ]);
        assert_eq!((summary.duty, summary.present, summary.excused, summary.unexcused), (21, 18, 2, 1));
        assert_eq!((summary.left_out_exempt, summary.left_out_away, summary.percent), (2, 2, Some(85.7)));
        let explanation = summary.explain(&Rulebook::shipped().rule_set("rs-2018").unwrap().meeting);
        assert_eq!(
            explanation.text(Language::Vi),
            "18/21 = 85,7%; 1 vắng không lý do; không tính 2 miễn sinh hoạt, 2 đi tạm thời, đình chỉ"
        );
        assert!(explanation.rule.vi.starts_with("trên 85%"));
    }

    #[test]
    fn nobody_of_nobody_has_no_percent() {
        assert_eq!(roll(&[(ActivityStatus::Exempt, AttendanceState::Present, 3)]).percent, None);
    }

    proptest! {
        #[test]
        fn states_add_up_to_the_duty(rows in proptest::collection::vec((0..6usize, 0..3usize), 0..80)) {
            let rows: Vec<_> = rows.iter().map(|(a, s)| (ActivityStatus::ALL[*a], AttendanceState::ALL[*s])).collect();
            let summary = AttendanceSummary::of(rows.iter().copied());
            prop_assert_eq!(summary.present + summary.excused + summary.unexcused, summary.duty);
            let duty = rows.iter().filter(|(activity, _)| activity.has_duty()).count();
            prop_assert_eq!(u32::try_from(duty).unwrap(), summary.duty);
            prop_assert!(summary.percent.is_none_or(|percent| (0.0..=100.0).contains(&percent)));
        }
    }
}
