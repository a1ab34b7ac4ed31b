//! The targets of a year.

use chrono::Datelike;
use diesel::prelude::*;
use shared::access::Action;
use shared::api::Page;
use shared::api::target::{ListTargets, TargetRow};

use super::read::{Stored, rows};
use crate::db::schema::target;
use crate::http::{Call, Context, Result, in_scope};

/// By unit and code. Without a unit: those of the caller's own one, which for the committee is the commune.
pub fn list(cx: &mut Context<'_>, call: Call<ListTargets>) -> Result<Page<TargetRow>> {
    let scope = cx.scope(Action::TargetRead)?;
    let units = call.query.unit_id.map_or_else(|| scope.units(), |unit| vec![unit]);
    let year = call.query.year.unwrap_or_else(|| cx.today().year());
    let stored: Vec<Stored> = target::table
        .filter(target::unit_id.eq_any(in_scope(&scope)))
        .filter(target::unit_id.eq_any(units))
        .filter(target::year.eq(year))
        .select(Stored::as_select())
        .load(cx.conn)?;
    let today = cx.today();
    Ok(Page::whole(rows(cx.conn, stored, today)?))
}
