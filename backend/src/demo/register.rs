//! Brings the demo's register into the database.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::id::{MemberId, PositionId, UnitId};
use shared::text::{fold, sort_key};

use super::chance::Ids;
use super::members::REGISTER;
use super::time::midnight;
use super::units::BranchFile;
use crate::db::Conn;
use crate::db::schema::{member, position};
use crate::http::{Error, Result};
use crate::members::register::{KnownBranches, RegisterRow, read};

/// Reads the register and inserts everybody in it; how many.
pub(super) fn import(conn: &mut Conn, units: &[UnitId], files: &[BranchFile], today: NaiveDate) -> Result<usize> {
    let named = units.iter().zip(files).map(|(id, file)| (*id, file.code.as_str(), file.name.as_str()));
    let register = read(REGISTER, &KnownBranches::new(named), today).map_err(Error::internal)?;
    let mut ids = Ids::of(&["members"], midnight(today));
    for row in &register.rows {
        insert(conn, ids.next(), ids.next(), row, today)?;
    }
    Ok(register.rows.len())
}

fn insert(conn: &mut Conn, id: MemberId, position_id: PositionId, row: &RegisterRow, today: NaiveDate) -> Result<()> {
    diesel::insert_into(member::table)
        .values((
            member::id.eq(id),
            member::unit_id.eq(row.branch),
            member::full_name.eq(&row.full_name),
            member::folded_name.eq(fold(&row.full_name)),
            member::sort_key.eq(sort_key(&row.full_name)),
            member::gender.eq(row.gender),
            member::birth_date.eq(row.birth_date),
            member::ethnicity.eq(row.ethnicity.clone().unwrap_or_default()),
            member::citizen_id.eq(&row.citizen_id),
            member::party_card.eq(&row.party_card_no),
            member::phone.eq(row.phone.clone().unwrap_or_default()),
            member::kind.eq(row.membership),
            member::status.eq(row.activity),
            member::admitted_on.eq(row.admitted_on),
            member::recognized_on.eq(row.recognized_on),
            member::is_commune_cadre.eq(row.is_commune_cadre),
            member::version.eq(1_i64),
        ))
        .execute(conn)?;
    if let Some(held) = row.position {
        diesel::insert_into(position::table)
            .values((
                position::id.eq(position_id),
                position::unit_id.eq(row.branch),
                position::member_id.eq(id),
                position::held.eq(held),
                position::starts_on.eq(today),
            ))
            .execute(conn)?;
    }
    Ok(())
}
