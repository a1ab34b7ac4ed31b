//! Checking moments that people enter.

use chrono::{DateTime, Datelike, NaiveDateTime, SubsecRound, Utc};
use shared::problem::{Code, FieldErrors};

/// The moment as it is stored, to the second; a field error if it isn't of a year between 2000 and 2100, for which the
/// moment doesn't matter then.
pub(super) fn moment(errors: &mut FieldErrors, pointer: &str, at: DateTime<Utc>) -> NaiveDateTime {
    if (2000..=2100).contains(&at.year()) {
        return at.naive_utc().trunc_subsecs(0);
    }
    errors.add(pointer, Code::OutOfRange);
    NaiveDateTime::default()
}
