//! The targets of a year.

use chrono::Datelike;
use diesel::prelude::*;
use shared::access::Action;
use shared::api::Page;
use shared::api::target::{ListTargets, TargetRow};

use super::read::{COLUMNS, Stored, row};
use crate::db::schema::{target, unit};
use crate::http::{Call, Context, Result, in_scope};

/// By unit and code. Without a unit: those of the caller's own one, which for the committee is the commune.
pub fn list(cx: &mut Context<'_>, call: Call<ListTargets>) -> Result<Page<TargetRow>> {
    let scope = cx.scope(Action::TargetRead)?;
    let units = call.query.unit_id.map_or_else(|| scope.units.clone(), |unit| vec![unit]);
    let year = call.query.year.unwrap_or_else(|| cx.today().year());
    let rows: Vec<Stored> = target::table
        .inner_join(unit::table)
        .filter(target::unit_id.eq_any(in_scope(&scope)))
        .filter(target::unit_id.eq_any(units))
        .filter(target::year.eq(year))
        .order((unit::kind.desc(), unit::code, unit::id, target::code))
        .select(COLUMNS)
        .load(cx.conn)?;
    Ok(Page::whole(rows.into_iter().map(row).collect()))
}
