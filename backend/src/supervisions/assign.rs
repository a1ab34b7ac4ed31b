//! Putting a committee member in charge of a branch.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde_json::{Value, json};
use shared::access::Role;
use shared::api::unit::{AssignSupervisor, SupervisionRow};
use shared::id::{MemberId, SupervisionId, UnitId};
use shared::problem::{Code, FieldErrors};
use shared::unit::UnitKind;
use uuid::Uuid;

use crate::db::schema::{account, account_grant, member, supervision, unit, unit_path};
use crate::db::{Conn, lock_unit};
use crate::http::{Call, Context, Error, Result, check};

/// Ends the charge before it on the eve, so that exactly one person is in charge on a day. A charge that begins on the
/// same day is replaced: it was a mistake.
pub fn assign(cx: &mut Context<'_>, call: Call<AssignSupervisor>) -> Result<SupervisionRow> {
    let (branch, new) = (call.path, call.body);
    let unit_name: String =
        unit::table.find(branch).filter(unit::kind.eq(UnitKind::Branch)).select(unit::name).first(cx.conn)?;
    let mut errors = FieldErrors::default();
    errors.date("/starts_on", Some(new.starts_on));
    check(errors)?;
    let name = committee_member(cx.conn, branch, new.member_id, new.starts_on.max(cx.today()))?
        .ok_or_else(|| Error::field("/member_id", Code::UnknownReference))?;

    lock_unit(cx.conn, branch)?;
    let before = end_before(cx.conn, branch, new.member_id, new.starts_on)?;
    let id = SupervisionId(Uuid::now_v7());
    diesel::insert_into(supervision::table)
        .values((
            supervision::id.eq(id),
            supervision::unit_id.eq(branch),
            supervision::member_id.eq(new.member_id),
            supervision::starts_on.eq(new.starts_on),
            supervision::ends_on.eq(None::<NaiveDate>),
        ))
        .execute(cx.conn)?;
    let version = bump(cx.conn, branch)?;
    let (member_id, starts_on) = (new.member_id, new.starts_on);
    let row = SupervisionRow { id, unit_id: branch, unit_name, member_id, name, starts_on, ends_on: None };
    cx.note(branch, version, "supervisor", &before, &row)?;
    Ok(row)
}

/// The member's name, if they have a committee member's grant above the branch, in force on a day, through an account
/// that may sign in.
fn committee_member(conn: &mut Conn, branch: UnitId, id: MemberId, day: NaiveDate) -> Result<Option<String>> {
    let above = unit_path::table.filter(unit_path::unit_id.eq(branch)).select(unit_path::ancestor_id);
    let name = account::table
        .inner_join(member::table)
        .inner_join(account_grant::table)
        .filter(member::id.eq(id))
        .filter(account::disabled.eq(false))
        .filter(account_grant::role.eq(Role::CommitteeMember))
        .filter(account_grant::unit_id.eq_any(above))
        .filter(account_grant::starts_on.le(day))
        .filter(account_grant::ends_on.is_null().or(account_grant::ends_on.ge(day)))
        .select(member::full_name)
        .first(conn)
        .optional()?;
    Ok(name)
}

/// Makes room for a charge from a day on; gives the one that ends by it, or is replaced, as it was.
fn end_before(conn: &mut Conn, branch: UnitId, member: MemberId, starts_on: NaiveDate) -> Result<Option<Value>> {
    let latest: Option<(SupervisionId, MemberId, NaiveDate, Option<NaiveDate>)> = supervision::table
        .filter(supervision::unit_id.eq(branch))
        .order((supervision::starts_on.desc(), supervision::id.desc()))
        .select((supervision::id, supervision::member_id, supervision::starts_on, supervision::ends_on))
        .first(conn)
        .optional()?;
    let Some((id, present, since, until)) = latest else { return Ok(None) };
    if starts_on < since {
        return Err(Error::field("/starts_on", Code::OutOfRange));
    }
    if until.is_some_and(|last| last < starts_on) {
        return Ok(None);
    }
    if present == member {
        return Err(Code::AlreadyExists.into());
    }
    if starts_on == since {
        diesel::delete(supervision::table.find(id)).execute(conn)?;
    } else {
        diesel::update(supervision::table.find(id)).set(supervision::ends_on.eq(starts_on.pred_opt())).execute(conn)?;
    }
    Ok(Some(json!({ "id": id, "member_id": present, "starts_on": since, "ends_on": until })))
}

/// The branch's record shows its charges, so it has changed.
fn bump(conn: &mut Conn, branch: UnitId) -> Result<i64> {
    diesel::update(unit::table.find(branch)).set(unit::version.eq(unit::version + 1)).execute(conn)?;
    Ok(unit::table.find(branch).select(unit::version).first(conn)?)
}
