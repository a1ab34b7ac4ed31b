//! The tree of units on a day, for whoever asks what lies below a unit and what above it.

// `auto_type` makes a type beside its function.
#![allow(missing_docs)]

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::id::UnitId;

use super::Conn;
use super::schema::{unit_path, unit_state};

/// Units and everything that is below them on a day, and others alone, as a subquery for `eq_any`.
#[diesel::dsl::auto_type]
pub fn reached(below: Vec<UnitId>, alone: Vec<UnitId>, day: NaiveDate) -> _ {
    let begun = unit_path::starts_on.le(day);
    let not_over = unit_path::ends_on.is_null().or(unit_path::ends_on.ge(day));
    let itself = unit_path::ancestor_id.eq(unit_path::unit_id).and(unit_path::unit_id.eq_any(alone));
    unit_path::table
        .filter(begun.and(not_over))
        .filter(unit_path::ancestor_id.eq_any(below).or(itself))
        .select(unit_path::unit_id)
}

/// These units and everything that is below them on a day, as a subquery for `eq_any`.
pub fn below(units: Vec<UnitId>, day: NaiveDate) -> reached {
    reached(units, Vec::new(), day)
}

/// Whether a unit is one of those that [`reached`] gives.
///
/// # Errors
/// The database's.
pub fn is_reached(
    conn: &mut Conn,
    below: Vec<UnitId>,
    alone: Vec<UnitId>,
    day: NaiveDate,
    unit: UnitId,
) -> QueryResult<bool> {
    let found: i64 = reached(below, alone, day).filter(unit_path::unit_id.eq(unit)).count().get_result(conn)?;
    Ok(found > 0)
}

/// The unit itself and everything above it on a day; empty if there is no such unit then.
///
/// # Errors
/// The database's.
pub fn above(conn: &mut Conn, unit: UnitId, day: NaiveDate) -> QueryResult<Vec<UnitId>> {
    unit_path::table
        .filter(unit_path::unit_id.eq(unit))
        .filter(super::covers!(unit_path, day))
        .select(unit_path::ancestor_id)
        .load(conn)
}

/// The units that have, or once had, none above them.
///
/// # Errors
/// The database's.
pub fn roots(conn: &mut Conn) -> QueryResult<Vec<UnitId>> {
    unit_state::table
        .filter(unit_state::parent_id.is_null())
        .filter(unit_state::replaced_at.is_null())
        .select(unit_state::unit_id)
        .distinct()
        .load(conn)
}
