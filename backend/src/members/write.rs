//! Writing members' rows.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::id::{MemberId, OfficeId, UnitId};
use shared::text::{compose, fold, sort_key};
use shared::unit::Office;
use uuid::Uuid;

use super::read::Stored;
use crate::db::Conn;
use crate::db::schema::{member, office};

impl Stored {
    /// Sets the name and what follows from it.
    pub fn set_name(&mut self, name: &str) {
        self.full_name = compose(&name.split_whitespace().collect::<Vec<_>>().join(" "));
        self.folded_name = fold(&self.full_name);
        self.sort_key = sort_key(&self.full_name);
    }
}

/// Adds a member.
pub fn insert(conn: &mut Conn, row: &Stored) -> QueryResult<()> {
    diesel::insert_into(member::table)
        .values((
            member::id.eq(row.id),
            member::unit_id.eq(row.unit_id),
            member::full_name.eq(&row.full_name),
            member::folded_name.eq(&row.folded_name),
            member::sort_key.eq(&row.sort_key),
            member::gender.eq(row.gender),
            member::birth_date.eq(row.birth_date),
            member::ethnicity.eq(&row.ethnicity),
            member::citizen_id.eq(&row.citizen_id),
            member::party_card.eq(&row.party_card),
            member::phone.eq(&row.phone),
            member::kind.eq(row.kind),
            member::status.eq(row.status),
            member::status_since.eq(row.status_since),
            member::admitted_on.eq(row.admitted_on),
            member::recognized_on.eq(row.recognized_on),
            member::is_commune_cadre.eq(row.is_commune_cadre),
            member::version.eq(row.version),
        ))
        .execute(conn)?;
    Ok(())
}

/// Writes a member's row if it still has the version that was seen; whether it had.
pub fn update(conn: &mut Conn, row: &Stored, seen: i64) -> QueryResult<bool> {
    let written = diesel::update(member::table.find(row.id).filter(member::version.eq(seen)))
        .set((
            member::unit_id.eq(row.unit_id),
            member::full_name.eq(&row.full_name),
            member::folded_name.eq(&row.folded_name),
            member::sort_key.eq(&row.sort_key),
            member::gender.eq(row.gender),
            member::birth_date.eq(row.birth_date),
            member::ethnicity.eq(&row.ethnicity),
            member::citizen_id.eq(&row.citizen_id),
            member::party_card.eq(&row.party_card),
            member::phone.eq(&row.phone),
            member::kind.eq(row.kind),
            member::status.eq(row.status),
            member::status_since.eq(row.status_since),
            member::admitted_on.eq(row.admitted_on),
            member::recognized_on.eq(row.recognized_on),
            member::is_commune_cadre.eq(row.is_commune_cadre),
            member::version.eq(row.version),
        ))
        .execute(conn)?;
    Ok(written > 0)
}

/// Puts a member into a branch's committee.
pub fn begin_position(
    conn: &mut Conn,
    unit: UnitId,
    member: MemberId,
    held: Office,
    starts_on: NaiveDate,
) -> QueryResult<()> {
    diesel::insert_into(office::table)
        .values((
            office::id.eq(OfficeId(Uuid::now_v7())),
            office::unit_id.eq(unit),
            office::member_id.eq(member),
            office::held.eq(held),
            office::starts_on.eq(starts_on),
            office::ends_on.eq(None::<NaiveDate>),
        ))
        .execute(conn)?;
    Ok(())
}

/// Ends whatever positions a member has, the day before `day`; those that would end before they began never were.
pub fn end_positions(conn: &mut Conn, member: MemberId, day: NaiveDate) -> QueryResult<()> {
    let open = office::ends_on.is_null().or(office::ends_on.ge(day));
    diesel::delete(office::table.filter(office::member_id.eq(member)).filter(office::starts_on.ge(day)).filter(open))
        .execute(conn)?;
    let open = office::ends_on.is_null().or(office::ends_on.ge(day));
    diesel::update(office::table.filter(office::member_id.eq(member)).filter(open))
        .set(office::ends_on.eq(day.pred_opt()))
        .execute(conn)?;
    Ok(())
}
