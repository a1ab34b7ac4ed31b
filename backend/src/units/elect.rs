//! Electing a branch's committee, and changes within its term.

use std::collections::HashMap;

use diesel::prelude::*;
use shared::api::Page;
use shared::api::committee::{CorrectOffice, ElectCommittee, EndOffice, Seat as Reply, SeatMember, Term as TermReply};
use shared::dated::{Edits, Fact, Gaps, Span, Trouble, begin, end, withdraw};
use shared::id::MemberId;
use shared::problem::{Code, FieldErrors};
use shared::unit::Office;

use super::get_branch::branch_on;
use super::seat::{Place, Seat, SeatRow, of_its_commune};
use super::term::{Term, TermRow};
use super::terms::{seats_shown, shown};
use crate::db::schema::{member, membership, unit};
use crate::db::{Conn, Dated, Decision, lock_members};
use crate::http::{Call, Context, Error, Result, check};
use crate::turns::raise;

/// Ends the term and the offices before it on the eve.
pub fn elect(cx: &mut Context<'_>, call: Call<ElectCommittee>) -> Result<TermReply> {
    let (unit_id, body) = (call.path, call.body);
    let people = [body.deputies.as_slice(), &body.members, &[body.secretary]].concat();
    lock_members(cx.conn, people)?;
    let version = raise!(cx.conn, unit, unit_id)?;
    let (states, _) = branch_on(cx.conn, unit_id, body.starts_on)?;
    let mut errors = FieldErrors::default();
    errors.date("/starts_on", Some(body.starts_on));
    errors.date("/ends_on", body.ends_on);
    let decision = Decision::entered(&mut errors, &body.decision, body.decided_on);
    check(errors)?;
    let mut errors = FieldErrors::default();
    let mut elected: Vec<(String, MemberId, Office)> =
        vec![("/secretary".to_owned(), body.secretary, Office::Secretary)];
    let list = |name: &str, members: Vec<MemberId>, office| {
        let seat = |(index, member)| (format!("/{name}/{index}"), member, office);
        members.into_iter().enumerate().map(seat).collect::<Vec<_>>()
    };
    elected.extend(list("deputies", body.deputies, Office::DeputySecretary));
    elected.extend(list("members", body.members, Office::CommitteeMember));
    for (index, (pointer, member, _)) in elected.iter().enumerate() {
        let twice = elected.iter().take(index).any(|(_, other, _)| other == member);
        errors.add_if(twice, pointer, Code::SeatTaken);
    }
    let span = Span::new(body.starts_on, body.ends_on);
    states.check_days(&mut errors, unit_id, span);
    check(errors)?;
    let terms = TermRow::of(cx.conn, unit_id)?;
    let term = TermRow::new(Term { unit_id }, span, decision.clone());
    let mut term_edits = new_term(&terms, &term)?;
    let begun = term_edits.written.last_mut().ok_or(Code::NotFound)?;
    let span = states.until_closed(unit_id, begun.span());
    begun.ends_on = span.ends_on;
    let mut errors = FieldErrors::default();
    for (pointer, member_id, held) in &elected {
        let seat = Seat { unit_id, member_id: *member_id, held: *held };
        eligible(cx.conn, &mut errors, pointer, &seat, span)?;
    }
    check(errors)?;
    let mut seats = Edits { replaced: Vec::new(), written: Vec::new() };
    for seat in SeatRow::of(cx.conn, unit_id)?.into_iter().filter(|seat| seat.span().overlaps(span)) {
        if seat.starts_on >= span.starts_on {
            return Err(Error::field("/starts_on", Code::Overlaps));
        }
        seats.written.push(seat.during(Span::new(seat.starts_on, span.starts_on.pred_opt())));
        seats.replaced.push(seat);
    }
    seats.written.extend(
        elected
            .into_iter()
            .map(|(_, member_id, held)| SeatRow::new(Seat { unit_id, member_id, held }, span, decision.clone())),
    );
    let author = cx.author()?;
    let written = TermRow::write(cx.conn, &term_edits, &author)?;
    SeatRow::write(cx.conn, &seats, &author)?;
    let before = seats_shown(cx.conn, &seats.replaced)?;
    let term = written.last().ok_or(Code::NotFound)?;
    let seats = SeatRow::of(cx.conn, unit_id)?;
    let reply = shown(cx.conn, std::slice::from_ref(term), &seats)?.pop().ok_or(Code::NotFound)?;
    cx.note(unit_id, version, "committee", &before, &reply)?;
    Ok(reply)
}

/// Terms say nothing but their days, so that two in a row aren't the same.
fn new_term(terms: &[TermRow], new: &TermRow) -> Result<Edits<TermRow>> {
    let (day, asked) = (new.starts_on, new.ends_on);
    if asked.is_some_and(|last| last < day) {
        return Err(Error::field("/ends_on", Code::EndBeforeStart));
    }
    if terms.iter().any(|term| term.starts_on == day) {
        return Err(Error::field("/starts_on", Code::BeginsThere));
    }
    let limit = terms.iter().map(|term| term.starts_on).find(|start| *start > day).and_then(|start| start.pred_opt());
    if asked.zip(limit).is_some_and(|(asked, limit)| asked > limit) {
        return Err(Error::field("/ends_on", Code::Overlaps));
    }
    let before: Vec<TermRow> = terms.iter().filter(|term| term.span().covers(day)).cloned().collect();
    let shortened = before.iter().map(|term| term.during(Span::new(term.starts_on, day.pred_opt())));
    let written = shortened.chain([new.during(Span::new(day, asked.or(limit)))]).collect();
    Ok(Edits { replaced: before, written })
}

/// A field error unless the person may hold the seat on its first day and, as far as is known, on all others. Somebody of
/// another commune is as unknown here as somebody whom there isn't.
pub(super) fn eligible(
    conn: &mut Conn,
    errors: &mut FieldErrors,
    pointer: &str,
    seat: &Seat,
    span: Span,
) -> QueryResult<()> {
    type Row = (chrono::NaiveDate, Option<chrono::NaiveDate>, Place);
    let rows: Vec<Row> = membership::table
        .filter(membership::member_id.eq(seat.member_id))
        .filter(membership::replaced_at.is_null())
        .select((
            membership::starts_on,
            membership::ends_on,
            (membership::unit_id, membership::kind, membership::status, membership::is_commune_cadre),
        ))
        .load(conn)?;
    let days = |row: &Row| Span::new(row.0, row.1);
    let near = of_its_commune(conn, seat.unit_id, rows.iter().map(|row| row.2.unit_id).collect(), span.starts_on)?;
    let refuses = |row: &Row| match near.contains(&row.2.unit_id) {
        true => row.2.refuses(seat.unit_id, seat.held),
        false => Some(Code::UnknownReference),
    };
    let first = match rows.iter().find(|row| days(row).covers(span.starts_on)) {
        None => Some(Code::UnknownReference),
        Some(row) => refuses(row),
    };
    let later = rows.iter().any(|row| days(row).overlaps(span) && refuses(row).is_some());
    if let Some(code) = first.or_else(|| later.then_some(Code::LaterChanges)) {
        errors.add(pointer, code);
    }
    Ok(())
}

/// From a day on, up to the term's end.
pub fn seat(cx: &mut Context<'_>, call: Call<SeatMember>) -> Result<Reply> {
    let (unit_id, body) = (call.path, call.body);
    lock_members(cx.conn, [body.member_id])?;
    let version = raise!(cx.conn, unit, unit_id)?;
    let (states, _) = branch_on(cx.conn, unit_id, body.starts_on)?;
    let mut errors = FieldErrors::default();
    errors.date("/starts_on", Some(body.starts_on));
    let decision = Decision::entered(&mut errors, &body.decision, body.decided_on);
    check(errors)?;
    let mut errors = FieldErrors::default();
    states.check_day(&mut errors, "/starts_on", unit_id, body.starts_on);
    check(errors)?;
    let terms = TermRow::of(cx.conn, unit_id)?;
    let term = terms.iter().find(|term| term.span().covers(body.starts_on));
    let term = term.ok_or_else(|| Error::field("/starts_on", Code::NothingInForce))?;
    let span = Span::new(body.starts_on, term.ends_on);
    let value = Seat { unit_id, member_id: body.member_id, held: body.office };
    let new = SeatRow::new(value, span, decision);
    let all = SeatRow::of(cx.conn, unit_id)?;
    let (own, others): (Vec<SeatRow>, Vec<SeatRow>) =
        all.into_iter().partition(|seat| seat.member_id == body.member_id);
    let edits = begin(&own, &new, Gaps::Allowed).map_err(|trouble| match trouble {
        Trouble::NothingChanges => Error::field("/office", trouble.code()),
        _ => Error::field("/starts_on", trouble.code()),
    })?;
    let begun = edits.written.last().unwrap_or(&new);
    let mut errors = FieldErrors::default();
    eligible(cx.conn, &mut errors, "/member_id", &begun.value(), begun.span())?;
    check(errors)?;
    refuse_second_secretary(&others, begun, "/office")?;
    let written = SeatRow::write(cx.conn, &edits, &cx.author()?)?;
    let before = seats_shown(cx.conn, &edits.replaced)?;
    let reply = seats_shown(cx.conn, &written)?.pop().ok_or(Code::NotFound)?;
    cx.note(unit_id, version, "committee", &before, &reply)?;
    Ok(reply)
}

fn refuse_second_secretary(others: &[SeatRow], new: &SeatRow, pointer: &str) -> Result<()> {
    let same = |other: &SeatRow| other.held == Office::Secretary && other.span().overlaps(new.span());
    if new.held == Office::Secretary && others.iter().any(same) {
        return Err(Error::field(pointer, Code::SeatTaken));
    }
    Ok(())
}

/// With its last day.
pub fn end_office(cx: &mut Context<'_>, call: Call<EndOffice>) -> Result<Reply> {
    let ((unit_id, office_id), body) = (call.path, call.body);
    let version = raise!(cx.conn, unit, unit_id)?;
    let mut errors = FieldErrors::default();
    errors.date("/ends_on", Some(body.ends_on));
    let decision = Decision::entered(&mut errors, &body.decision, body.decided_on);
    check(errors)?;
    let seats = SeatRow::of(cx.conn, unit_id)?;
    let seat = seats.into_iter().find(|seat| seat.id == office_id).ok_or(Code::NotFound)?;
    if body.ends_on < seat.starts_on {
        return Err(Error::field("/ends_on", Code::EndBeforeStart));
    }
    let mut edits =
        end(std::slice::from_ref(&seat), body.ends_on).map_err(|trouble| Error::field("/ends_on", trouble.code()))?;
    for seat in edits.written.iter_mut().filter(|_| !decision.number.is_empty() || decision.date.is_some()) {
        (seat.decision, seat.decided_on) = (decision.number.clone(), decision.date);
    }
    let written = SeatRow::write(cx.conn, &edits, &cx.author()?)?;
    let before = seats_shown(cx.conn, &edits.replaced)?;
    let reply = seats_shown(cx.conn, &written)?.pop().ok_or(Code::NotFound)?;
    cx.note(unit_id, version, "committee", &before, &reply)?;
    Ok(reply)
}

/// With a reason.
pub fn correct_office(cx: &mut Context<'_>, call: Call<CorrectOffice>) -> Result<Page<Reply>> {
    let ((unit_id, office_id), body) = (call.path, call.body);
    let held = SeatRow::of(cx.conn, unit_id)?.into_iter().find(|seat| seat.id == office_id).ok_or(Code::NotFound)?;
    lock_members(cx.conn, [held.member_id].into_iter().chain(body.member_id))?;
    let version = raise!(cx.conn, unit, unit_id)?;
    // Again: somebody may have changed it before this one had its turn.
    let seats = SeatRow::of(cx.conn, unit_id)?;
    let old = seats.iter().find(|seat| seat.id == office_id).cloned().ok_or(Code::NotFound)?;
    let mut errors = FieldErrors::default();
    let author = cx.author()?.because(&mut errors, &body.reason);
    errors.date("/starts_on", body.starts_on);
    errors.date("/ends_on", body.ends_on.flatten());
    let number = body.decision.as_deref().unwrap_or(&old.decision);
    let decision = Decision::entered(&mut errors, number, body.decided_on.unwrap_or(old.decided_on));
    check(errors)?;
    let edits = if body.withdraw {
        withdraw(std::slice::from_ref(&old), 0, Gaps::Allowed)
            .map_err(|trouble| Error::field("/withdraw", trouble.code()))?
    } else {
        let (starts_on, ends_on) = (body.starts_on.unwrap_or(old.starts_on), body.ends_on.unwrap_or(old.ends_on));
        let member_id = body.member_id.unwrap_or(old.member_id);
        let value = Seat { unit_id, member_id, held: body.office.unwrap_or(old.held) };
        let right = SeatRow::new(value, Span::new(starts_on, ends_on), decision);
        if !right.span().has_days() {
            return Err(Error::field("/ends_on", Code::EndBeforeStart));
        }
        let (states, _) = branch_on(cx.conn, unit_id, starts_on)?;
        let mut errors = FieldErrors::default();
        states.check_days(&mut errors, unit_id, right.span());
        eligible(cx.conn, &mut errors, "/member_id", &right.value(), right.span())?;
        check(errors)?;
        let others: Vec<SeatRow> = seats.into_iter().filter(|seat| seat.id != office_id).collect();
        refuse_second_secretary(&others, &right, "/office")?;
        if others.iter().any(|other| other.member_id == member_id && other.span().overlaps(right.span())) {
            return Err(Error::field("/starts_on", Code::Overlaps));
        }
        Edits { replaced: vec![old], written: vec![right] }
    };
    let before = seats_shown(cx.conn, &edits.replaced)?;
    SeatRow::write(cx.conn, &edits, &author)?;
    let seats = SeatRow::of(cx.conn, unit_id)?;
    let page = Page::whole(seats_shown(cx.conn, &seats)?);
    cx.note(unit_id, version, "committee", &before, &page.items)?;
    Ok(page)
}

/// The names of members.
pub(super) fn names(conn: &mut Conn, members: &[MemberId]) -> QueryResult<HashMap<MemberId, (String, String)>> {
    let rows: Vec<(MemberId, String, String)> = member::table
        .filter(member::id.eq_any(members))
        .select((member::id, member::full_name, member::sort_key))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, name, key)| (id, (name, key))).collect())
}
