//! Vietnam's clock: UTC+7 all year. Times are stored and sent in UTC, people read and mean local time.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, TimeZone, Utc};

const OFFSET_SECONDS: i32 = 7 * 3600;

/// The local wall-clock time.
pub fn local(at: DateTime<Utc>) -> NaiveDateTime {
    FixedOffset::east_opt(OFFSET_SECONDS).map_or(at.naive_utc(), |offset| at.with_timezone(&offset).naive_local())
}

/// The local date.
pub fn local_date(at: DateTime<Utc>) -> NaiveDate {
    local(at).date()
}

/// UTC of a local wall-clock time.
pub fn from_local(local: NaiveDateTime) -> DateTime<Utc> {
    Utc.from_utc_datetime(&(local - chrono::TimeDelta::seconds(OFFSET_SECONDS.into())))
}

/// Whether a day can stand in a record: from 1900 to 2199. Calendars in computers reach much further, each to another
/// year.
pub fn of_our_times(day: NaiveDate) -> bool {
    (1900..2200).contains(&day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_evening_in_vietnam_is_noon_in_utc_and_back() {
        let evening = NaiveDate::from_ymd_opt(2026, 12, 4).and_then(|day| day.and_hms_opt(19, 30, 0)).unwrap();
        let utc = from_local(evening);
        assert_eq!(utc.naive_utc().to_string(), "2026-12-04 12:30:00");
        assert_eq!(local(utc), evening);
        assert_eq!(local_date(utc + chrono::TimeDelta::hours(5)).to_string(), "2026-12-05");
    }
}
