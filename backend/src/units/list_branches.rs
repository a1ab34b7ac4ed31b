//! The branches that the caller may see, with what a list of them shows.

use std::collections::HashMap;

use diesel::prelude::*;
use shared::access::Action;
use shared::api::Page;
use shared::api::unit::{BranchRow, ListBranches};
use shared::id::UnitId;
use shared::problem::FieldErrors;
use shared::unit::{BranchKind, Office, UnitKind};

use super::{UnitStateRow, committees, member_counts};
use crate::db::in_force;
use crate::db::schema::unit_state;
use crate::http::{Call, Context, Result, below, check, in_scope};

/// By code, as at a day.
pub fn list(cx: &mut Context<'_>, call: Call<ListBranches>) -> Result<Page<BranchRow>> {
    let mut errors = FieldErrors::default();
    errors.date("query/on", call.query.on);
    check(errors)?;
    let scope = cx.scope(Action::UnitRead)?;
    let day = call.query.on.unwrap_or_else(|| cx.today());
    let mut branches = unit_state::table
        .filter(unit_state::kind.eq(UnitKind::Branch))
        .filter(in_force!(unit_state, day))
        .filter(unit_state::unit_id.eq_any(in_scope(&scope)))
        .order((unit_state::code, unit_state::unit_id))
        .select(UnitStateRow::as_select())
        .into_boxed();
    if let Some(above) = call.query.unit_id {
        branches = branches.filter(unit_state::unit_id.eq_any(below(vec![above], day)));
    }
    let rows: Vec<UnitStateRow> = branches.load(cx.conn)?;

    let ids: Vec<UnitId> = rows.iter().map(|row| row.unit_id).collect();
    let counts = member_counts(cx.conn, &ids, day)?;
    let committees = committees(cx.conn, &ids, day)?;
    let supervisors = if cx.who()?.actor.may(Action::SupervisionRead) {
        super::in_charge(cx.conn, &ids, day)?
    } else {
        HashMap::new()
    };
    let items = rows
        .into_iter()
        .map(|row| {
            let id = row.unit_id;
            let committee = committees.get(&id).map(Vec::as_slice).unwrap_or_default();
            let secretary = committee.iter().find(|row| row.office == Office::Secretary);
            BranchRow {
                id,
                kind: row.branch_kind.unwrap_or(BranchKind::Village),
                fixed_day: row.fixed_day.unwrap_or(1),
                code: row.code,
                name: row.name,
                counts: counts.get(&id).copied().unwrap_or_default(),
                secretary: secretary.map(|row| row.name.clone()),
                supervisor: supervisors.get(&id).map(|charge| charge.name.clone()),
                has_commune_cadre: committee.iter().any(|row| row.is_commune_cadre),
            }
        })
        .collect();
    Ok(Page::whole(items))
}
