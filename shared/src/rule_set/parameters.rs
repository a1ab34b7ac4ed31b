//! The parameters of a rule set.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::BranchRules;
use crate::evaluation::rating::CapRule;
use crate::language::Language;
use crate::share::Share;
use crate::text::Bilingual;
use crate::text_enum;

/// A rule set, resolved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RuleSet {
    /// Stable id, e.g. `rs-2018`.
    pub id: String,
    /// The documents that it comes from: numbers are reused, so each with its date.
    pub name: Bilingual,
    /// First day.
    pub effective_from: NaiveDate,
    /// Last day; `None` while in force.
    pub effective_to: Option<NaiveDate>,
    /// Meetings.
    pub meeting: MeetingRules,
    /// Votes.
    pub votes: VoteRules,
    /// Yearly ratings.
    pub rating: RatingRules,
    /// Targets.
    pub targets: TargetRules,
    /// Branches and their members; sets from before they were part of it have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<BranchRules>,
}

impl RuleSet {
    /// Whether the set is in force on a day.
    pub fn covers(&self, date: NaiveDate) -> bool {
        self.effective_from <= date && self.effective_to.is_none_or(|last| date <= last)
    }
}

/// Parameters of meetings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeetingRules {
    /// Where they are from.
    pub document: Bilingual,
    /// regular meetings a month.
    pub regular_per_month: u32,
    /// thematic meetings a quarter.
    pub thematic_per_quarter: u32,
    /// the shortest meeting, in minutes.
    pub minimum_minutes: u32,
    /// the shortest regular and thematic meeting held one after the other.
    pub minimum_minutes_combined: Option<u32>,
    /// a longer meeting in large branches.
    pub minimum_minutes_from_members: Option<FromMembers>,
    /// the share of members who should attend.
    pub attendance_target: AttendanceTarget,
    /// excused absences in a row that are still in order.
    pub excused_in_a_row_max: u32,
    /// focal issues of a meeting.
    pub focal_issues: u32,
    /// share of members needed to meet. Custom, no document asks for it of a monthly meeting: a warning at most.
    pub quorum: Majority,
    /// how many days before a meeting documents are out; `None`: not asked.
    pub documents_before_days: Option<u32>,
    /// within how many days the result is reported; `None`: not asked.
    pub report_after_days: Option<u32>,
}

impl MeetingRules {
    /// Minutes that a meeting must last with so many members with a duty to attend.
    pub fn minimum_minutes(&self, duty: u32, combined: bool) -> u32 {
        let large = self.minimum_minutes_from_members.filter(|large| duty >= large.from_members);
        let both = self.minimum_minutes_combined.filter(|_| combined);
        self.minimum_minutes.max(large.map_or(0, |large| large.minutes)).max(both.unwrap_or(0))
    }
}

/// A different number from so many members on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FromMembers {
    /// Members with a duty to attend.
    pub from_members: u32,
    /// Minutes from there on.
    pub minutes: u32,
}

text_enum! {
    /// How a share is compared with its target.
    pub enum Comparison {
        /// Above it.
        MoreThan = "more_than", "trên", "more than";
        /// At or above it.
        AtLeast = "at_least", "từ", "at least";
    }
}

/// The share of members who should attend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttendanceTarget {
    /// In percent.
    pub percent: u32,
    /// Above it, or at it too.
    pub comparison: Comparison,
}

impl AttendanceTarget {
    /// As people read it: `trên 85%`.
    pub fn text(self, language: Language) -> String {
        format!("{} {}%", self.comparison.label(language), self.percent)
    }

    /// Whether a share reaches the target, compared exactly; nobody of nobody doesn't.
    pub fn reached(self, present: u32, duty: u32) -> bool {
        let (share, target) = (Share::new(present, duty), Share::percentage(self.percent));
        duty > 0
            && match self.comparison {
                Comparison::MoreThan => share.exceeds(target),
                Comparison::AtLeast => share.reaches(target),
            }
    }
}

/// A fraction of those who count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Majority {
    /// Numerator.
    pub numerator: u32,
    /// Denominator, never 0.
    pub denominator: u32,
    /// More than the fraction; otherwise the fraction is enough.
    pub strict: bool,
}

impl Majority {
    /// How many of `base` it takes; of nobody it takes one, so that an empty vote never passes.
    pub fn needed(self, base: u32) -> u32 {
        let share = Share::new(self.numerator, self.denominator.max(1));
        let needed = if self.strict { share.taken_of(base).saturating_add(1) } else { share.fewest_of(base) };
        needed.max(1)
    }
}

/// A majority and where it is from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VoteRule {
    /// How many it takes.
    pub majority: Majority,
    /// The document.
    pub document: Bilingual,
}

/// the majorities. Only official members vote, so they are the base of both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VoteRules {
    /// Resolutions, conclusions and anything else: of those entitled to vote.
    pub resolution: VoteRule,
    /// Admission, recognition, removal: of all official members of the branch.
    pub membership: VoteRule,
}

/// Parameters of yearly ratings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RatingRules {
    /// Where they are from.
    pub document: Bilingual,
    /// the cap on "excellent" within a grassroots organisation.
    pub excellent_cap: CapRule,
}

/// Parameters of targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TargetRules {
    /// From how many percent of the plan a target counts as far exceeded. No document sets it.
    pub far_exceeded_percent: u32,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HALF: Majority = Majority { numerator: 1, denominator: 2, strict: true };
    const TWO_THIRDS: Majority = Majority { numerator: 2, denominator: 3, strict: false };

    #[test]
    fn majorities_at_their_edges() {
        for (base, half, two_thirds) in
            [(0, 1, 1), (1, 1, 1), (2, 2, 2), (3, 2, 2), (10, 6, 7), (12, 7, 8), (21, 11, 14)]
        {
            assert_eq!((HALF.needed(base), TWO_THIRDS.needed(base)), (half, two_thirds), "{base}");
        }
    }

    #[test]
    fn a_target_above_a_percentage_is_not_reached_at_it() {
        let above = AttendanceTarget { percent: 85, comparison: Comparison::MoreThan };
        let at = AttendanceTarget { comparison: Comparison::AtLeast, ..above };
        assert_eq!((above.reached(17, 20), at.reached(17, 20), above.reached(18, 20)), (false, true, true));
        assert!(!at.reached(0, 0));
    }

    proptest! {
        #[test]
        fn one_fewer_is_never_enough(base in 1..100_000u64) {
            let half = u64::from(HALF.needed(u32::try_from(base).unwrap()));
            let two_thirds = u64::from(TWO_THIRDS.needed(u32::try_from(base).unwrap()));
            prop_assert!(half * 2 > base && (half - 1) * 2 <= base && half <= base);
            prop_assert!(two_thirds * 3 >= base * 2 && (two_thirds - 1) * 3 < base * 2 && two_thirds <= base);
        }
    }
}
