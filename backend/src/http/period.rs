//! The year or the month that a query asks for.

use shared::period::Period;
use shared::problem::Code;

use super::{Error, Result};

/// A whole year.
///
/// # Errors
/// [`Code::BadQuery`] of a year that no record can be of.
pub fn whole_year(year: i32) -> Result<Period> {
    Period::whole(year).ok_or_else(|| out_of_range("query/year"))
}

/// A single month.
///
/// # Errors
/// [`Code::BadQuery`] of a month that there isn't.
pub fn single_month(year: i32, month: i32) -> Result<Period> {
    let month = u32::try_from(month).map_err(|_| out_of_range("query/month"))?;
    whole_year(year)?;
    Period::month(year, month).ok_or_else(|| out_of_range("query/month"))
}

fn out_of_range(pointer: &str) -> Error {
    Error { code: Code::BadQuery, ..Error::field(pointer, Code::OutOfRange) }
}
