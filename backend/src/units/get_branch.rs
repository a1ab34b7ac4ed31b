//! One branch.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::access::Action;
use shared::api::unit::{Branch, GetBranch};
use shared::id::UnitId;
use shared::problem::Code;
use shared::unit::{BranchKind, UnitKind};

use super::{committees, member_counts};
use crate::db::schema::unit;
use crate::http::{Call, Context, Result};
use crate::supervisions;

/// With committee, charges and counts.
pub fn get(cx: &mut Context<'_>, call: Call<GetBranch>) -> Result<Branch> {
    let branch = read(cx, call.path)?;
    cx.set_etag(branch.version);
    Ok(branch)
}

/// The branch; a unit of another level is not found.
pub(super) fn read(cx: &mut Context<'_>, id: UnitId) -> Result<Branch> {
    type Row = (Option<UnitId>, Option<BranchKind>, String, String, i32, String, String, NaiveDate, i64);
    let row: Option<Row> = unit::table
        .find(id)
        .filter(unit::kind.eq(UnitKind::Branch))
        .select((
            unit::parent_id,
            unit::branch_kind,
            unit::code,
            unit::name,
            unit::fixed_day,
            unit::place,
            unit::hour,
            unit::term_starts_on,
            unit::version,
        ))
        .first(cx.conn)
        .optional()?;
    let (parent_id, kind, code, name, fixed_day, place, hour, term_starts_on, version) = row.ok_or(Code::NotFound)?;
    let parent_id = parent_id.ok_or(Code::NotFound)?;
    let parent_name = unit::table.find(parent_id).select(unit::name).first(cx.conn)?;
    let today = cx.today();
    let supervisions =
        if cx.who()?.actor.may(Action::SupervisionRead) { supervisions::of_branch(cx.conn, id)? } else { Vec::new() };
    Ok(Branch {
        id,
        version,
        parent_id,
        parent_name,
        code,
        name,
        kind: kind.unwrap_or(BranchKind::Village),
        fixed_day,
        place,
        hour,
        term_starts_on,
        counts: member_counts(cx.conn, &[id])?.remove(&id).unwrap_or_default(),
        committee: committees(cx.conn, &[id], today)?.remove(&id).unwrap_or_default(),
        supervisions,
    })
}
