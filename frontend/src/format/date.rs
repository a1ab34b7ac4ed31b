//! Dates: `29/11/2026`, `Chủ nhật, 29/11/2026`, `19:30 29/11/2026` in the reader's own time.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Utc, Weekday};
use shared::text::format_date;
use shared::time::local_date;

use crate::t;

/// `29/11/2026`.
pub fn day(date: NaiveDate) -> String {
    format_date(date)
}

/// `Chủ nhật`.
pub fn day_of_week(date: NaiveDate) -> &'static str {
    match date.weekday() {
        Weekday::Mon => t!(kit.monday),
        Weekday::Tue => t!(kit.tuesday),
        Weekday::Wed => t!(kit.wednesday),
        Weekday::Thu => t!(kit.thursday),
        Weekday::Fri => t!(kit.friday),
        Weekday::Sat => t!(kit.saturday),
        Weekday::Sun => t!(kit.sunday),
    }
}

/// `Chủ nhật, 29/11/2026`.
pub fn long_day(date: NaiveDate) -> String {
    format!("{}, {}", day_of_week(date), day(date))
}

/// `04/12`: a day whose year goes without saying.
pub fn day_and_month(date: NaiveDate) -> String {
    format!("{:02}/{:02}", date.day(), date.month())
}

/// `tháng 11/2026`.
pub fn month(year: i32, month: u32) -> String {
    t!(kit.month, month = month, year = year)
}

/// `19:30`.
pub fn clock(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// `19:30 29/11/2026`: an instant of the server in the reader's own time.
pub fn instant(at: DateTime<Utc>) -> String {
    let local = local(at.timestamp_millis() as f64);
    format!(
        "{:02}:{:02} {:02}/{:02}/{}",
        local.get_hours(),
        local.get_minutes(),
        local.get_date(),
        local.get_month() + 1,
        local.get_full_year()
    )
}

/// `19:30` of an instant in milliseconds since 1970, in the reader's own time.
pub fn clock_of(milliseconds: f64) -> String {
    let local = local(milliseconds);
    format!("{:02}:{:02}", local.get_hours(), local.get_minutes())
}

/// Today in Vietnam: the day that the server and the meetings go by, wherever the reader is.
pub fn today() -> NaiveDate {
    // A browser's clock always shows a time that exists.
    let now = DateTime::from_timestamp_millis(js_sys::Date::now() as i64).unwrap_or_default();
    local_date(now)
}

fn local(milliseconds: f64) -> js_sys::Date {
    js_sys::Date::new(&milliseconds.into())
}
