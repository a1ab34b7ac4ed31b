//! Changing a member's record.

use std::collections::BTreeMap;

use diesel::prelude::*;
use serde_json::{Value, json};
use shared::api::member::{Member, MemberPatch, UpdateMember};
use shared::member::ActivityStatus;
use shared::text::compose;

use super::read::{self, Stored, masked};
use super::{validate, write};
use crate::db::schema::member;
use crate::http::{Call, Context, Result, check};
use crate::turns::{parts_of, turn};

/// Absent fields stay as they are.
pub fn update(cx: &mut Context<'_>, call: Call<UpdateMember>) -> Result<Member> {
    let turn = turn!(cx, member, call.path, &parts_of(&call.body)?)?;
    let before = read::stored(cx.conn, call.path)?;
    let today = cx.today();
    let says_since = call.body.status_since.is_some();
    let mut after = apply(before.clone(), call.body);
    if after.status != before.status && !says_since {
        after.status_since = Some(today);
    }
    check(validate::errors(&after, today))?;
    if after == before {
        let same = read::record(cx, before)?;
        turn.leave(cx);
        return Ok(same);
    }
    after.version = turn.next();
    write::update(cx.conn, &after, turn.version)?;
    if after.status == ActivityStatus::Left && before.status != ActivityStatus::Left {
        write::end_positions(cx.conn, after.id, after.status_since.unwrap_or(today))?;
    }
    record_changes(cx, &before, &after)?;
    read::record(cx, after)
}

fn apply(mut member: Stored, patch: MemberPatch) -> Stored {
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
    member.kind = patch.kind.unwrap_or(member.kind);
    member.status = patch.status.unwrap_or(member.status);
    member.status_since = patch.status_since.unwrap_or(member.status_since);
    member.birth_date = patch.birth_date.unwrap_or(member.birth_date);
    member.admitted_on = patch.admitted_on.unwrap_or(member.admitted_on);
    member.recognized_on = patch.recognized_on.unwrap_or(member.recognized_on);
    member.is_commune_cadre = patch.is_commune_cadre.unwrap_or(member.is_commune_cadre);
    member
}

/// The record's fields; identity numbers stay masked in the history too.
fn fields(member: &Stored) -> [(&'static str, Value); 14] {
    [
        ("unit_id", json!(member.unit_id)),
        ("full_name", json!(member.full_name)),
        ("gender", json!(member.gender)),
        ("birth_date", json!(member.birth_date)),
        ("ethnicity", json!(member.ethnicity)),
        ("citizen_id", json!(member.citizen_id.as_deref().map(masked))),
        ("party_card", json!(member.party_card.as_deref().map(masked))),
        ("phone", json!(member.phone)),
        ("kind", json!(member.kind)),
        ("status", json!(member.status)),
        ("status_since", json!(member.status_since)),
        ("admitted_on", json!(member.admitted_on)),
        ("recognized_on", json!(member.recognized_on)),
        ("is_commune_cadre", json!(member.is_commune_cadre)),
    ]
}

/// Notes each field that differs, numbers also where the difference is masked.
pub(super) fn record_changes(cx: &mut Context<'_>, before: &Stored, after: &Stored) -> Result<()> {
    for ((path, was), (_, is)) in fields(before).into_iter().zip(fields(after)) {
        let same = match path {
            "citizen_id" => before.citizen_id == after.citizen_id,
            "party_card" => before.party_card == after.party_card,
            _ => was == is,
        };
        if !same {
            cx.note(after.id, after.version, path, &was, &is)?;
        }
    }
    Ok(())
}

/// Notes a new record with all of its fields.
pub(super) fn record_new(cx: &mut Context<'_>, member: &Stored) -> Result<()> {
    let after: BTreeMap<&str, Value> = fields(member).into();
    cx.note(member.id, member.version, "", &(), &after)
}
