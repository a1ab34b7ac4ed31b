//! Who is known already, and by what a row recognises them.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::dated::Fact;
use shared::id::{MemberId, UnitId};
use shared::unit::Office;

use crate::db::schema::{committee_term, member, membership, office};
use crate::db::{Conn, in_force, lock_members, lock_units};
use crate::http::below;
use crate::members::membership::memberships;
use crate::members::read::{Placed, Stored};
use crate::members::register::RegisterRow;
use crate::units::{States, TermRow};

/// Numbers asked for in one query; databases have room for so many values only.
const CHUNK: usize = 500;

/// The members of the unit that an import is for.
#[derive(Debug, Default)]
pub struct People {
    /// Everybody, those who left included.
    pub members: Vec<Placed>,
    /// By Party card number: place in `members`.
    pub by_card: HashMap<String, usize>,
    /// By identity number: place in `members`.
    pub by_citizen: HashMap<String, usize>,
    /// By branch, folded name and birth date: places in `members`.
    pub by_name: HashMap<(UnitId, String, NaiveDate), Vec<usize>>,
    /// Who sits in which branch's committee today.
    pub offices: HashMap<(UnitId, MemberId), Office>,
    /// Who is secretary of which branch today or will be.
    pub secretaries: HashMap<UnitId, HashSet<MemberId>>,
    /// Branches of whose committees no term holds today, though there were some, or will be.
    pub termless: HashSet<UnitId>,
    /// Branches of which the last day is known.
    pub closing: HashSet<UnitId>,
    /// Numbers of the register that members of other communes have.
    pub held_elsewhere: HashSet<String>,
}

/// Makes other writers wait of all that an import may write, before anything of it is read: the members that are known,
/// then, all at once, the units and whatever other branches have one of them in their committees.
///
/// # Errors
/// The database's.
pub fn lock(conn: &mut Conn, unit: UnitId, today: NaiveDate) -> QueryResult<()> {
    let members = ids(conn, unit, today)?;
    lock_members(conn, members.iter().copied())?;
    let mut units: Vec<UnitId> = below(vec![unit], today).load(conn)?;
    units.push(unit);
    for chunk in members.chunks(CHUNK) {
        let seats: Vec<UnitId> = office::table
            .filter(office::member_id.eq_any(chunk))
            .filter(office::replaced_at.is_null())
            .select(office::unit_id)
            .distinct()
            .load(conn)?;
        units.extend(seats);
    }
    lock_units(conn, units)
}

/// Who is or was in a branch of the unit, by their ids.
fn ids(conn: &mut Conn, unit: UnitId, today: NaiveDate) -> QueryResult<Vec<MemberId>> {
    membership::table
        .filter(membership::unit_id.eq_any(below(vec![unit], today)))
        .filter(membership::replaced_at.is_null())
        .order(membership::member_id)
        .select(membership::member_id)
        .distinct()
        .load(conn)
}

impl People {
    /// Reads them; `rows` only for the numbers that others may hold.
    pub fn load(conn: &mut Conn, unit: UnitId, rows: &[RegisterRow], today: NaiveDate) -> QueryResult<Self> {
        let below = || below(vec![unit], today);
        let ids = ids(conn, unit, today)?;
        let units: HashSet<UnitId> = below().load(conn)?.into_iter().collect();
        let mut placed = memberships(conn, &ids, today)?;
        placed.retain(|_, membership| units.contains(&membership.unit_id));
        let ids: Vec<MemberId> = ids.into_iter().filter(|id| placed.contains_key(id)).collect();
        let mut members: Vec<Placed> = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(CHUNK) {
            let stored: Vec<Stored> = member::table
                .filter(member::id.eq_any(chunk))
                .order(member::id)
                .select(Stored::as_select())
                .load(conn)?;
            members.extend(
                stored.into_iter().filter_map(|one| placed.remove(&one.id).map(|membership| (one, membership))),
            );
        }
        let held: Vec<(UnitId, MemberId, Office)> = office::table
            .filter(office::unit_id.eq_any(below()))
            .filter(in_force!(office, today))
            .select((office::unit_id, office::member_id, office::held))
            .load(conn)?;
        let leads: Vec<(UnitId, MemberId)> = office::table
            .filter(office::unit_id.eq_any(below()))
            .filter(office::held.eq(Office::Secretary))
            .filter(office::replaced_at.is_null())
            .filter(office::ends_on.is_null().or(office::ends_on.ge(today)))
            .select((office::unit_id, office::member_id))
            .load(conn)?;
        let mut secretaries: HashMap<UnitId, HashSet<MemberId>> = HashMap::new();
        for (unit, member) in leads {
            secretaries.entry(unit).or_default().insert(member);
        }
        let states = States::of(conn, units.iter().copied())?;
        let closing = |unit: &&UnitId| states.life(**unit).is_some_and(|life| life.ends_on.is_some());
        let mut people = Self {
            closing: units.iter().filter(closing).copied().collect(),
            termless: termless(conn, &units, today)?,
            secretaries,
            offices: held.into_iter().map(|(unit, member, held)| ((unit, member), held)).collect(),
            held_elsewhere: held_elsewhere(conn, &ids, rows)?,
            ..Self::default()
        };
        for (at, (one, membership)) in members.iter().enumerate() {
            people.by_card.extend(one.party_card.clone().map(|number| (number, at)));
            people.by_citizen.extend(one.citizen_id.clone().map(|number| (number, at)));
            if let Some(born) = one.birth_date {
                let key = (membership.unit_id, one.folded_name.clone(), born);
                people.by_name.entry(key).or_default().push(at);
            }
        }
        people.members = members;
        Ok(people)
    }
}

impl People {
    /// The offices that a member holds today in other branches than this one.
    pub fn offices_elsewhere(&self, member: MemberId, unit: UnitId) -> Vec<(UnitId, Office)> {
        let others = self.offices.iter().filter(|((at, holder), _)| *holder == member && *at != unit);
        others.map(|((at, _), office)| (*at, *office)).collect()
    }
}

/// Those of these units that have terms of committees, but none that holds on a day.
fn termless(conn: &mut Conn, units: &HashSet<UnitId>, day: NaiveDate) -> QueryResult<HashSet<UnitId>> {
    let terms: Vec<TermRow> = committee_term::table
        .filter(committee_term::unit_id.eq_any(units))
        .filter(committee_term::replaced_at.is_null())
        .select(TermRow::as_select())
        .load(conn)?;
    let now: HashSet<UnitId> = terms.iter().filter(|term| term.span().covers(day)).map(|term| term.unit_id).collect();
    Ok(terms.iter().map(|term| term.unit_id).filter(|unit| !now.contains(unit)).collect())
}

/// The numbers of these rows that others hold than the members that are known.
fn held_elsewhere(conn: &mut Conn, known: &[MemberId], rows: &[RegisterRow]) -> QueryResult<HashSet<String>> {
    let known: HashSet<MemberId> = known.iter().copied().collect();
    let mut held: Vec<(MemberId, Option<String>)> = Vec::new();
    let cards: Vec<&String> = rows.iter().filter_map(|row| row.party_card_no.as_ref()).collect();
    for chunk in cards.chunks(CHUNK) {
        let found = member::table.filter(member::party_card.eq_any(chunk.to_vec()));
        held.extend(found.select((member::id, member::party_card)).load(conn)?);
    }
    let citizens: Vec<&String> = rows.iter().filter_map(|row| row.citizen_id.as_ref()).collect();
    for chunk in citizens.chunks(CHUNK) {
        let found = member::table.filter(member::citizen_id.eq_any(chunk.to_vec()));
        held.extend(found.select((member::id, member::citizen_id)).load(conn)?);
    }
    Ok(held.into_iter().filter(|(id, _)| !known.contains(id)).filter_map(|(_, number)| number).collect())
}
