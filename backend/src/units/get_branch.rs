//! One branch.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::access::Action;
use shared::api::unit::{Branch, GetBranch};
use shared::id::UnitId;
use shared::problem::{Code, FieldErrors};
use shared::unit::{BranchKind, UnitKind};

use super::{States, UnitStateRow, committees, member_counts, term_on};
use crate::db::Conn;
use crate::db::schema::unit;
use crate::http::{Call, Context, Result, check};

/// With committee, charges and counts, as at a day.
pub fn get(cx: &mut Context<'_>, call: Call<GetBranch>) -> Result<Branch> {
    let mut errors = FieldErrors::default();
    errors.date("query/on", call.query.on);
    check(errors)?;
    let day = call.query.on.unwrap_or_else(|| cx.today());
    let branch = read(cx, call.path, day)?;
    cx.set_etag(branch.version);
    Ok(branch)
}

/// What the branch is on a day; one that is closed as it was last, one to be founded as it will be first. A unit of
/// another level is not found.
pub(crate) fn branch_on(conn: &mut Conn, id: UnitId, day: NaiveDate) -> Result<(States, UnitStateRow)> {
    let states = States::with_above(conn, id, day)?;
    let state = states.near(id, day).filter(|state| state.kind == UnitKind::Branch).cloned().ok_or(Code::NotFound)?;
    Ok((states, state))
}

/// The branch.
pub(super) fn read(cx: &mut Context<'_>, id: UnitId, day: NaiveDate) -> Result<Branch> {
    let (states, state) = branch_on(cx.conn, id, day)?;
    let version: i64 = unit::table.find(id).select(unit::version).first(cx.conn)?;
    let life = states.life(id).ok_or(Code::NotFound)?;
    let parent_id = state.parent_id.ok_or(Code::NotFound)?;
    let today = cx.today();
    let supervisions =
        if cx.who()?.actor.may(Action::SupervisionRead) { super::of_branch(cx.conn, id, today)? } else { Vec::new() };
    Ok(Branch {
        id,
        version,
        parent_id,
        parent_name: states.name(parent_id, day).to_owned(),
        locality: states.locality(id, day),
        founded_on: life.starts_on,
        closed_on: life.ends_on,
        term_starts_on: term_on(cx.conn, id, day)?,
        fixed_day: state.fixed_day.unwrap_or(1),
        code: state.code,
        name: state.name,
        kind: state.branch_kind.unwrap_or(BranchKind::Village),
        place: state.place.unwrap_or_default(),
        hour: state.hour.unwrap_or_default(),
        counts: member_counts(cx.conn, &[id], day)?.remove(&id).unwrap_or_default(),
        committee: committees(cx.conn, &[id], day)?.remove(&id).unwrap_or_default(),
        supervisions,
    })
}
