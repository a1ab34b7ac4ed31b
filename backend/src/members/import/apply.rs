//! Writing what an import has planned.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::id::UnitId;
use shared::member::MembershipKind;
use shared::problem::Code;

use super::plan::Record;
use crate::db::schema::{membership, office};
use crate::db::{Author, Conn, Decision};
use crate::http::Result;
use crate::members::membership::{Membership, MembershipRow};
use crate::members::read::{Placed, Stored};
use crate::members::{life, write};
use crate::units::{Seat, States, term_on};

/// A record that was written: as it was (`None`: new), and as it is.
pub type Written = (Option<Placed>, (Stored, Membership));

/// Writes the records and the committees' changes; returns what was written.
pub fn apply(conn: &mut Conn, records: Vec<Record>, today: NaiveDate, author: &Author) -> Result<Vec<Written>> {
    let terms = first_terms(conn, &records, today)?;
    let founded = first_members(conn, &records)?;
    let mut written = Vec::with_capacity(records.len());
    for Record { before, after, position: (held, holds) } in records {
        let (person, membership) = &after;
        match &before {
            None => {
                write::insert(conn, person)?;
                let since = match founded.get(&membership.unit_id) {
                    Some(founded) => person.admitted_on.map_or(*founded, |day| day.max(*founded)).min(today),
                    None => today,
                };
                let memberships = life::first(membership.clone(), since, person.recognized_on, Decision::default());
                life::insert(conn, memberships, author)?;
            }
            Some((was, placed)) => {
                if !write::update(conn, person, was.version)? {
                    // Somebody changed the member between reading and writing.
                    return Err(Code::Changed.into());
                }
                change(conn, placed, membership, person.recognized_on, today, author)?;
            }
        }
        let moved = before.as_ref().is_some_and(|(_, was)| was.unit_id != membership.unit_id);
        if held.is_some() && (moved || held != holds) {
            write::end_offices(conn, person.id, today, author)?;
        }
        if let Some(held) = holds.filter(|_| moved || held != holds) {
            let since = terms.get(&membership.unit_id).copied().unwrap_or(today);
            let seat = Seat { unit_id: membership.unit_id, member_id: person.id, held };
            write::begin_office(conn, seat, since, author)?;
        }
        written.push((before, after));
    }
    Ok(written)
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
            life::set_from(conn, &official, day, Decision::default(), author, "/recognized_on")?;
        }
    }
    life::set_from(conn, is, today, Decision::default(), author, "/unit_id")?;
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

/// Branches of which no committee is known yet, with the first day of their term: the committee that a first register
/// names has been in office since then. Later changes begin on the day of the import.
fn first_terms(conn: &mut Conn, records: &[Record], today: NaiveDate) -> Result<HashMap<UnitId, NaiveDate>> {
    let mut branches: Vec<UnitId> =
        records.iter().filter(|record| record.position.1.is_some()).map(|record| record.after.1.unit_id).collect();
    branches.sort_unstable();
    branches.dedup();
    let with_committee: Vec<UnitId> = office::table
        .filter(office::unit_id.eq_any(&branches))
        .filter(office::replaced_at.is_null())
        .select(office::unit_id)
        .distinct()
        .load(conn)?;
    branches.retain(|unit| !with_committee.contains(unit));
    let mut terms = HashMap::new();
    for unit in branches {
        terms.insert(unit, term_on(conn, unit, today)?.min(today));
    }
    Ok(terms)
}
