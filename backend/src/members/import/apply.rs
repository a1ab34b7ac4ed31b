//! Writing what an import has planned.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::id::UnitId;
use shared::problem::Code;

use super::plan::Record;
use crate::db::Conn;
use crate::db::schema::{office, unit};
use crate::http::Result;
use crate::members::read::Stored;
use crate::members::write;

/// Writes the records and the committees' changes; returns what was written.
pub fn apply(conn: &mut Conn, records: Vec<Record>, today: NaiveDate) -> Result<Vec<(Option<Stored>, Stored)>> {
    let terms = first_terms(conn, &records, today)?;
    let mut written = Vec::with_capacity(records.len());
    for Record { before, after, position: (held, holds) } in records {
        match &before {
            None => write::insert(conn, &after)?,
            Some(before) if write::update(conn, &after, before.version)? => {}
            // Somebody changed the member between reading and writing.
            Some(_) => return Err(Code::Changed.into()),
        }
        let moved = before.as_ref().is_some_and(|before| before.unit_id != after.unit_id);
        if held.is_some() && (moved || held != holds) {
            write::end_positions(conn, after.id, today)?;
        }
        if let Some(position) = holds.filter(|_| moved || held != holds) {
            let since = terms.get(&after.unit_id).copied().unwrap_or(today);
            write::begin_position(conn, after.unit_id, after.id, position, since)?;
        }
        written.push((before, after));
    }
    Ok(written)
}

/// Branches of which no committee is known yet, with the first day of their term: the committee that a first register
/// names has been in office since then. Later changes begin on the day of the import.
fn first_terms(conn: &mut Conn, records: &[Record], today: NaiveDate) -> Result<HashMap<UnitId, NaiveDate>> {
    let mut branches: Vec<UnitId> =
        records.iter().filter(|record| record.position.1.is_some()).map(|record| record.after.unit_id).collect();
    branches.sort();
    branches.dedup();
    let with_committee: Vec<UnitId> =
        office::table.filter(office::unit_id.eq_any(&branches)).select(office::unit_id).distinct().load(conn)?;
    let terms: Vec<(UnitId, NaiveDate)> =
        unit::table.filter(unit::id.eq_any(&branches)).select((unit::id, unit::term_starts_on)).load(conn)?;
    let first = terms.into_iter().filter(|(unit, _)| !with_committee.contains(unit));
    Ok(first.map(|(unit, starts_on)| (unit, starts_on.min(today))).collect())
}
