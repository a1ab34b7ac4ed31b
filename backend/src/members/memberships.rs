//! Where a member was, is and will be: reading, changing from a day on, putting right.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::access::Action;
use shared::api::Page;
use shared::api::membership::{ChangeMembership, CorrectMembership, ListMemberships, Membership as Reply};
use shared::dated::{Edits, Fact, Gaps, Span, Trouble, begin, correct, withdraw};
use shared::id::{MemberId, UnitId};
use shared::member::{ActivityStatus, MembershipKind};
use shared::problem::{Code, FieldErrors};
use shared::unit::UnitKind;

use super::membership::{Membership, MembershipRow, near};
use super::update::record_place;
use super::write;
use crate::db::schema::{member, office};
use crate::db::{Author, Conn, Dated, Decision, known_at, lock_unit};
use crate::http::{Call, Context, Error, Result, check, reaches};
use crate::turns::raise;
use crate::units::{SeatRow, States, within};

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
    let moved = new.unit_id != present.unit_id;
    check_units(cx, &edits, moved.then_some(new.unit_id))?;
    let author = cx.author()?;
    let written = MembershipRow::write(cx.conn, &edits, &author)?;
    end_offices(cx.conn, &present, &new, &author)?;
    if new.kind == MembershipKind::Official && present.kind == MembershipKind::Probationary {
        recognize(cx.conn, id, new.starts_on)?;
    }
    let reply = shown(cx.conn, &written)?.pop().ok_or(Code::NotFound)?;
    let before = shown(cx.conn, &edits.replaced)?;
    cx.note(id, version, "membership", &before, &reply)?;
    note_today(cx, version, &facts, &edits)?;
    cx.set_etag(version);
    Ok(reply)
}

/// Whoever moves or leaves ends offices of the old branch on the eve; a cadre of the commune keeps them when moving.
fn end_offices(conn: &mut Conn, was: &MembershipRow, is: &MembershipRow, author: &Author) -> QueryResult<()> {
    let left = is.status == ActivityStatus::Left && was.status != ActivityStatus::Left;
    let moved = is.unit_id != was.unit_id && !is.is_commune_cadre;
    if left || moved {
        write::end_offices(conn, is.member_id, is.starts_on, author)?;
    }
    Ok(())
}

/// The person's own record says the day of the recognition, if it doesn't already.
fn recognize(conn: &mut Conn, id: MemberId, day: NaiveDate) -> QueryResult<usize> {
    diesel::update(member::table.find(id).filter(member::recognized_on.is_null()))
        .set(member::recognized_on.eq(day))
        .execute(conn)
}

/// Every membership that is to be written lies within the days of a branch; a branch that somebody comes to is there, takes
/// no other's turn, and is the caller's to write to.
fn check_units(cx: &mut Context<'_>, edits: &Edits<MembershipRow>, comes_to: Option<UnitId>) -> Result<()> {
    let mut errors = FieldErrors::default();
    if let Some(unit) = comes_to {
        // Nobody closes the branch meanwhile.
        lock_unit(cx.conn, unit)?;
        let scope = cx.scope(Action::MemberWrite)?;
        errors.add_if(!reaches(cx.conn, &scope, unit)?, "/unit_id", Code::UnknownReference);
        check(std::mem::take(&mut errors))?;
    }
    let states = States::of(cx.conn, edits.written.iter().map(|one| one.unit_id))?;
    for one in &edits.written {
        let branch = states.near(one.unit_id, one.starts_on).is_some_and(|state| state.kind == UnitKind::Branch);
        if !branch {
            errors.add("/unit_id", Code::UnknownReference);
            break;
        }
        // What somebody has left may end.
        let span = match one.status {
            ActivityStatus::Left => Span::new(one.starts_on, Some(one.starts_on)),
            _ => one.span(),
        };
        if let Some(code) = within(states.life(one.unit_id), span) {
            errors.add("/starts_on", code);
            break;
        }
    }
    check(errors)
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
    check_units(cx, &edits, body.unit_id.filter(|unit| *unit != old.unit_id))?;
    check_seats(cx.conn, id, &edits.applied(&facts))?;
    MembershipRow::write(cx.conn, &edits, &author)?;
    let rows = MembershipRow::of(cx.conn, id)?;
    let page = Page::whole(shown(cx.conn, &rows)?);
    let before = shown(cx.conn, &edits.replaced)?;
    cx.note(id, version, "membership", &before, &page.items)?;
    note_today(cx, version, &facts, &edits)?;
    cx.set_etag(version);
    Ok(page)
}

/// An office that the member has or had needs the membership of its first day: official, of the branch or a cadre.
fn check_seats(conn: &mut Conn, id: MemberId, memberships: &[MembershipRow]) -> Result<()> {
    let seats: Vec<SeatRow> = office::table
        .filter(office::member_id.eq(id))
        .filter(office::replaced_at.is_null())
        .select(SeatRow::as_select())
        .load(conn)?;
    let fits = |seat: &SeatRow| {
        let found = memberships.iter().find(|one| one.span().covers(seat.starts_on));
        found.is_none_or(|one| {
            one.kind == MembershipKind::Official
                && one.status != ActivityStatus::Left
                && (one.unit_id == seat.unit_id || one.is_commune_cadre)
        })
    };
    if seats.iter().all(fits) { Ok(()) } else { Err(Error::field("/starts_on", Code::SeatTaken)) }
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
