//! The tree of units, for whoever asks what lies below a unit and what above it.

use diesel::dsl::{EqAny, Filter, Select};
use diesel::prelude::*;
use shared::id::UnitId;

use super::Conn;
use super::schema::{unit, unit_path};

/// The type of [`below`].
pub type UnitIds = Select<Filter<unit_path::table, EqAny<unit_path::ancestor_id, Vec<UnitId>>>, unit_path::unit_id>;

/// These units and everything below them, as a subquery for `eq_any`.
pub fn below(units: Vec<UnitId>) -> UnitIds {
    unit_path::table.filter(unit_path::ancestor_id.eq_any(units)).select(unit_path::unit_id)
}

/// The unit itself and everything above it; empty if there is no such unit.
///
/// # Errors
/// The database's.
pub fn above(conn: &mut Conn, unit: UnitId) -> QueryResult<Vec<UnitId>> {
    unit_path::table.filter(unit_path::unit_id.eq(unit)).select(unit_path::ancestor_id).load(conn)
}

/// The units that have none above them.
///
/// # Errors
/// The database's.
pub fn roots(conn: &mut Conn) -> QueryResult<Vec<UnitId>> {
    unit::table.filter(unit::parent_id.is_null()).select(unit::id).load(conn)
}
