//! Writing what an import has planned.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::dated::{Edits, Fact, Span};
use shared::id::UnitId;
use shared::member::MembershipKind;
use shared::problem::Code;

use super::plan::Record;
use crate::db::schema::{membership, office};
use crate::db::{Author, Conn, Dated, Decision};
use crate::http::Result;
use crate::members::membership::{Membership, MembershipRow};
use crate::members::places::{Pointers, check_units, goes};
use crate::members::read::{Placed, Stored};
use crate::members::{life, write};
use crate::units::{Seat, SeatRow, States, Term, TermRow, end_seats};

/// Why a change of today gets put right by a second register of the same day.
const AGAIN: &str = "Nhập lại danh sách đảng viên";
const POINTERS: Pointers = Pointers { unit: "/unit_id", day: "/starts_on", away: "/starts_on" };

/// A record that was written: as it was (`None`: new), and as it is.
pub type Written = (Option<Placed>, (Stored, Membership));

/// What was written.
#[derive(Debug)]
pub struct Applied {
    /// The records.
    pub records: Vec<Written>,
    /// What became of the committees.
    pub seats: Edits<SeatRow>,
    /// Terms of the branches' first committees.
    pub terms: Vec<TermRow>,
}

impl Default for Applied {
    fn default() -> Self {
        let seats = Edits { replaced: Vec::new(), written: Vec::new() };
        Self { records: Vec::new(), seats, terms: Vec::new() }
    }
}

/// Writes the records and the committees' changes. The caller has locked the members and branches (`known::lock`).
pub fn apply(conn: &mut Conn, records: Vec<Record>, today: NaiveDate, author: &Author) -> Result<Applied> {
    let author = Author { reason: AGAIN.to_owned(), ..author.clone() };
    let new = Author { reason: String::new(), ..author.clone() };
    let mut applied = Applied::default();
    let terms = terms(conn, &records, today, &new, &mut applied)?;
    let founded = first_members(conn, &records)?;
    let mut seats = Vec::new();
    for record in records {
        let (begins, moves) = (record.begins(), record.moves());
        let Record { before, after, office: (held, holds), loses } = record;
        let (person, membership) = &after;
        let mut ends = loses || (held.is_some() && (moves || held != holds));
        match &before {
            None => {
                write::insert(conn, person)?;
                let since = match founded.get(&membership.unit_id) {
                    Some(founded) => person.admitted_on.map_or(*founded, |day| day.max(*founded)).min(today),
                    None => today,
                };
                let memberships = life::first(membership.clone(), since, person.recognized_on, Decision::default());
                check_units(conn, &memberships, POINTERS)?;
                life::insert(conn, memberships, &new)?;
            }
            Some((was, placed)) => {
                if !write::update(conn, person, was.version)? {
                    // Somebody changed the member between reading and writing.
                    return Err(Code::Changed.into());
                }
                change(conn, placed, membership, person.recognized_on, today, &author)?;
                // Offices elsewhere end too with who goes.
                let is = MembershipRow::new(membership.clone(), Span::from(today), Decision::default());
                ends |= goes(placed, &is);
            }
        }
        if ends {
            // Up to where the next change is known: what they are elected to after that stays.
            let facts = MembershipRow::of(conn, person.id)?;
            let until = facts.iter().find(|fact| fact.span().covers(today)).and_then(|fact| fact.ends_on);
            let ended = end_seats(conn, person.id, Span::new(today, until), &new)?;
            applied.seats.replaced.extend(ended.replaced);
            applied.seats.written.extend(ended.written);
        }
        if let Some((held, term)) = begins.zip(terms.get(&membership.unit_id)) {
            let value = Seat { unit_id: membership.unit_id, member_id: person.id, held };
            let fits = fits_since(conn, &value, today)?;
            let span = Span::new(term.starts_on.max(fits), term.ends_on);
            seats.push(SeatRow::new(value, span, Decision::default()));
        }
        applied.records.push((before, after));
    }
    // Who leaves an office does so before somebody else takes it.
    let begun = SeatRow::write(conn, &Edits { replaced: Vec::new(), written: seats }, &new)?;
    applied.seats.written.extend(begun);
    Ok(applied)
}

/// Since when somebody could have held an office that they can hold today.
fn fits_since(conn: &mut Conn, seat: &Seat, today: NaiveDate) -> QueryResult<NaiveDate> {
    let facts = MembershipRow::of(conn, seat.member_id)?;
    let fits = |fact: &&MembershipRow| fact.value().place().refuses(seat.unit_id, seat.held).is_none();
    let until_now = facts.iter().rev().filter(|fact| fact.starts_on <= today);
    Ok(until_now.take_while(fits).last().map_or(today, |fact| fact.starts_on))
}

/// Lets somebody known be what the register says: official since the recognition, where it says one, and the rest from
/// today on, because it doesn't say since when.
fn change(
    conn: &mut Conn,
    was: &MembershipRow,
    is: &Membership,
    recognized_on: Option<NaiveDate>,
    today: NaiveDate,
    author: &Author,
) -> Result<()> {
    if was.kind == MembershipKind::Probationary && is.kind == MembershipKind::Official {
        let recognized_on = recognized_on.filter(|day| *day > was.starts_on && *day < today);
        if let Some(day) = recognized_on {
            let official = Membership { kind: is.kind, ..was.value() };
            life::set_from(conn, &official, day, author, POINTERS)?;
        }
    }
    life::set_from(conn, is, today, author, POINTERS)?;
    Ok(())
}

/// Branches without members, with the day of their founding: whom a first register names has been there since then, or
/// since the admission. Whoever comes later comes on the day of the import.
fn first_members(conn: &mut Conn, records: &[Record]) -> Result<HashMap<UnitId, NaiveDate>> {
    let mut branches: Vec<UnitId> = records.iter().map(|record| record.after.1.unit_id).collect();
    branches.sort_unstable();
    branches.dedup();
    let with_members: Vec<UnitId> = membership::table
        .filter(membership::unit_id.eq_any(&branches))
        .filter(membership::replaced_at.is_null())
        .select(membership::unit_id)
        .distinct()
        .load(conn)?;
    branches.retain(|unit| !with_members.contains(unit));
    let states = States::of(conn, branches.iter().copied())?;
    Ok(branches.into_iter().filter_map(|unit| Some((unit, states.life(unit)?.starts_on))).collect())
}

/// The days of the offices that begin, by branch: up to the end of the term, from today on, or, where no committee is known
/// yet, since the term began: the committee that a first register names has been in office since then. A branch that never
/// had a term gets its first one, from its founding on.
fn terms(
    conn: &mut Conn,
    records: &[Record],
    today: NaiveDate,
    author: &Author,
    applied: &mut Applied,
) -> Result<HashMap<UnitId, Span>> {
    let mut branches: Vec<UnitId> =
        records.iter().filter(|record| record.begins().is_some()).map(|record| record.after.1.unit_id).collect();
    branches.sort_unstable();
    branches.dedup();
    let with_committee: Vec<UnitId> = office::table
        .filter(office::unit_id.eq_any(&branches))
        .filter(office::replaced_at.is_null())
        .select(office::unit_id)
        .distinct()
        .load(conn)?;
    let states = States::of(conn, branches.iter().copied())?;
    let mut spans = HashMap::new();
    for unit in branches {
        let known = TermRow::of(conn, unit)?;
        let term = match known.iter().find(|term| term.span().covers(today)) {
            Some(term) => term.clone(),
            None => {
                let life = states.life(unit).ok_or(Code::NotFound)?;
                let first = TermRow::new(Term { unit_id: unit }, life, Decision::default());
                let made = TermRow::write(conn, &Edits { replaced: Vec::new(), written: vec![first] }, author)?;
                applied.terms.extend(made.iter().cloned());
                made.into_iter().next().ok_or(Code::NotFound)?
            }
        };
        let since = if with_committee.contains(&unit) { today } else { term.starts_on.min(today) };
        spans.insert(unit, Span::new(since, term.ends_on));
    }
    Ok(spans)
}
