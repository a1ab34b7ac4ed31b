//! Changing a member's record.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use serde_json::{Value, json};
use shared::api::member::{Member, MemberPatch, UpdateMember};
use shared::dated::{Gaps, Span, begin_or_add};
use shared::problem::Code;
use shared::text::compose;

use super::membership::{Membership, MembershipRow, near, status_since};
use super::places::{Pointers, check_units, follow_seats, lock_places};
use super::read::{self, Stored, masked};
use super::{validate, write};
use crate::db::schema::member;
use crate::db::{Dated, Decision};
use crate::http::{Call, Context, Error, Result, check};
use crate::turns::{parts_of, turn};

const POINTERS: Pointers = Pointers { unit: "/status", day: "/status_since", away: "/is_commune_cadre" };

/// Absent fields stay as they are. Kind and activity change from a day on, from what held on that day.
pub fn update(cx: &mut Context<'_>, call: Call<UpdateMember>) -> Result<Member> {
    let (id, today, patch) = (call.path, cx.today(), call.body);
    let turn = turn!(cx, member, id, &parts_of(&patch)?)?;
    let before = read::stored(cx.conn, id)?;
    let facts = MembershipRow::of(cx.conn, id)?;
    let now = near(&facts, today).ok_or(Code::NotFound)?.value();
    let shown = status_since(&facts, today);
    // A form sends back what it showed: the day of an activity that stays is no other day.
    let stays = |since: &NaiveDate| Some(*since) == shown && patch.status.is_none_or(|status| status == now.status);
    let since = patch.status_since.flatten().filter(|since| !stays(since));
    let day = since.unwrap_or(today);
    let was = near(&facts, day).ok_or(Code::NotFound)?.clone();
    let (after, is) = (record_after(before.clone(), &patch), membership_after(was.value(), &patch));
    let mut errors = validate::errors(&after, is.kind, today);
    // What was wrong before isn't this change's fault.
    let known = validate::errors(&before, now.kind, today).0;
    errors.0.retain(|error| !known.contains(error));
    errors.date("/status_since", since);
    errors.add_if(since.is_some_and(|day| day > today), "/status_since", Code::InFuture);
    // What begins later would undo it, or be undone by it: each is a change of its own, or put right as a membership.
    let later = facts.iter().any(|fact| fact.starts_on > day && fact.starts_on <= today);
    errors.add_if(later, "/status_since", Code::LaterChanges);
    errors.add_if(!later && since.is_some() && is == was.value(), "/status_since", Code::NothingChanges);
    check(errors)?;
    if after == before && is == was.value() {
        let same = read::record(cx, before, today)?;
        turn.leave(cx);
        return Ok(same);
    }
    let after = Stored { version: turn.next(), ..after };
    write::update(cx.conn, &after, turn.version)?;
    if is != was.value() {
        let new = MembershipRow::new(is.clone(), Span::from(day), Decision::default());
        change_place(cx, &facts, &was, &new)?;
    }
    record_changes(cx, (&before, &now), (&after, &is))?;
    read::record(cx, after, today)
}

/// Writes the membership that begins, with what follows from it.
fn change_place(cx: &mut Context<'_>, facts: &[MembershipRow], was: &MembershipRow, is: &MembershipRow) -> Result<()> {
    // What somebody else changed today stays; the same part again is put right as a membership, with a reason.
    let all = |fact: &MembershipRow| {
        let decision = ("decision", json!([fact.decision, fact.decided_on]));
        parts(&fact.value()).into_iter().chain([decision]).collect()
    };
    let edits = begin_or_add(facts, is, Gaps::Never, all);
    let edits = edits.map_err(|trouble| Error::field(POINTERS.day, trouble.code()))?;
    lock_places(cx.conn, is.member_id, &edits.written)?;
    check_units(cx.conn, &edits.written, POINTERS)?;
    let author = cx.author()?;
    MembershipRow::write(cx.conn, &edits, &author)?;
    follow_seats(cx, (was, is), (facts, &edits.applied(facts)), &author, POINTERS)
}

fn record_after(mut member: Stored, patch: &MemberPatch) -> Stored {
    if let Some(name) = &patch.full_name {
        member.set_name(name);
    }
    if let Some(text) = &patch.ethnicity {
        member.ethnicity = compose(text.trim());
    }
    if let Some(text) = &patch.phone {
        text.trim().clone_into(&mut member.phone);
    }
    member.gender = patch.gender.unwrap_or(member.gender);
    member.birth_date = patch.birth_date.unwrap_or(member.birth_date);
    member.admitted_on = patch.admitted_on.unwrap_or(member.admitted_on);
    member.recognized_on = patch.recognized_on.unwrap_or(member.recognized_on);
    member
}

fn membership_after(mut membership: Membership, patch: &MemberPatch) -> Membership {
    membership.kind = patch.kind.unwrap_or(membership.kind);
    membership.status = patch.status.unwrap_or(membership.status);
    membership.is_commune_cadre = patch.is_commune_cadre.unwrap_or(membership.is_commune_cadre);
    membership
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
