//! Who is known already, and by what a row recognises them.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::id::{MemberId, UnitId};
use shared::unit::Office;

use crate::db::Conn;
use crate::db::schema::{member, office};
use crate::http::below;
use crate::members::read::Stored;
use crate::members::register::RegisterRow;

/// Numbers asked for in one query; databases have room for so many values only.
const CHUNK: usize = 500;

/// The members of the unit that an import is for.
#[derive(Debug, Default)]
pub struct People {
    /// Everybody, those who left included.
    pub members: Vec<Stored>,
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
        let members: Vec<Stored> = member::table
            .filter(member::unit_id.eq_any(below(vec![unit])))
            .order(member::id)
            .select(member::all_columns)
            .load(conn)?;
        let held: Vec<(UnitId, MemberId, Office)> = office::table
            .filter(office::unit_id.eq_any(below(vec![unit])))
            .filter(office::starts_on.le(today))
            .filter(office::ends_on.is_null().or(office::ends_on.ge(today)))
            .select((office::unit_id, office::member_id, office::held))
            .load(conn)?;
        let mut people = Self {
            positions: held.into_iter().map(|(unit, member, held)| ((unit, member), held)).collect(),
            held_elsewhere: held_elsewhere(conn, unit, rows)?,
            ..Self::default()
        };
        for (at, one) in members.iter().enumerate() {
            people.by_card.extend(one.party_card.clone().map(|number| (number, at)));
            people.by_citizen.extend(one.citizen_id.clone().map(|number| (number, at)));
            if let Some(born) = one.birth_date {
                let key = (one.unit_id, one.folded_name.clone(), born);
                people.by_name.entry(key).or_default().push(at);
            }
        }
        people.members = members;
        Ok(people)
    }
}

fn held_elsewhere(conn: &mut Conn, unit: UnitId, rows: &[RegisterRow]) -> QueryResult<HashSet<String>> {
    let mut held = HashSet::new();
    let cards: Vec<&String> = rows.iter().filter_map(|row| row.party_card_no.as_ref()).collect();
    for chunk in cards.chunks(CHUNK) {
        let found: Vec<Option<String>> = member::table
            .filter(member::party_card.eq_any(chunk.to_vec()))
            .filter(member::unit_id.ne_all(below(vec![unit])))
            .select(member::party_card)
            .load(conn)?;
        held.extend(found.into_iter().flatten());
    }
    let citizens: Vec<&String> = rows.iter().filter_map(|row| row.citizen_id.as_ref()).collect();
    for chunk in citizens.chunks(CHUNK) {
        let found: Vec<Option<String>> = member::table
            .filter(member::citizen_id.eq_any(chunk.to_vec()))
            .filter(member::unit_id.ne_all(below(vec![unit])))
            .select(member::citizen_id)
            .load(conn)?;
        held.extend(found.into_iter().flatten());
    }
    Ok(held)
}
