//! Every unit that the caller may see.

use diesel::prelude::*;
use shared::access::Action;
use shared::api::Page;
use shared::api::unit::{ListUnits, UnitRow};
use shared::problem::FieldErrors;

use super::UnitStateRow;
use crate::db::in_force;
use crate::db::schema::unit_state;
use crate::http::{Call, Context, Result, check, in_scope};

/// Parents before children, then by code.
pub fn list(cx: &mut Context<'_>, call: Call<ListUnits>) -> Result<Page<UnitRow>> {
    let mut errors = FieldErrors::default();
    errors.date("query/on", call.query.on);
    check(errors)?;
    let scope = cx.scope(Action::UnitRead)?;
    let day = call.query.on.unwrap_or_else(|| cx.today());
    let mut rows: Vec<UnitStateRow> = unit_state::table
        .filter(unit_state::unit_id.eq_any(in_scope(&scope)))
        .filter(in_force!(unit_state, day))
        .order((unit_state::code, unit_state::unit_id))
        .select(UnitStateRow::as_select())
        .load(cx.conn)?;
    // Stable: within a level the codes keep their order.
    rows.sort_by_key(|row| row.kind);
    let items = rows
        .into_iter()
        .map(|row| UnitRow {
            id: row.unit_id,
            parent_id: row.parent_id,
            kind: row.kind,
            branch_kind: row.branch_kind,
            code: row.code,
            name: row.name,
        })
        .collect();
    Ok(Page::whole(items))
}
