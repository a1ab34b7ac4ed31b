//! What a member was on a day. The register holds the present, with the day since when; a meeting that is entered late
//! still counts people as they were.

use chrono::NaiveDate;

use super::{ActivityStatus, MembershipKind};

/// What the register says of a member now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnDay {
    /// Official or probationary.
    pub kind: MembershipKind,
    /// Activity.
    pub status: ActivityStatus,
    /// First day of the activity, if known.
    pub status_since: Option<NaiveDate>,
    /// Day of admission, if known.
    pub admitted_on: Option<NaiveDate>,
    /// Day of recognition as official, if known.
    pub recognized_on: Option<NaiveDate>,
}

/// Kind and activity on a day; `None` for somebody who had left the branch or wasn't there yet.
pub fn on_day(now: &OnDay, day: NaiveDate) -> Option<(MembershipKind, ActivityStatus)> {
    let after = |date: Option<NaiveDate>| date.is_some_and(|date| date > day);
    if after(now.admitted_on) {
        return None;
    }
    let kind = if after(now.recognized_on) { MembershipKind::Probationary } else { now.kind };
    let status = match now.status {
        // Somebody who came for a time wasn't here before; anybody else was active.
        ActivityStatus::TemporaryIn if after(now.status_since) => ActivityStatus::Left,
        _ if after(now.status_since) => ActivityStatus::Active,
        status => status,
    };
    (status != ActivityStatus::Left).then_some((kind, status))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ActivityStatus::{Active, Exempt, Left, TemporaryIn};
    use MembershipKind::{Official, Probationary};

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 5, day).unwrap()
    }

    fn now(status: ActivityStatus, since: u32) -> OnDay {
        OnDay { kind: Official, status, status_since: Some(day(since)), admitted_on: None, recognized_on: None }
    }

    #[test]
    fn a_change_counts_from_its_day_on() {
        assert_eq!(on_day(&now(Exempt, 8), day(7)), Some((Official, Active)));
        assert_eq!(on_day(&now(Exempt, 8), day(8)), Some((Official, Exempt)));
        assert_eq!(on_day(&now(Left, 8), day(7)), Some((Official, Active)));
        assert_eq!(on_day(&now(Left, 8), day(8)), None);
        assert_eq!(on_day(&now(TemporaryIn, 8), day(7)), None);
        assert_eq!(on_day(&now(TemporaryIn, 8), day(9)), Some((Official, TemporaryIn)));
    }

    #[test]
    fn probation_ends_with_recognition_and_membership_begins_with_admission() {
        let member = OnDay { admitted_on: Some(day(4)), recognized_on: Some(day(10)), ..now(Active, 4) };
        assert_eq!(on_day(&member, day(3)), None);
        assert_eq!(on_day(&member, day(4)), Some((Probationary, Active)));
        assert_eq!(on_day(&member, day(10)), Some((Official, Active)));
    }

    #[test]
    fn without_dates_the_present_holds() {
        let member = OnDay { status_since: None, ..now(Exempt, 1) };
        assert_eq!(on_day(&member, day(1)), Some((Official, Exempt)));
    }
}
