//! Who is in charge of a branch: the rows, and reading them.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::api::unit::SupervisionRow;
use shared::id::{MemberId, SupervisionId, UnitId};

use super::States;
use crate::db::schema::{member, supervision};
use crate::db::{Conn, dated, in_force};

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
pub fn of_branch(conn: &mut Conn, branch: UnitId) -> QueryResult<Vec<SupervisionRow>> {
    let rows: Vec<(ChargeRow, String)> = supervision::table
        .inner_join(member::table)
        .filter(supervision::unit_id.eq(branch))
        .filter(supervision::replaced_at.is_null())
        .order((supervision::starts_on.desc(), supervision::id.desc()))
        .select((ChargeRow::as_select(), member::full_name))
        .load(conn)?;
    let states = States::of(conn, [branch])?;
    Ok(rows.into_iter().map(|(charge, name)| charge_shown(&states, InCharge { charge, name })).collect())
}

/// The charge as the API shows it, with the branch's name as it was then, or is on the last day of the charge so far.
pub fn charge_shown(states: &States, InCharge { charge, name }: InCharge) -> SupervisionRow {
    let named_on = charge.ends_on.unwrap_or(NaiveDate::MAX);
    SupervisionRow {
        id: charge.id,
        unit_id: charge.unit_id,
        unit_name: states.name(charge.unit_id, named_on).to_owned(),
        member_id: charge.member_id,
        name,
        starts_on: charge.starts_on,
        ends_on: charge.ends_on,
    }
}
