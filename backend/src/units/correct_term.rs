//! Putting a committee's term right, and its offices with it.

use diesel::prelude::*;
use shared::api::Page;
use shared::api::committee::{CorrectTerm, Term as TermReply};
use shared::dated::{Edits, Fact, Gaps, Span, correct, withdraw};
use shared::id::UnitId;
use shared::problem::{Code, FieldErrors};

use super::elect::eligible;
use super::get_branch::branch_on;
use super::seat::SeatRow;
use super::term::{Term, TermRow};
use super::terms::{seats_shown, shown};
use crate::db::schema::{resolution, unit};
use crate::db::{Conn, Dated, Decision};
use crate::http::{Call, Context, Error, Result, check};
use crate::turns::raise;

/// With a reason; neighbours move along, and so do offices that began or ended with their terms.
pub fn correct_term(cx: &mut Context<'_>, call: Call<CorrectTerm>) -> Result<Page<TermReply>> {
    let ((unit_id, term_id), body) = (call.path, call.body);
    let version = raise!(cx.conn, unit, unit_id)?;
    let terms = TermRow::of(cx.conn, unit_id)?;
    let at = terms.iter().position(|term| term.id == term_id).ok_or(Code::NotFound)?;
    let old = terms.get(at).ok_or(Code::NotFound)?;
    let mut errors = FieldErrors::default();
    let author = cx.author()?.because(&mut errors, &body.reason);
    errors.date("/starts_on", body.starts_on);
    errors.date("/ends_on", body.ends_on.flatten());
    let number = body.decision.as_deref().unwrap_or(&old.decision);
    let decision = Decision::entered(&mut errors, number, body.decided_on.unwrap_or(old.decided_on));
    check(errors)?;
    let seats = SeatRow::of(cx.conn, unit_id)?;
    let (pointer, edits, seat_edits) = if body.withdraw {
        let edits = withdraw(&terms, at, Gaps::Allowed).map_err(|trouble| Error::field("/withdraw", trouble.code()))?;
        let seat_edits = withdrawn(cx.conn, &seats, old, &edits)?;
        ("/withdraw", edits, seat_edits)
    } else {
        let span = Span::new(body.starts_on.unwrap_or(old.starts_on), body.ends_on.unwrap_or(old.ends_on));
        let (states, _) = branch_on(cx.conn, unit_id, span.starts_on)?;
        let mut errors = FieldErrors::default();
        states.check_days(&mut errors, unit_id, span);
        check(errors)?;
        let right = TermRow::new(Term { unit_id }, states.until_closed(unit_id, span), decision);
        let pointer = if body.ends_on.is_some() { "/ends_on" } else { "/starts_on" };
        let edits = correct(&terms, at, &right).map_err(|trouble| Error::field(pointer, trouble.code()))?;
        let seat_edits = moved(cx.conn, &seats, &edits, pointer)?;
        ("/starts_on", edits, seat_edits)
    };
    check_numbers(cx.conn, unit_id, &edits, pointer)?;
    TermRow::write(cx.conn, &edits, &author)?;
    SeatRow::write(cx.conn, &seat_edits, &author)?;
    let before = shown(cx.conn, &edits.replaced, &[])?;
    let (terms, seats) = (TermRow::of(cx.conn, unit_id)?, SeatRow::of(cx.conn, unit_id)?);
    let page = Page::whole(shown(cx.conn, &terms, &seats)?);
    cx.note(unit_id, version, "term", &before, &page.items)?;
    if seat_edits.replaced.is_empty() {
        return Ok(page);
    }
    let (before, after) = (seats_shown(cx.conn, &seat_edits.replaced)?, seats_shown(cx.conn, &seats)?);
    cx.note(unit_id, version, "committee", &before, &after)?;
    Ok(page)
}

/// Resolutions are numbered by the first day of their term, which papers and seals have: it stays once there are some.
fn check_numbers(conn: &mut Conn, unit_id: UnitId, edits: &Edits<TermRow>, pointer: &str) -> Result<()> {
    let stays = |term: &&TermRow| edits.written.iter().any(|one| one.starts_on == term.starts_on);
    let gone: Vec<_> = edits.replaced.iter().filter(|term| !stays(term)).map(|term| term.starts_on).collect();
    let numbered: i64 = resolution::table
        .filter(resolution::unit_id.eq(unit_id))
        .filter(resolution::term_starts_on.eq_any(gone))
        .count()
        .get_result(conn)?;
    if numbered > 0 { Err(Error::field(pointer, Code::ResolutionsNumbered)) } else { Ok(()) }
}

/// Offices of terms that get other days: what began or ended with its term still does, the rest lies within it.
fn moved(conn: &mut Conn, seats: &[SeatRow], terms: &Edits<TermRow>, pointer: &str) -> Result<Edits<SeatRow>> {
    let mut edits = Edits { replaced: Vec::new(), written: Vec::new() };
    let mut errors = FieldErrors::default();
    for (was, is) in terms.replaced.iter().zip(&terms.written) {
        for seat in seats.iter().filter(|seat| was.span().covers(seat.starts_on)) {
            let starts_on = if seat.starts_on == was.starts_on { is.starts_on } else { seat.starts_on };
            let ends_on = if seat.ends_on == was.ends_on { is.ends_on } else { seat.ends_on };
            let span = Span::new(starts_on, ends_on);
            if span == seat.span() {
                continue;
            }
            if !span.has_days() || !is.span().contains(span) {
                return Err(Error::field(pointer, Code::Overlaps));
            }
            eligible(conn, &mut errors, pointer, &seat.value(), span)?;
            edits.replaced.push(seat.clone());
            edits.written.push(seat.during(span));
        }
    }
    check(errors)?;
    Ok(edits)
}

/// Offices of a term that never was go with it; those that it ended hold on, of whoever may hold them still.
fn withdrawn(conn: &mut Conn, seats: &[SeatRow], term: &TermRow, terms: &Edits<TermRow>) -> Result<Edits<SeatRow>> {
    let began = |seat: &&SeatRow| term.span().covers(seat.starts_on);
    let mut edits = Edits { replaced: seats.iter().filter(began).cloned().collect(), written: Vec::new() };
    let before = terms.replaced.iter().zip(&terms.written).find(|(was, _)| was.id != term.id);
    let Some((was, is)) = before else { return Ok(edits) };
    let ended = |seat: &&SeatRow| was.span().covers(seat.starts_on) && seat.ends_on == was.ends_on;
    for seat in seats.iter().filter(ended) {
        let span = Span::new(seat.starts_on, is.ends_on);
        let mut errors = FieldErrors::default();
        eligible(conn, &mut errors, "/withdraw", &seat.value(), span)?;
        if errors.0.is_empty() {
            edits.replaced.push(seat.clone());
            edits.written.push(seat.during(span));
        }
    }
    Ok(edits)
}
