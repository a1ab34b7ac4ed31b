//! Adding a member to a branch.

use shared::api::member::{CreateMember, Member};
use shared::id::MemberId;
use shared::member::ActivityStatus;
use shared::problem::Code;
use shared::text::compose;
use uuid::Uuid;

use super::membership::Membership;
use super::places::{Pointers, check_units};
use super::read::{self, Stored};
use super::update::record_new;
use super::{life, validate, write};
use crate::db::{Decision, lock_unit};
use crate::http::{Call, Context, Error, Result, check};
use crate::units::branch_on;

const POINTERS: Pointers = Pointers { unit: "/starts_on", day: "/starts_on", away: "/starts_on" };

/// Active from the start, which is today unless the body says another day.
pub fn create(cx: &mut Context<'_>, call: Call<CreateMember>) -> Result<Member> {
    let (unit_id, new, today) = (call.path, call.body, cx.today());
    let starts_on = new.starts_on.unwrap_or(today);
    let number = |number: Option<String>| number.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let id = new.id.unwrap_or_else(|| MemberId(Uuid::now_v7()));
    let mut member = Stored {
        birth_date: new.birth_date,
        ethnicity: compose(new.ethnicity.trim()),
        citizen_id: number(new.citizen_id),
        party_card: number(new.party_card),
        phone: new.phone.trim().to_owned(),
        admitted_on: new.admitted_on,
        recognized_on: new.recognized_on,
        version: 1,
        ..Stored::blank(id, new.gender)
    };
    member.set_name(&new.full_name);
    lock_unit(cx.conn, unit_id)?;
    let (states, _) = branch_on(cx.conn, unit_id, starts_on)?;
    let mut errors = validate::errors(&member, new.kind, today);
    errors.add_if(id.0.get_version_num() != 7, "/id", Code::WrongFormat);
    errors.date("/starts_on", new.starts_on);
    let decision = Decision::entered(&mut errors, &new.decision, new.decided_on);
    states.check_day(&mut errors, "/starts_on", unit_id, starts_on);
    check(errors)?;
    write::insert(cx.conn, &member).map_err(Error::from)?;
    let (kind, status) = (new.kind, ActivityStatus::Active);
    let value = Membership { member_id: id, unit_id, kind, status, is_commune_cadre: false };
    let memberships = life::first(value.clone(), starts_on, member.recognized_on, decision);
    check_units(cx.conn, &memberships, POINTERS)?;
    life::insert(cx.conn, memberships, &cx.author()?)?;
    record_new(cx, (&member, &value))?;
    read::record(cx, member, today)
}
