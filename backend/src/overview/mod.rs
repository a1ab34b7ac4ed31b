//! The commune's overview: branches by months, beside the year's figures; a committee's papers of a month.

mod commune;
mod line;
pub mod monthly;
mod trend;

use chrono::{Datelike, NaiveDate};
use shared::api::overview::YearQuery;
use shared::period::Period;

pub use line::branch_line;

use crate::http::{Result, Routes, whole_year};

/// The endpoints of this resource.
pub fn routes(routes: Routes) -> Routes {
    routes.on(commune::get).on(line::get).on(monthly::paper).on(monthly::file)
}

/// The year that is asked for, or this one.
fn year_of(query: &YearQuery, today: NaiveDate) -> Result<Period> {
    whole_year(query.year.unwrap_or_else(|| today.year()))
}
