//! Who is in charge of a branch: the rows, and reading them.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::api::unit::SupervisionRow;
use shared::id::{MemberId, SupervisionId, UnitId};

use super::States;
use super::elect::names;
use crate::db::schema::{member, supervision};
use crate::db::{Conn, Dated, dated, in_force};

dated! {
    /// Who is in charge of a branch.
    value Charge;
    /// A row of table `supervision`.
    row ChargeRow in supervision, SupervisionId;
    of unit_id: UnitId;
    /// The committee member.
    member_id: MemberId,
}

/// Somebody in charge of a branch on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InCharge {
    /// The charge.
    pub charge: ChargeRow,
    /// The member's name.
    pub name: String,
}

/// Who is in charge of these branches on a day: one of each, and should there ever be two, the one who began later.
///
/// # Errors
/// The database's.
pub fn in_charge(conn: &mut Conn, units: &[UnitId], day: NaiveDate) -> QueryResult<HashMap<UnitId, InCharge>> {
    let rows: Vec<(ChargeRow, String)> = supervision::table
        .inner_join(member::table)
        .filter(supervision::unit_id.eq_any(units))
        .filter(in_force!(supervision, day))
        .order((supervision::starts_on, supervision::id))
        .select((ChargeRow::as_select(), member::full_name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(charge, name)| (charge.unit_id, InCharge { charge, name })).collect())
}

/// Everybody who has been, is or will be in charge of a branch, newest first.
///
/// # Errors
/// The database's.
pub fn of_branch(conn: &mut Conn, branch: UnitId, today: NaiveDate) -> QueryResult<Vec<SupervisionRow>> {
    let mut rows = ChargeRow::of(conn, branch)?;
    rows.reverse();
    charges_shown(conn, &rows, today)
}

/// The charges as the API shows them, each with the branch's name as it was on its last day so far.
///
/// # Errors
/// The database's.
pub fn charges_shown(conn: &mut Conn, rows: &[ChargeRow], today: NaiveDate) -> QueryResult<Vec<SupervisionRow>> {
    let members: Vec<MemberId> = rows.iter().map(|row| row.member_id).collect();
    let names = names(conn, &members)?;
    let states = States::of(conn, rows.iter().map(|row| row.unit_id))?;
    let one = |row: &ChargeRow| SupervisionRow {
        id: row.id,
        unit_id: row.unit_id,
        unit_name: states.name(row.unit_id, row.ends_on.map_or(today, |last| last.min(today))).to_owned(),
        member_id: row.member_id,
        name: names.get(&row.member_id).map(|(name, _)| name.clone()).unwrap_or_default(),
        record: row.record(),
    };
    Ok(rows.iter().map(one).collect())
}
