//! Writing members' rows.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::id::{MemberId, PositionId, UnitId};
use shared::text::{compose, fold, sort_key};
use shared::unit::Position;
use uuid::Uuid;

use super::read::Stored;
use crate::db::Conn;
use crate::db::schema::{member, position};

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
    held: Position,
    starts_on: NaiveDate,
) -> QueryResult<()> {
    diesel::insert_into(position::table)
        .values((
            position::id.eq(PositionId(Uuid::now_v7())),
            position::unit_id.eq(unit),
            position::member_id.eq(member),
            position::held.eq(held),
            position::starts_on.eq(starts_on),
            position::ends_on.eq(None::<NaiveDate>),
        ))
        .execute(conn)?;
    Ok(())
}

/// Ends whatever positions a member has, the day before `day`; those that would end before they began never were.
pub fn end_positions(conn: &mut Conn, member: MemberId, day: NaiveDate) -> QueryResult<()> {
    let open = position::ends_on.is_null().or(position::ends_on.ge(day));
    diesel::delete(
        position::table.filter(position::member_id.eq(member)).filter(position::starts_on.ge(day)).filter(open),
    )
    .execute(conn)?;
    let open = position::ends_on.is_null().or(position::ends_on.ge(day));
    diesel::update(position::table.filter(position::member_id.eq(member)).filter(open))
        .set(position::ends_on.eq(day.pred_opt()))
        .execute(conn)?;
    Ok(())
}
