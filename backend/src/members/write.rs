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
    diesel::insert_into(member::table).values(row).execute(conn).map(drop)
}

/// Writes a member's row if it still has the version that was seen; whether it had.
pub fn update(conn: &mut Conn, row: &Stored, seen: i64) -> QueryResult<bool> {
    let known = member::table.find(row.id).filter(member::version.eq(seen));
    let written = diesel::update(known).set(row).execute(conn)?;
    Ok(written > 0)
}
