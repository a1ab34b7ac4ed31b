//! The findings of the branches that the caller may see.

use diesel::prelude::*;
use shared::access::Action;
use shared::api::Page;
use shared::api::finding::{BranchFindings, ListFindings};
use shared::branch::findings;
use shared::id::UnitId;
use shared::problem::FieldErrors;
use shared::unit::UnitKind;

use super::load::branches;
use crate::db::in_force;
use crate::db::schema::unit_state;
use crate::http::{Call, Context, Error, Result, below, check, in_scope};
use crate::rules::book;

/// By code, as at a day.
pub fn list(cx: &mut Context<'_>, call: Call<ListFindings>) -> Result<Page<BranchFindings>> {
    let mut errors = FieldErrors::default();
    errors.date("query/on", call.query.on);
    check(errors)?;
    let scope = cx.scope(Action::MemberRead)?;
    let day = call.query.on.unwrap_or_else(|| cx.today());
    let mut there = unit_state::table
        .filter(unit_state::kind.eq(UnitKind::Branch))
        .filter(in_force!(unit_state, day))
        .filter(unit_state::unit_id.eq_any(in_scope(&scope)))
        .order((unit_state::code, unit_state::unit_id))
        .select((unit_state::unit_id, unit_state::name))
        .into_boxed();
    if let Some(above) = call.query.unit_id {
        there = there.filter(unit_state::unit_id.eq_any(below(vec![above], day)));
    }
    let units: Vec<(UnitId, String)> = there.load(cx.conn)?;
    let ids: Vec<UnitId> = units.iter().map(|(id, _)| *id).collect();
    let book = book(cx.conn)?;
    let rules = book.judging(day, None).ok_or_else(|| Error::internal("the rulebook has no rule set"))?;
    let mut states = branches(cx.conn, &ids, day)?;
    let items = units.into_iter().filter_map(|(unit_id, name)| {
        let state = states.remove(&unit_id)?;
        Some(BranchFindings { unit_id, name, findings: findings(&state, &rules.value) })
    });
    Ok(Page::whole(items.collect()))
}
