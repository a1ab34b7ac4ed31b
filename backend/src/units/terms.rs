//! Reading branches' committees: of a day, and all of them.

use diesel::prelude::*;
use shared::api::Page;
use shared::api::committee::{ListOffices, ListTerms, Seat, Term};
use shared::api::unit::OfficeRow;
use shared::dated::Fact;
use shared::id::MemberId;
use shared::problem::FieldErrors;

use super::committee::committees;
use super::elect::names;
use super::get_branch::branch_on;
use super::seat::SeatRow;
use super::term::TermRow;
use crate::db::{Conn, Dated, known_at};
use crate::http::{Call, Context, Result, check};

/// The committee of a day.
pub fn offices(cx: &mut Context<'_>, call: Call<ListOffices>) -> Result<Page<OfficeRow>> {
    let mut errors = FieldErrors::default();
    errors.date("query/on", call.query.on);
    check(errors)?;
    let day = call.query.on.unwrap_or_else(|| cx.today());
    branch_on(cx.conn, call.path, day)?;
    Ok(Page::whole(committees(cx.conn, &[call.path], day)?.remove(&call.path).unwrap_or_default()))
}

/// All of a branch's committees.
pub fn list(cx: &mut Context<'_>, call: Call<ListTerms>) -> Result<Page<Term>> {
    let today = cx.today();
    branch_on(cx.conn, call.path, today)?;
    let known_at = known_at(&call.query)?;
    let terms = TermRow::history(cx.conn, call.path, known_at)?;
    let seats = SeatRow::history(cx.conn, call.path, known_at)?;
    Ok(Page::whole(shown(cx.conn, &terms, &seats)?))
}

/// The terms, each with the offices that began in it.
pub(super) fn shown(conn: &mut Conn, terms: &[TermRow], seats: &[SeatRow]) -> QueryResult<Vec<Term>> {
    let seats = seats_shown(conn, seats)?;
    let of = |term: &TermRow| {
        let began = |seat: &&Seat| term.replaced_at.is_none() && term.span().covers(seat.record.starts_on);
        seats.iter().filter(began).cloned().collect()
    };
    Ok(terms.iter().map(|term| Term { id: term.id, record: term.record(), seats: of(term) }).collect())
}

/// The offices from the secretary's down, then by name.
pub(super) fn seats_shown(conn: &mut Conn, seats: &[SeatRow]) -> QueryResult<Vec<Seat>> {
    let members: Vec<MemberId> = seats.iter().map(|seat| seat.member_id).collect();
    let names = names(conn, &members)?;
    let mut shown: Vec<(String, Seat)> = seats
        .iter()
        .map(|seat| {
            let (name, key) = names.get(&seat.member_id).cloned().unwrap_or_default();
            let record = seat.record();
            (key, Seat { id: seat.id, member_id: seat.member_id, name, office: seat.held, record })
        })
        .collect();
    shown.sort_by(|(key, one), (other_key, other)| (one.office, key, one.id).cmp(&(other.office, other_key, other.id)));
    Ok(shown.into_iter().map(|(_, seat)| seat).collect())
}
