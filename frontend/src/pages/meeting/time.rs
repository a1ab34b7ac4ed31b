//! Moments as `<input type="datetime-local">` writes them, in Vietnam's time.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use shared::time::{from_local, local};

/// `2026-12-04T19:30`; empty for none.
pub fn moment(at: Option<DateTime<Utc>>) -> String {
    let mut text = at.map(|at| format!("{:?}", local(at))).unwrap_or_default();
    text.truncate(16);
    text
}

/// What was entered, if it is a moment.
pub fn read_moment(text: &str) -> Option<DateTime<Utc>> {
    local_moment(text).map(from_local)
}

/// The same on Vietnam's clock.
pub fn local_moment(text: &str) -> Option<NaiveDateTime> {
    format!("{text}:00").parse().ok()
}

/// What `<input type="date">` writes, if it is a day.
pub fn read_day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}
