//! Terms of branches' committees: resolutions are numbered anew with each.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::id::{TermId, UnitId};

use super::state::States;
use crate::db::{Conn, Dated, dated};

dated! {
    /// A committee's term.
    value Term;
    /// A row of table `committee_term`.
    row TermRow in committee_term, TermId;
    of unit_id: UnitId;
}

/// First day of the term of a day: the one in force, else the last one before, else the first. A branch that never had a
/// committee numbers from its founding.
///
/// # Errors
/// The database's.
pub fn term_on(conn: &mut Conn, unit: UnitId, day: NaiveDate) -> QueryResult<NaiveDate> {
    let terms = TermRow::of(conn, unit)?;
    let found = terms.iter().rfind(|term| term.starts_on <= day).or_else(|| terms.first());
    match found {
        Some(term) => Ok(term.starts_on),
        None => States::of(conn, [unit])?.life(unit).map(|life| life.starts_on).ok_or(diesel::NotFound),
    }
}
