//! Every unit that the caller may see.

use diesel::prelude::*;
use shared::access::Action;
use shared::api::Page;
use shared::api::unit::{ListUnits, UnitRow};
use shared::id::UnitId;
use shared::unit::{BranchKind, UnitKind};

use crate::db::schema::unit;
use crate::http::{Call, Context, Result, in_scope};

type Row = (UnitId, Option<UnitId>, UnitKind, Option<BranchKind>, String, String);

/// Parents before children, then by code.
pub fn list(cx: &mut Context<'_>, _: Call<ListUnits>) -> Result<Page<UnitRow>> {
    let scope = cx.scope(Action::UnitRead)?;
    let rows: Vec<Row> = unit::table
        .filter(unit::id.eq_any(in_scope(&scope)))
        .order((unit::kind.desc(), unit::code))
        .select((unit::id, unit::parent_id, unit::kind, unit::branch_kind, unit::code, unit::name))
        .load(cx.conn)?;
    let items = rows
        .into_iter()
        .map(|(id, parent_id, kind, branch_kind, code, name)| UnitRow { id, parent_id, kind, branch_kind, code, name })
        .collect();
    Ok(Page::whole(items))
}
