//! A closing that is put right: what it had ended holds again.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use shared::dated::{Edits, Fact, Span};
use shared::id::{MemberId, UnitId};
use shared::problem::FieldErrors;

use super::charges::ChargeRow;
use super::close::Belongings;
use super::elect::eligible;
use super::grants::GrantedRow;
use super::seat::SeatRow;
use super::state::UnitStateRow;
use super::term::TermRow;
use crate::db::schema::account_grant;
use crate::db::{Author, Conn, Dated, lock_members};
use crate::http::{Context, Result};

/// Nobody who has or had a seat in the unit moves while it is reopened. Members are locked before units.
pub(super) fn lock_holders(conn: &mut Conn, id: UnitId) -> QueryResult<()> {
    let holders: Vec<MemberId> = SeatRow::history(conn, id, None)?.into_iter().map(|seat| seat.member_id).collect();
    lock_members(conn, holders)
}

/// After a unit's last day was moved to a later one, or taken away: gives back what the closing on the former one had
/// ended, up to the new one. What had ended by itself, or was written otherwise since, stays as it is; so does an
/// office whose holder may not hold it any more.
pub(super) fn restore(
    cx: &mut Context<'_>,
    id: UnitId,
    version: i64,
    (former, last_day): (NaiveDate, Option<NaiveDate>),
    author: &Author,
) -> Result<()> {
    let closing = moments(&UnitStateRow::history(cx.conn, id, None)?);
    let terms = restored(&TermRow::history(cx.conn, id, None)?, &closing, |_| last_day);
    let charges = restored(&ChargeRow::history(cx.conn, id, None)?, &closing, |_| last_day);
    let granted: Vec<GrantedRow> = account_grant::table
        .filter(account_grant::unit_id.eq(id))
        .order((account_grant::account_id, account_grant::id))
        .select(GrantedRow::as_select())
        .load(cx.conn)?;
    let grants = restored(&granted, &closing, |_| last_day);
    // No office outlives its term, which may have been put right since.
    let written = terms.iter().flat_map(|edits| edits.written.iter().cloned());
    let gone = |term: &TermRow| terms.iter().any(|edits| edits.replaced.iter().any(|old| old.id == term.id));
    let now: Vec<TermRow> = TermRow::of(cx.conn, id)?.into_iter().filter(|term| !gone(term)).chain(written).collect();
    let term_ends = |seat: &SeatRow| {
        let term = now.iter().find(|term| term.span().covers(seat.starts_on));
        term.and_then(|term| term.ends_on).or(last_day)
    };
    let mut seats = Vec::new();
    for edits in restored(&SeatRow::history(cx.conn, id, None)?, &closing, term_ends) {
        let mut errors = FieldErrors::default();
        for seat in &edits.written {
            eligible(cx.conn, &mut errors, "/ends_on", &seat.value(), seat.span())?;
        }
        if errors.0.is_empty() {
            seats.push(edits);
        }
    }
    Belongings { terms, seats, charges, grants }.write(cx, id, version, former, author)
}

/// When the closing was written down, and put right since: every writing of the unit's states from the one on by which
/// it was no longer there until further notice. None if it never was.
fn moments(states: &[UnitStateRow]) -> BTreeSet<NaiveDateTime> {
    let open = states.iter().filter(|state| state.ends_on.is_none());
    let Some(closed) = open.filter_map(|state| state.replaced_at).max() else { return BTreeSet::new() };
    states.iter().map(|state| state.recorded_at).filter(|at| *at >= closed).collect()
}

/// What facts of a history are to be again. A closing writes its end and the ends of what the unit has at one moment:
/// what was replaced at such a moment was ended by it, and what was written at one is what it left. Of the facts that
/// say the same from the same day on, the last that somebody else wrote is what it was, up to the limit.
fn restored<F: Dated>(
    history: &[F],
    closing: &BTreeSet<NaiveDateTime>,
    limit: impl Fn(&F) -> Option<NaiveDate>,
) -> Vec<Edits<F>> {
    let by_closing = |fact: &F| closing.contains(&fact.known().0);
    let ended = |fact: &F| fact.known().1.is_some_and(|at| closing.contains(&at));
    let mut all = Vec::new();
    for was in history.iter().filter(|fact| !by_closing(fact) && ended(fact)) {
        let start = was.span().starts_on;
        let same = history.iter().filter(|other| other.span().starts_on == start && other.same(was));
        let own = same.clone().filter(|other| !by_closing(other)).map(|other| other.known().0).max();
        let Some(span) = was.span().intersect(Span::new(start, limit(was))) else { continue };
        // Somebody has put it right between two writings of the closing: that is what it was.
        if own.is_some_and(|own| own > was.known().0) {
            continue;
        }
        let Some(left) = same.max_by_key(|other| other.known().0) else { continue };
        let replaced = match left.known().1 {
            None if by_closing(left) && left.span() != span => vec![left.clone()],
            // It was to begin after the last day.
            Some(_) if ended(left) => Vec::new(),
            _ => continue,
        };
        all.push(Edits { replaced, written: vec![was.during(span)] });
    }
    all
}
