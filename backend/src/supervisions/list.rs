//! Who is in charge on a day.

use diesel::prelude::*;
use shared::access::Action;
use shared::api::Page;
use shared::api::unit::{ListSupervisions, SupervisionRow};
use shared::id::UnitId;
use shared::problem::FieldErrors;
use shared::unit::UnitKind;

use crate::db::in_force;
use crate::db::schema::unit_state;
use crate::http::{Call, Context, Result, check, in_scope};
use crate::units::in_charge;

/// One per branch that the caller may see, by the branch's code.
pub fn list(cx: &mut Context<'_>, call: Call<ListSupervisions>) -> Result<Page<SupervisionRow>> {
    let mut errors = FieldErrors::default();
    errors.date("query/on", call.query.on);
    check(errors)?;
    let scope = cx.scope(Action::SupervisionRead)?;
    let day = call.query.on.unwrap_or_else(|| cx.today());
    let branches: Vec<(UnitId, String)> = unit_state::table
        .filter(unit_state::kind.eq(UnitKind::Branch))
        .filter(in_force!(unit_state, day))
        .filter(unit_state::unit_id.eq_any(in_scope(&scope)))
        .order((unit_state::code, unit_state::unit_id))
        .select((unit_state::unit_id, unit_state::name))
        .load(cx.conn)?;
    let ids: Vec<UnitId> = branches.iter().map(|(id, _)| *id).collect();
    let mut charges = in_charge(cx.conn, &ids, day)?;
    let row = |(id, unit_name): (UnitId, String)| {
        let found = charges.remove(&id)?;
        Some(SupervisionRow {
            id: found.charge.id,
            unit_id: id,
            unit_name,
            member_id: found.charge.member_id,
            name: found.name,
            record: found.charge.record(),
        })
    };
    Ok(Page::whole(branches.into_iter().filter_map(row).collect()))
}
