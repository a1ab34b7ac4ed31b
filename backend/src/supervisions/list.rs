//! Who is in charge on a day.

use diesel::prelude::*;
use shared::access::Action;
use shared::api::Page;
use shared::api::unit::{ListSupervisions, SupervisionRow};
use shared::id::UnitId;
use shared::problem::FieldErrors;
use shared::unit::UnitKind;

use super::in_force;
use crate::db::schema::unit;
use crate::http::{Call, Context, Result, check, in_scope};

/// One per branch that the caller may see, by the branch's code.
pub fn list(cx: &mut Context<'_>, call: Call<ListSupervisions>) -> Result<Page<SupervisionRow>> {
    let mut errors = FieldErrors::default();
    errors.date("query/on", call.query.on);
    check(errors)?;
    let scope = cx.scope(Action::SupervisionRead)?;
    let branches: Vec<UnitId> = unit::table
        .filter(unit::kind.eq(UnitKind::Branch))
        .filter(unit::id.eq_any(in_scope(&scope)))
        .select(unit::id)
        .load(cx.conn)?;
    let day = call.query.on.unwrap_or_else(|| cx.today());
    Ok(Page::whole(in_force(cx.conn, &branches, day)?))
}
