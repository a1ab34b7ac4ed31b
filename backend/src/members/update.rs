//! Changing a member's record.

use std::collections::BTreeMap;

use diesel::prelude::*;
use serde_json::{Value, json};
use shared::api::member::{Member, MemberPatch, UpdateMember};
use shared::member::ActivityStatus;
use shared::problem::Code;
use shared::text::compose;

use super::membership::{Membership, MembershipRow, near, status_since};
use super::read::{self, Stored, masked};
use super::{life, validate, write};
use crate::db::schema::member;
use crate::db::{Dated, Decision};
use crate::http::{Call, Context, Result, check};
use crate::turns::{parts_of, turn};

/// Absent fields stay as they are. Kind and activity change from a day on.
pub fn update(cx: &mut Context<'_>, call: Call<UpdateMember>) -> Result<Member> {
    let (id, today) = (call.path, cx.today());
    let turn = turn!(cx, member, id, &parts_of(&call.body)?)?;
    let before = read::stored(cx.conn, id)?;
    let memberships = MembershipRow::of(cx.conn, id)?;
    let was = near(&memberships, today).ok_or(Code::NotFound)?.value();
    let since = call.body.status_since.flatten();
    let (mut after, is) = apply(before.clone(), was.clone(), call.body);
    let mut errors = validate::errors(&after, is.kind, today);
    errors.date("/status_since", since);
    errors.add_if(since.is_some_and(|day| day > today), "/status_since", Code::InFuture);
    // The day of what holds already is put right as a membership, with a reason.
    let moved = since.is_some() && is == was && since != status_since(&memberships, today);
    errors.add_if(moved, "/status_since", Code::NothingChanges);
    check(errors)?;
    if after == before && is == was {
        let same = read::record(cx, before, today)?;
        turn.leave(cx);
        return Ok(same);
    }
    after.version = turn.next();
    write::update(cx.conn, &after, turn.version)?;
    let (author, day) = (cx.author()?, since.unwrap_or(today));
    if is != was {
        life::set_from(cx.conn, &is, day, Decision::default(), &author, "/status_since")?;
    }
    if is.status == ActivityStatus::Left && was.status != ActivityStatus::Left {
        write::end_offices(cx.conn, id, day, &author)?;
    }
    record_changes(cx, (&before, &was), (&after, &is))?;
    read::record(cx, after, today)
}

fn apply(mut member: Stored, mut membership: Membership, patch: MemberPatch) -> (Stored, Membership) {
    if let Some(name) = patch.full_name {
        member.set_name(&name);
    }
    if let Some(text) = patch.ethnicity {
        member.ethnicity = compose(text.trim());
    }
    if let Some(text) = patch.phone {
        text.trim().clone_into(&mut member.phone);
    }
    member.gender = patch.gender.unwrap_or(member.gender);
    member.birth_date = patch.birth_date.unwrap_or(member.birth_date);
    member.admitted_on = patch.admitted_on.unwrap_or(member.admitted_on);
    member.recognized_on = patch.recognized_on.unwrap_or(member.recognized_on);
    membership.kind = patch.kind.unwrap_or(membership.kind);
    membership.status = patch.status.unwrap_or(membership.status);
    membership.is_commune_cadre = patch.is_commune_cadre.unwrap_or(membership.is_commune_cadre);
    (member, membership)
}

/// A member's record with where they are and as what.
type Whole<'a> = (&'a Stored, &'a Membership);

/// The record's fields; identity numbers stay masked in the history too.
fn fields(member: &Stored) -> [(&'static str, Value); 9] {
    [
        ("full_name", json!(member.full_name)),
        ("gender", json!(member.gender)),
        ("birth_date", json!(member.birth_date)),
        ("ethnicity", json!(member.ethnicity)),
        ("citizen_id", json!(member.citizen_id.as_deref().map(masked))),
        ("party_card", json!(member.party_card.as_deref().map(masked))),
        ("phone", json!(member.phone)),
        ("admitted_on", json!(member.admitted_on)),
        ("recognized_on", json!(member.recognized_on)),
    ]
}

/// The membership's parts, as a change of the record names them.
fn parts(membership: &Membership) -> [(&'static str, Value); 4] {
    [
        ("unit_id", json!(membership.unit_id)),
        ("kind", json!(membership.kind)),
        ("status", json!(membership.status)),
        ("is_commune_cadre", json!(membership.is_commune_cadre)),
    ]
}

/// Notes each field that differs, numbers also where the difference is masked.
pub(super) fn record_changes(cx: &mut Context<'_>, before: Whole<'_>, after: Whole<'_>) -> Result<()> {
    let (id, version) = (after.0.id, after.0.version);
    for ((path, was), (_, is)) in fields(before.0).into_iter().zip(fields(after.0)) {
        let same = match path {
            "citizen_id" => before.0.citizen_id == after.0.citizen_id,
            "party_card" => before.0.party_card == after.0.party_card,
            _ => was == is,
        };
        if !same {
            cx.note(id, version, path, &was, &is)?;
        }
    }
    record_place(cx, version, before.1, after.1)
}

/// Notes each part of a membership that differs.
pub(super) fn record_place(cx: &mut Context<'_>, version: i64, before: &Membership, after: &Membership) -> Result<()> {
    for ((path, was), (_, is)) in parts(before).into_iter().zip(parts(after)) {
        if was != is {
            cx.note(after.member_id, version, path, &was, &is)?;
        }
    }
    Ok(())
}

/// Notes a new record with all of its fields.
pub(super) fn record_new(cx: &mut Context<'_>, (member, membership): Whole<'_>) -> Result<()> {
    let after: BTreeMap<&str, Value> = fields(member).into_iter().chain(parts(membership)).collect();
    cx.note(member.id, member.version, "", &(), &after)
}
