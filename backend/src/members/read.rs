//! A member's row and record as the API shows them.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::api::member::{Member, MemberRow};
use shared::id::{MemberId, UnitId};
use shared::member::{ActivityStatus, Gender, MembershipKind};
use shared::unit::Office;

use crate::db::Conn;
use crate::db::schema::{member, office, unit};
use crate::http::{Context, Result};

/// A member as the database has them.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Stored {
    /// The member.
    pub id: MemberId,
    /// Their branch.
    pub unit_id: UnitId,
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
    /// Official or probationary.
    pub kind: MembershipKind,
    /// Activity.
    pub status: ActivityStatus,
    /// Since when the activity holds.
    pub status_since: Option<NaiveDate>,
    /// Admitted on.
    pub admitted_on: Option<NaiveDate>,
    /// Recognised as official on.
    pub recognized_on: Option<NaiveDate>,
    /// Cadre or civil servant of the commune.
    pub is_commune_cadre: bool,
    /// Version.
    pub version: i64,
}

/// What lists and records say of members besides their own rows.
pub struct Around {
    units: HashMap<UnitId, String>,
    offices: HashMap<MemberId, Office>,
}

impl Around {
    /// For these members, on a day.
    pub fn load(conn: &mut Conn, members: &[Stored], day: NaiveDate) -> QueryResult<Self> {
        let mut units: Vec<UnitId> = members.iter().map(|member| member.unit_id).collect();
        units.sort();
        units.dedup();
        let names = unit::table.filter(unit::id.eq_any(&units)).select((unit::id, unit::name)).load(conn)?;
        // By unit: there are few of them, while members may be more than a query has room for.
        let mut held: Vec<(MemberId, Office)> = office::table
            .filter(office::unit_id.eq_any(&units))
            .filter(office::starts_on.le(day))
            .filter(office::ends_on.is_null().or(office::ends_on.ge(day)))
            .select((office::member_id, office::held))
            .load(conn)?;
        // Of several the highest.
        held.sort_by_key(|(_, office)| std::cmp::Reverse(*office));
        Ok(Self { units: names.into_iter().collect(), offices: held.into_iter().collect() })
    }

    /// The name of a branch.
    pub fn unit_name(&self, unit: UnitId) -> &str {
        self.units.get(&unit).map(String::as_str).unwrap_or_default()
    }

    /// A member's office.
    pub fn office(&self, member: MemberId) -> Option<Office> {
        self.offices.get(&member).copied()
    }

    /// The member as lists show them.
    pub fn row(&self, member: &Stored) -> MemberRow {
        MemberRow {
            id: member.id,
            unit_id: member.unit_id,
            unit_name: self.unit_name(member.unit_id).to_owned(),
            full_name: member.full_name.clone(),
            gender: member.gender,
            birth_date: member.birth_date,
            kind: member.kind,
            status: member.status,
            office: self.office(member.id),
            admitted_on: member.admitted_on,
            recognized_on: member.recognized_on,
        }
    }
}

/// The stored row.
pub fn stored(conn: &mut Conn, id: MemberId) -> Result<Stored> {
    Ok(member::table.find(id).select(member::all_columns).first(conn)?)
}

/// The record, with the answer's ETag set.
pub fn record(cx: &mut Context<'_>, member: Stored) -> Result<Member> {
    let today = cx.today();
    let row = Around::load(cx.conn, std::slice::from_ref(&member), today)?.row(&member);
    cx.set_etag(member.version);
    Ok(Member {
        row,
        version: member.version,
        ethnicity: member.ethnicity,
        citizen_id_masked: member.citizen_id.as_deref().map(masked),
        party_card_masked: member.party_card.as_deref().map(masked),
        phone: member.phone,
        is_commune_cadre: member.is_commune_cadre,
        status_since: member.status_since,
    })
}

/// All but the last four digits hidden: these numbers open bank accounts, and nobody needs them on a screen.
pub fn masked(number: &str) -> String {
    let hidden = number.chars().count().saturating_sub(4);
    number.chars().enumerate().map(|(place, digit)| if place < hidden { '•' } else { digit }).collect()
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
