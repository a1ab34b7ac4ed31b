//! The demo's clock: which term of office, which hours.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use shared::time::from_local;

/// First year of the earlier term that the demo knows.
const FIRST_TERM: i32 = 2020;
/// Years of a term.
const TERM_YEARS: i32 = 5;

/// First day of the term of a year: 2020, 2025, 2030 and so on.
pub(super) fn term_of(year: i32) -> NaiveDate {
    first_of(FIRST_TERM + (year - FIRST_TERM).div_euclid(TERM_YEARS) * TERM_YEARS)
}

/// First day of the earlier term.
pub(super) fn first_term() -> NaiveDate {
    first_of(FIRST_TERM)
}

/// First day of the term in which `today`'s branches are: the one of last year, so that both years are in one term.
pub(super) fn current_term(today: NaiveDate) -> NaiveDate {
    term_of((today.year() - 1).max(FIRST_TERM))
}

fn first_of(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default()
}

/// UTC of a local day's hour.
pub(super) fn at(day: NaiveDate, hour: u32, minute: u32) -> NaiveDateTime {
    from_local(day.and_time(NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default())).naive_utc()
}

/// UTC of a local day's beginning.
pub(super) fn midnight(day: NaiveDate) -> NaiveDateTime {
    at(day, 0, 0)
}

/// So many days later, or earlier.
pub(super) fn days(day: NaiveDate, days: i64) -> NaiveDate {
    day.checked_add_signed(TimeDelta::days(days)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_of_five_years_and_last_year_is_in_the_current_one() {
        let first = |year| term_of(year).to_string();
        assert_eq!(
            (first(2022), first(2024), first(2025)),
            ("2020-01-01".into(), "2020-01-01".into(), "2025-01-01".into())
        );
        let today = NaiveDate::from_ymd_opt(2030, 2, 1).unwrap();
        assert_eq!(current_term(today).year(), 2025);
    }
}
