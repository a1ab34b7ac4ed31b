//! The branches that the caller may see, with what a list of them shows.

use diesel::prelude::*;
use shared::access::Action;
use shared::api::Page;
use shared::api::unit::{BranchRow, ListBranches};
use shared::id::UnitId;
use shared::unit::{BranchKind, Office, UnitKind};

use super::{committees, member_counts};
use crate::db::schema::unit;
use crate::http::{Call, Context, Result, below, in_scope};
use crate::supervisions::in_force;

/// By code.
pub fn list(cx: &mut Context<'_>, call: Call<ListBranches>) -> Result<Page<BranchRow>> {
    let scope = cx.scope(Action::UnitRead)?;
    let mut branches = unit::table
        .filter(unit::kind.eq(UnitKind::Branch))
        .filter(unit::id.eq_any(in_scope(&scope)))
        .order((unit::code, unit::id))
        .select((unit::id, unit::code, unit::name, unit::branch_kind, unit::fixed_day))
        .into_boxed();
    if let Some(above) = call.query.unit_id {
        branches = branches.filter(unit::id.eq_any(below(vec![above])));
    }
    let rows: Vec<(UnitId, String, String, Option<BranchKind>, i32)> = branches.load(cx.conn)?;

    let today = cx.today();
    let ids: Vec<UnitId> = rows.iter().map(|row| row.0).collect();
    let counts = member_counts(cx.conn, &ids)?;
    let committees = committees(cx.conn, &ids, today)?;
    let supervisors =
        if cx.who()?.actor.may(Action::SupervisionRead) { in_force(cx.conn, &ids, today)? } else { Vec::new() };
    let items = rows
        .into_iter()
        .map(|(id, code, name, kind, fixed_day)| {
            let committee = committees.get(&id).map(Vec::as_slice).unwrap_or_default();
            let secretary = committee.iter().find(|row| row.office == Office::Secretary);
            BranchRow {
                id,
                code,
                name,
                kind: kind.unwrap_or(BranchKind::Village),
                fixed_day,
                counts: counts.get(&id).copied().unwrap_or_default(),
                secretary: secretary.map(|row| row.name.clone()),
                supervisor: supervisors.iter().find(|row| row.unit_id == id).map(|row| row.name.clone()),
                has_commune_cadre: committee.iter().any(|row| row.is_commune_cadre),
            }
        })
        .collect();
    Ok(Page::whole(items))
}
