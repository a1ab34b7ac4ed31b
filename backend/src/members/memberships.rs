//! Where a member was, is and will be: reading, changing from a day on, putting right.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::access::Action;
use shared::api::Page;
use shared::api::membership::{ChangeMembership, CorrectMembership, ListMemberships, Membership as Reply};
use shared::dated::{Edits, Fact, Gaps, Span, Trouble, begin, correct, withdraw};
use shared::id::MemberId;
use shared::member::{ActivityStatus, MembershipKind};
use shared::problem::{Code, FieldErrors};

use super::membership::{Membership, MembershipRow, near};
use super::places::{Pointers, check_seats, check_units, follow_seats, lock_places};
use super::update::record_place;
use crate::db::schema::member;
use crate::db::{Conn, Dated, Decision, known_at};
use crate::http::{Call, Context, Error, Result, check, reaches};
use crate::turns::raise;
use crate::units::States;

const POINTERS: Pointers = Pointers { unit: "/unit_id", day: "/starts_on", away: "/starts_on" };

/// Everything that is known.
pub fn list(cx: &mut Context<'_>, call: Call<ListMemberships>) -> Result<Page<Reply>> {
    let rows = MembershipRow::history(cx.conn, call.path, known_at(&call.query)?)?;
    Ok(Page::whole(shown(cx.conn, &rows)?))
}

fn shown(conn: &mut Conn, rows: &[MembershipRow]) -> QueryResult<Vec<Reply>> {
    let states = States::of(conn, rows.iter().map(|row| row.unit_id))?;
    let one = |row: &MembershipRow| Reply {
        id: row.id,
        member_id: row.member_id,
        unit_id: row.unit_id,
        unit_name: states.name(row.unit_id, row.starts_on).to_owned(),
        kind: row.kind,
        status: row.status,
        is_commune_cadre: row.is_commune_cadre,
        record: row.record(),
    };
    Ok(rows.iter().map(one).collect())
}

/// From a day on, up to the next change that is known.
pub fn change(cx: &mut Context<'_>, call: Call<ChangeMembership>) -> Result<Reply> {
    let (id, body) = (call.path, call.body);
    let version = raise!(cx.conn, member, id)?;
    let mut errors = FieldErrors::default();
    errors.date("/starts_on", Some(body.starts_on));
    let decision = Decision::entered(&mut errors, &body.decision, body.decided_on);
    check(errors)?;
    let facts = MembershipRow::of(cx.conn, id)?;
    let present = facts.iter().find(|fact| fact.span().covers(body.starts_on));
    let present = present.ok_or_else(|| Error::field("/starts_on", Code::NothingInForce))?.clone();
    let mut value = present.value();
    value.unit_id = body.unit_id.unwrap_or(value.unit_id);
    value.kind = body.kind.unwrap_or(value.kind);
    value.status = body.status.unwrap_or(value.status);
    // Whoever comes to another branch takes part there, unless the change says otherwise.
    if body.status.is_none() && value.unit_id != present.unit_id && value.status == ActivityStatus::Left {
        value.status = ActivityStatus::Active;
    }
    value.is_commune_cadre = body.is_commune_cadre.unwrap_or(value.is_commune_cadre);
    let new = MembershipRow::new(value, Span::from(body.starts_on), decision);
    let edits = begin(&facts, &new, Gaps::Never).map_err(|trouble| Error::field("/starts_on", trouble.code()))?;
    lock_places(cx.conn, id, &edits.written)?;
    reach_unit(cx, &present, &new)?;
    check_units(cx.conn, &edits.written, POINTERS)?;
    let author = cx.author()?;
    let written = MembershipRow::write(cx.conn, &edits, &author)?;
    let after = edits.applied(&facts);
    follow_seats(cx, (&present, &new), (&facts, &after), &author, POINTERS)?;
    follow_recognition(cx, id, version, (&facts, &after))?;
    let reply = shown(cx.conn, &written)?.pop().ok_or(Code::NotFound)?;
    let before = shown(cx.conn, &edits.replaced)?;
    cx.note(id, version, "membership", &before, &reply)?;
    note_today(cx, version, &facts, &edits)?;
    cx.set_etag(version);
    Ok(reply)
}

/// A branch that somebody comes to is the caller's to write to.
fn reach_unit(cx: &mut Context<'_>, was: &MembershipRow, is: &MembershipRow) -> Result<()> {
    if is.unit_id != was.unit_id {
        let scope = cx.scope(Action::MemberWrite)?;
        if !reaches(cx.conn, &scope, is.unit_id)? {
            return Err(Error::field(POINTERS.unit, Code::UnknownReference));
        }
    }
    Ok(())
}

/// The person's own record says the day of the recognition if it doesn't already, and the right one if it is put right.
fn follow_recognition(
    cx: &mut Context<'_>,
    id: MemberId,
    version: i64,
    (before, after): (&[MembershipRow], &[MembershipRow]),
) -> Result<()> {
    let (was, is) = (recognized(before), recognized(after));
    let (admitted_on, kept): (Option<NaiveDate>, Option<NaiveDate>) =
        member::table.find(id).select((member::admitted_on, member::recognized_on)).first(cx.conn)?;
    if was == is || kept != was {
        return Ok(());
    }
    if admitted_on.zip(is).is_some_and(|(admitted, recognized)| recognized < admitted) {
        return Err(Error::field("/starts_on", Code::EndBeforeStart));
    }
    diesel::update(member::table.find(id)).set(member::recognized_on.eq(is)).execute(cx.conn)?;
    cx.note(id, version, "recognized_on", &kept, &is)
}

/// The day on which somebody on probation became official.
fn recognized(memberships: &[MembershipRow]) -> Option<NaiveDate> {
    let (on_probation, official) = (MembershipKind::Probationary, MembershipKind::Official);
    let mut pairs = memberships.iter().zip(memberships.iter().skip(1));
    pairs.find(|(one, next)| one.kind == on_probation && next.kind == official).map(|(_, next)| next.starts_on)
}

/// With a reason; neighbours move along.
pub fn correct_membership(cx: &mut Context<'_>, call: Call<CorrectMembership>) -> Result<Page<Reply>> {
    let ((id, membership_id), body) = (call.path, call.body);
    let version = raise!(cx.conn, member, id)?;
    let facts = MembershipRow::of(cx.conn, id)?;
    let at = facts.iter().position(|fact| fact.id == membership_id).ok_or(Code::NotFound)?;
    let old = facts.get(at).ok_or(Code::NotFound)?;
    let mut errors = FieldErrors::default();
    let author = cx.author()?.because(&mut errors, &body.reason);
    errors.date("/starts_on", body.starts_on);
    let number = body.decision.as_deref().unwrap_or(&old.decision);
    let decision = Decision::entered(&mut errors, number, body.decided_on.unwrap_or(old.decided_on));
    check(errors)?;
    let edits = if body.withdraw {
        withdraw(&facts, at, Gaps::Never).map_err(|trouble| Error::field("/withdraw", trouble.code()))?
    } else {
        let right = MembershipRow::new(
            Membership {
                member_id: id,
                unit_id: body.unit_id.unwrap_or(old.unit_id),
                kind: body.kind.unwrap_or(old.kind),
                status: body.status.unwrap_or(old.status),
                is_commune_cadre: body.is_commune_cadre.unwrap_or(old.is_commune_cadre),
            },
            Span::new(body.starts_on.unwrap_or(old.starts_on), old.ends_on),
            decision,
        );
        correct(&facts, at, &right).map_err(|trouble| match trouble {
            Trouble::Overlap | Trouble::OutOfOrder => Error::field("/starts_on", Code::Overlaps),
            _ => Error::field("/starts_on", trouble.code()),
        })?
    };
    lock_places(cx.conn, id, &edits.written)?;
    if let Some(right) = edits.written.iter().find(|one| body.unit_id == Some(one.unit_id)) {
        reach_unit(cx, old, right)?;
    }
    check_units(cx.conn, &edits.written, POINTERS)?;
    let after = edits.applied(&facts);
    check_seats(cx.conn, id, (&facts, &after), POINTERS)?;
    MembershipRow::write(cx.conn, &edits, &author)?;
    follow_recognition(cx, id, version, (&facts, &after))?;
    let rows = MembershipRow::of(cx.conn, id)?;
    let page = Page::whole(shown(cx.conn, &rows)?);
    let before = shown(cx.conn, &edits.replaced)?;
    cx.note(id, version, "membership", &before, &page.items)?;
    note_today(cx, version, &facts, &edits)?;
    cx.set_etag(version);
    Ok(page)
}

/// Notes what is another as at today, by the names that a change of the record has for it.
fn note_today(cx: &mut Context<'_>, version: i64, facts: &[MembershipRow], edits: &Edits<MembershipRow>) -> Result<()> {
    let today = cx.today();
    let after = edits.applied(facts);
    match (near(facts, today), near(&after, today)) {
        (Some(was), Some(is)) => record_place(cx, version, &was.value(), &is.value()),
        _ => Ok(()),
    }
}
