//! Writing members' rows.

use diesel::prelude::*;
use shared::text::{compose, fold, sort_key};

use super::read::Stored;
use crate::db::Conn;
use crate::db::schema::member;

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
            member::full_name.eq(&row.full_name),
            member::folded_name.eq(&row.folded_name),
            member::sort_key.eq(&row.sort_key),
            member::gender.eq(row.gender),
            member::birth_date.eq(row.birth_date),
            member::ethnicity.eq(&row.ethnicity),
            member::citizen_id.eq(&row.citizen_id),
            member::party_card.eq(&row.party_card),
            member::phone.eq(&row.phone),
            member::admitted_on.eq(row.admitted_on),
            member::recognized_on.eq(row.recognized_on),
            member::version.eq(row.version),
        ))
        .execute(conn)?;
    Ok(())
}

/// Writes a member's row if it still has the version that was seen; whether it had.
pub fn update(conn: &mut Conn, row: &Stored, seen: i64) -> QueryResult<bool> {
    let written = diesel::update(member::table.find(row.id).filter(member::version.eq(seen)))
        .set((
            member::full_name.eq(&row.full_name),
            member::folded_name.eq(&row.folded_name),
            member::sort_key.eq(&row.sort_key),
            member::gender.eq(row.gender),
            member::birth_date.eq(row.birth_date),
            member::ethnicity.eq(&row.ethnicity),
            member::citizen_id.eq(&row.citizen_id),
            member::party_card.eq(&row.party_card),
            member::phone.eq(&row.phone),
            member::admitted_on.eq(row.admitted_on),
            member::recognized_on.eq(row.recognized_on),
            member::version.eq(row.version),
        ))
        .execute(conn)?;
    Ok(written > 0)
}
