//! A member's row and record as the API shows them.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::api::member::{Member, MemberRow};
use shared::id::{MemberId, UnitId};
use shared::member::Gender;
use shared::problem::Code;
use shared::unit::Office;

use super::membership::{MembershipRow, near, status_since};
use crate::db::schema::{member, office};
use crate::db::{Conn, Dated, in_force};
use crate::http::{Context, Result};
use crate::units::States;

/// The person as the database has them: the one list of the table's columns, for reading and for writing.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = member, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Stored {
    /// The member.
    pub id: MemberId,
    /// Full name.
    pub full_name: String,
    /// For searching, from the name.
    pub folded_name: String,
    /// For sorting, from the name.
    pub sort_key: String,
    /// Gender.
    pub gender: Gender,
    /// Birth date.
    pub birth_date: Option<NaiveDate>,
    /// Dân tộc.
    pub ethnicity: String,
    /// Identity number, 12 digits.
    pub citizen_id: Option<String>,
    /// Party card number, 12 digits.
    pub party_card: Option<String>,
    /// Telephone number.
    pub phone: String,
    /// Admitted on.
    pub admitted_on: Option<NaiveDate>,
    /// Recognised as official on.
    pub recognized_on: Option<NaiveDate>,
    /// Version.
    pub version: i64,
}

impl Stored {
    /// Somebody of whom nothing more is known yet.
    pub fn blank(id: MemberId, gender: Gender) -> Self {
        Self {
            id,
            full_name: String::new(),
            folded_name: String::new(),
            sort_key: String::new(),
            gender,
            birth_date: None,
            ethnicity: String::new(),
            citizen_id: None,
            party_card: None,
            phone: String::new(),
            admitted_on: None,
            recognized_on: None,
            version: 0,
        }
    }
}

/// A person and where they are.
pub type Placed = (Stored, MembershipRow);

/// What lists and records say of members besides their own rows.
pub struct Around {
    states: States,
    day: NaiveDate,
    offices: HashMap<MemberId, Office>,
}

impl Around {
    /// For these members, on a day.
    pub fn load(conn: &mut Conn, members: &[Placed], day: NaiveDate) -> QueryResult<Self> {
        let mut units: Vec<UnitId> = members.iter().map(|(_, membership)| membership.unit_id).collect();
        units.sort_unstable();
        units.dedup();
        let states = States::of(conn, units.iter().copied())?;
        // By unit: there are few of them, while members may be more than a query has room for.
        let mut held: Vec<(MemberId, Office)> = office::table
            .filter(office::unit_id.eq_any(&units))
            .filter(in_force!(office, day))
            .select((office::member_id, office::held))
            .load(conn)?;
        // Of several the highest.
        held.sort_by_key(|(_, office)| std::cmp::Reverse(*office));
        Ok(Self { states, day, offices: held.into_iter().collect() })
    }

    /// The name of a branch.
    pub fn unit_name(&self, unit: UnitId) -> &str {
        self.states.name(unit, self.day)
    }

    /// A member's office.
    pub fn office(&self, member: MemberId) -> Option<Office> {
        self.offices.get(&member).copied()
    }

    /// The member as lists show them.
    pub fn row(&self, (member, membership): &Placed) -> MemberRow {
        MemberRow {
            id: member.id,
            unit_id: membership.unit_id,
            unit_name: self.unit_name(membership.unit_id).to_owned(),
            full_name: member.full_name.clone(),
            gender: member.gender,
            birth_date: member.birth_date,
            kind: membership.kind,
            status: membership.status,
            office: self.office(member.id),
            admitted_on: member.admitted_on,
            recognized_on: member.recognized_on,
        }
    }
}

/// The stored row.
pub fn stored(conn: &mut Conn, id: MemberId) -> Result<Stored> {
    Ok(member::table.find(id).select(Stored::as_select()).first(conn)?)
}

/// The record as at a day, with the answer's ETag set.
pub fn record(cx: &mut Context<'_>, member: Stored, day: NaiveDate) -> Result<Member> {
    let memberships = MembershipRow::of(cx.conn, member.id)?;
    let membership = near(&memberships, day).cloned().ok_or(Code::NotFound)?;
    let is_commune_cadre = membership.is_commune_cadre;
    let placed = (member, membership);
    let row = Around::load(cx.conn, std::slice::from_ref(&placed), day)?.row(&placed);
    let (member, _) = placed;
    cx.set_etag(member.version);
    Ok(Member {
        row,
        version: member.version,
        ethnicity: member.ethnicity,
        citizen_id_masked: member.citizen_id.as_deref().map(masked),
        party_card_masked: member.party_card.as_deref().map(masked),
        phone: member.phone,
        is_commune_cadre,
        status_since: status_since(&memberships, day),
    })
}

/// All but the last four digits hidden: these numbers open bank accounts, and nobody needs them on a screen.
pub fn masked(number: &str) -> String {
    let hidden = number.chars().count().saturating_sub(4);
    number.chars().enumerate().map(|(index, digit)| if index < hidden { '•' } else { digit }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_digits_stay_visible() {
        assert_eq!(masked("008189806380"), "••••••••6380");
        assert_eq!((masked("123"), masked("")), ("123".to_owned(), String::new()));
    }
}
