//! The tree of units at any date: every unit with itself and each unit above it, from a day to a day (table `unit_path`).
//!
//! Derived from the units' states and never read back into them. A path says where a unit belongs: that of a unit that
//! isn't founded yet, or is closed, is its first or its last one, so that those above find what it will be and what it left
//! behind. Whether there is such a unit on a day is what its states say.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::dated::Span;
use shared::id::UnitId;

use super::state::UnitStateRow;
use crate::db::schema::{unit_path, unit_state};
use crate::db::{Conn, Dated};

/// Paths begin before anything else does.
pub const FIRST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(1900, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// A row of table `unit_path`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = unit_path, treat_none_as_default_value = false)]
pub struct PathRow {
    /// The unit above, or the unit itself.
    pub ancestor_id: UnitId,
    /// The unit.
    pub unit_id: UnitId,
    /// From which day on.
    pub starts_on: NaiveDate,
    /// Up to which day; `None`: until further notice.
    pub ends_on: Option<NaiveDate>,
}

impl PathRow {
    fn span(&self) -> Span {
        Span::new(self.starts_on, self.ends_on)
    }
}

/// Writes the paths of a unit, and of everything that is or was below it, anew from their states.
///
/// # Errors
/// The database's.
pub fn trace(conn: &mut Conn, unit: UnitId) -> QueryResult<()> {
    let mut waiting = vec![unit];
    while let Some(unit) = waiting.pop() {
        let paths = paths(conn, unit)?;
        diesel::delete(unit_path::table.filter(unit_path::unit_id.eq(unit))).execute(conn)?;
        for row in &paths {
            diesel::insert_into(unit_path::table).values(row).execute(conn)?;
        }
        let children: Vec<UnitId> = unit_state::table
            .filter(unit_state::parent_id.eq(unit))
            .filter(unit_state::replaced_at.is_null())
            .select(unit_state::unit_id)
            .distinct()
            .load(conn)?;
        waiting.extend(children);
    }
    Ok(())
}

/// The paths that follow from a unit's states and the paths of the units above.
fn paths(conn: &mut Conn, unit: UnitId) -> QueryResult<Vec<PathRow>> {
    let states = UnitStateRow::of(conn, unit)?;
    let mut rows = vec![PathRow { ancestor_id: unit, unit_id: unit, starts_on: FIRST_DAY, ends_on: None }];
    for (index, state) in states.iter().enumerate() {
        let Some(parent) = state.parent_id else { continue };
        let begins = if index == 0 { FIRST_DAY } else { state.starts_on };
        let span = Span::new(begins, states.get(index + 1).and_then(|next| next.starts_on.pred_opt()));
        let above: Vec<PathRow> =
            unit_path::table.filter(unit_path::unit_id.eq(parent)).select(PathRow::as_select()).load(conn)?;
        for path in above {
            let Some(both) = path.span().intersect(span) else { continue };
            join(
                &mut rows,
                PathRow {
                    ancestor_id: path.ancestor_id,
                    unit_id: unit,
                    starts_on: both.starts_on,
                    ends_on: both.ends_on,
                },
            );
        }
    }
    Ok(rows)
}

/// Adds a row, or lengthens the one of the same unit above that ends on its eve.
fn join(rows: &mut Vec<PathRow>, new: PathRow) {
    let before = rows.iter_mut().find(|row| row.ancestor_id == new.ancestor_id && row.span().meets(new.span()));
    match before {
        Some(before) => before.ends_on = new.ends_on,
        None => rows.push(new),
    }
}
