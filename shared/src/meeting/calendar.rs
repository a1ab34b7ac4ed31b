//! The rhythm of meetings: the branch's fixed day, quarters, lengths. Dates and times are local and passed in.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::kinds::AttendanceState;
use crate::dated::Span;
use crate::period::Period;
use crate::text_enum;

/// The branch's fixed day in a month: the 31st of a shorter month is its last day. `None` of a month that isn't one.
pub fn fixed_day_in(year: i32, month: u32, fixed_day: u32) -> Option<NaiveDate> {
    let (_, last) = month_range(year, month)?;
    last.with_day(fixed_day.clamp(1, last.day()))
}

/// The day on which a month's regular meeting is due, by the fixed days in force from day to day; `None` in a month in
/// which the branch wasn't there on its fixed day. When the fixed day changes within the month, the first one that comes
/// while it holds; should none, the later one's.
pub fn due_in_month(fixed_days: &[(Span, u32)], year: i32, month: u32) -> Option<NaiveDate> {
    let (first, last) = month_range(year, month)?;
    let holds = |day: NaiveDate| fixed_days.iter().find(|(span, _)| span.covers(day));
    let comes = fixed_days
        .iter()
        .find_map(|(span, fixed_day)| fixed_day_in(year, month, *fixed_day).filter(|day| span.covers(*day)));
    comes.or_else(|| {
        holds(first)?;
        holds(last).and_then(|(_, fixed_day)| fixed_day_in(year, month, *fixed_day))
    })
}

/// First and last day of a month.
pub fn month_range(year: i32, month: u32) -> Option<(NaiveDate, NaiveDate)> {
    months_from(NaiveDate::from_ymd_opt(year, month, 1)?, 1)
}

/// First and last day of a quarter (1 to 4).
pub fn quarter_range(year: i32, quarter: u32) -> Option<(NaiveDate, NaiveDate)> {
    let month = quarter.checked_sub(1)?.checked_mul(3)?.checked_add(1)?;
    months_from(NaiveDate::from_ymd_opt(year, month, 1)?, 3)
}

fn months_from(first: NaiveDate, months: u32) -> Option<(NaiveDate, NaiveDate)> {
    Some((first, first.checked_add_months(Months::new(months))?.pred_opt()?))
}

/// The quarter of a day, 1 to 4.
pub fn quarter_of(date: NaiveDate) -> u32 {
    date.month0() / 3 + 1
}

text_enum! {
    /// Whether a regular meeting was held when it should be.
    pub enum Schedule {
        /// On the fixed day.
        OnFixedDay = "on_fixed_day", "Đúng ngày cố định", "On the fixed day";
        /// On another day, with a reason.
        MovedWithReason = "moved_with_reason", "Dời ngày, có lý do", "Moved, with a reason";
        /// On another day, and nobody wrote why.
        MovedWithoutReason = "moved_without_reason", "Dời ngày, chưa ghi lý do", "Moved without a reason";
    }
}

impl Schedule {
    /// Whether the schedule counts as kept.
    pub const fn kept(self) -> bool {
        !matches!(self, Self::MovedWithoutReason)
    }
}

/// How a regular meeting's date compares with the branch's fixed day in that month.
pub fn schedule(date: NaiveDate, fixed_day: u32, moved_because: Option<&str>) -> Schedule {
    if fixed_day_in(date.year(), date.month(), fixed_day) == Some(date) {
        Schedule::OnFixedDay
    } else if moved_because.is_some_and(|reason| !reason.trim().is_empty()) {
        Schedule::MovedWithReason
    } else {
        Schedule::MovedWithoutReason
    }
}

/// Thematic meetings of a period: at least one a quarter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ThematicQuota {
    /// Quarters that had enough, k of `of`.
    pub held: u32,
    /// Quarters of the period: 4 of a year.
    pub of: u32,
    /// Quarters that ended without enough.
    pub missing: Vec<u32>,
    /// The quarter that is under way without enough so far.
    pub due: Option<u32>,
}

/// Counts the quarters of a period that had `per_quarter` thematic meetings, as seen on `today`.
pub fn thematic_quota(held_on: &[NaiveDate], period: Period, today: NaiveDate, per_quarter: u32) -> ThematicQuota {
    let mut quota = ThematicQuota { held: 0, of: 0, missing: Vec::new(), due: None };
    for (quarter, days) in period.quarters() {
        quota.of += 1;
        let held = held_on.iter().filter(|date| days.covers(**date)).count();
        if held >= usize::try_from(per_quarter).unwrap_or(usize::MAX) {
            quota.held += 1;
        } else if days.covers(today) {
            quota.due = Some(quarter);
        } else if days.starts_on < today {
            quota.missing.push(quarter);
        }
    }
    quota
}

/// The most excused absences in a row in a member's meetings of a year, in their order.
pub fn longest_excused_run(states: impl IntoIterator<Item = AttendanceState>) -> u32 {
    let (mut run, mut longest) = (0u32, 0u32);
    for state in states {
        run = if state == AttendanceState::Excused { run.saturating_add(1) } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// Whole minutes from start to end; `None` if the end isn't after the start or is more than a day after it.
pub fn minutes_between(started: NaiveDateTime, ended: NaiveDateTime) -> Option<u32> {
    let minutes = ended.signed_duration_since(started).num_minutes();
    u32::try_from(minutes).ok().filter(|minutes| (1..=24 * 60).contains(minutes))
}

/// Whether documents published on a day were out `days` before the meeting.
pub fn published_in_time(published: NaiveDate, meeting: NaiveDate, days: u32) -> bool {
    published.checked_add_days(Days::new(u64::from(days))).is_some_and(|earliest| earliest <= meeting)
}

/// Whether a result sent on a day was within `days` of the meeting.
pub fn reported_in_time(meeting: NaiveDate, reported: NaiveDate, days: u32) -> bool {
    meeting.checked_add_days(Days::new(u64::from(days))).is_none_or(|latest| reported <= latest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_fixed_day_exists_in_every_month() {
        assert_eq!(fixed_day_in(2022, 2, 4), Some(day(2022, 2, 4)));
        assert_eq!(fixed_day_in(2023, 2, 31), Some(day(2023, 2, 28)));
        assert_eq!(fixed_day_in(2024, 2, 31), Some(day(2024, 2, 29)));
        assert_eq!(fixed_day_in(2024, 4, 31), Some(day(2024, 4, 30)));
        assert_eq!((fixed_day_in(2024, 13, 4), fixed_day_in(2024, 0, 4)), (None, None));
    }

    #[test]
    fn the_meeting_is_due_on_the_fixed_day_in_force() {
        let from = |first: NaiveDate, last: Option<NaiveDate>, fixed| (Span::new(first, last), fixed);
        let due = |days: &[(Span, u32)], month| due_in_month(days, 2022, month).map(|due| due.day());
        let changed = [from(day(2020, 1, 1), Some(day(2022, 5, 31)), 4), from(day(2022, 6, 1), None, 6)];
        assert_eq!((due(&changed, 5), due(&changed, 6)), (Some(4), Some(6)));
        let within = [from(day(2020, 1, 1), Some(day(2022, 5, 4)), 6), from(day(2022, 5, 5), None, 4)];
        assert_eq!((due(&within, 5), due(&within, 6)), (Some(4), Some(4)));
        let twice = [from(day(2020, 1, 1), Some(day(2022, 5, 4)), 4), from(day(2022, 5, 5), None, 6)];
        assert_eq!(due(&twice, 5), Some(4));
        let founded = [from(day(2022, 5, 20), Some(day(2022, 8, 3)), 4)];
        assert_eq!([5, 6, 7, 8, 9].map(|month| due(&founded, month)), [None, Some(4), Some(4), None, None]);
    }

    #[test]
    fn a_moved_meeting_needs_a_reason() {
        assert_eq!(schedule(day(2023, 2, 28), 31, None), Schedule::OnFixedDay);
        assert_eq!(schedule(day(2022, 2, 5), 4, Some("Mùng 4 Tết")), Schedule::MovedWithReason);
        assert_eq!(schedule(day(2022, 2, 5), 4, Some("  ")), Schedule::MovedWithoutReason);
        assert!(!schedule(day(2022, 2, 5), 4, None).kept());
    }

    #[test]
    fn quarters_held_missed_and_due() {
        let held = [day(2022, 3, 14), day(2022, 3, 20), day(2022, 9, 30), day(2021, 12, 1)];
        let quota = |period: Option<Period>| thematic_quota(&held, period.unwrap(), day(2022, 11, 5), 1);
        let of_year = ThematicQuota { held: 2, of: 4, missing: vec![2], due: Some(4) };
        assert_eq!(quota(Period::whole(2022)), of_year);
        let of_half = ThematicQuota { held: 1, of: 2, missing: vec![2], due: None };
        assert_eq!(quota(Period::half(2022, 1)), of_half);
        assert_eq!(quarter_range(2024, 4), Some((day(2024, 10, 1), day(2024, 12, 31))));
        assert_eq!((quarter_range(2024, 0), quarter_range(2024, 5)), (None, None));
    }

    #[test]
    fn runs_of_excused_absences() {
        use AttendanceState::{Excused, Present, Unexcused};
        let states = [Excused, Excused, Present, Excused, Excused, Excused, Excused, Unexcused, Excused];
        assert_eq!(longest_excused_run(states), 4);
        assert_eq!(longest_excused_run([]), 0);
    }

    #[test]
    fn lengths_and_deadlines() {
        let at = |d, h, m| day(2022, 2, d).and_hms_opt(h, m, 0).unwrap();
        assert_eq!(minutes_between(at(4, 19, 30), at(4, 21, 5)), Some(95));
        assert_eq!(minutes_between(at(4, 23, 30), at(5, 1, 0)), Some(90));
        assert_eq!(minutes_between(at(4, 19, 30), at(4, 19, 30)), None);
        assert_eq!(minutes_between(at(4, 19, 30), at(4, 18, 0)), None);
        assert_eq!(minutes_between(at(4, 19, 30), at(6, 19, 30)), None);
        assert!(published_in_time(day(2022, 2, 3), day(2022, 2, 4), 1));
        assert!(!published_in_time(day(2022, 2, 4), day(2022, 2, 4), 1));
        assert!(reported_in_time(day(2022, 2, 4), day(2022, 2, 6), 2));
        assert!(!reported_in_time(day(2022, 2, 4), day(2022, 2, 7), 2));
    }

    proptest! {
        #[test]
        fn the_fixed_day_is_in_its_month_and_kept(year in 1900..2200i32, month in 1..13u32, fixed in 0..40u32) {
            let date = fixed_day_in(year, month, fixed).unwrap();
            prop_assert_eq!((date.year(), date.month()), (year, month));
            prop_assert_eq!(schedule(date, fixed, None), Schedule::OnFixedDay);
            let (first, last) = quarter_range(year, quarter_of(date)).unwrap();
            prop_assert!(first <= date && date <= last);
        }
    }
}
