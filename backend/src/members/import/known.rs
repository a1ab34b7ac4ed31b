//! Who is known already, and by what a row recognises them.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::id::{MemberId, UnitId};
use shared::unit::Office;

use crate::db::schema::{member, membership, office};
use crate::db::{Conn, in_force};
use crate::http::below;
use crate::members::membership::memberships;
use crate::members::read::{Placed, Stored};
use crate::members::register::RegisterRow;

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
    pub positions: HashMap<(UnitId, MemberId), Office>,
    /// Numbers of the register that members of other communes have.
    pub held_elsewhere: HashSet<String>,
}

impl People {
    /// Reads them; `rows` only for the numbers that others may hold.
    pub fn load(conn: &mut Conn, unit: UnitId, rows: &[RegisterRow], today: NaiveDate) -> QueryResult<Self> {
        let below = || below(vec![unit], today);
        let ids: Vec<MemberId> = membership::table
            .filter(membership::unit_id.eq_any(below()))
            .filter(membership::replaced_at.is_null())
            .order(membership::member_id)
            .select(membership::member_id)
            .distinct()
            .load(conn)?;
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
        let mut people = Self {
            positions: held.into_iter().map(|(unit, member, held)| ((unit, member), held)).collect(),
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
