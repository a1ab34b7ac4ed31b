//! Taking turns where two writers must not meet, such as the next number of a resolution.

use diesel::sql_types::{Array, Binary};
use diesel::{QueryResult, RunQueryDsl};
use shared::id::{MemberId, UnitId};

use super::Conn;

/// Makes other writers of the same unit wait until this transaction ends. SQLite has one writer anyway.
///
/// # Errors
/// The database's.
pub fn lock_unit(conn: &mut Conn, unit: UnitId) -> QueryResult<()> {
    lock_units(conn, [unit])
}

/// The same of several, in the order of their ids. Whoever needs several names them all at once, after the members.
///
/// Rows that only refer to a unit may be written all the same (`NO KEY`): else two would wait for each other who each
/// hold what a row of the other refers to.
///
/// # Errors
/// The database's.
pub fn lock_units(conn: &mut Conn, units: impl IntoIterator<Item = UnitId>) -> QueryResult<()> {
    match conn {
        Conn::Sqlite(_) => Ok(()),
        Conn::Postgres(conn) => {
            diesel::sql_query("SELECT 1 FROM unit WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE")
                .bind::<Array<Binary>, _>(units.into_iter().collect::<Vec<UnitId>>())
                .execute(conn)
                .map(|_| ())
        }
    }
}

/// Makes other writers of the same members wait until this transaction ends, so that nobody moves while elected. Members
/// come before units, and each in the order of their ids: two who lock several don't wait for each other.
///
/// # Errors
/// The database's.
pub fn lock_members(conn: &mut Conn, members: impl IntoIterator<Item = MemberId>) -> QueryResult<()> {
    match conn {
        Conn::Sqlite(_) => Ok(()),
        Conn::Postgres(conn) => {
            diesel::sql_query("SELECT 1 FROM member WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE")
                .bind::<Array<Binary>, _>(members.into_iter().collect::<Vec<MemberId>>())
                .execute(conn)
                .map(|_| ())
        }
    }
}

/// Any number: writers of the rulebook take turns on it.
const RULEBOOK: i64 = 0x6e65_6e65_7001;

/// Makes other writers of the rulebook wait until this transaction ends.
///
/// # Errors
/// The database's.
pub fn lock_rulebook(conn: &mut Conn) -> QueryResult<()> {
    match conn {
        Conn::Sqlite(_) => Ok(()),
        Conn::Postgres(conn) => {
            diesel::sql_query(format!("SELECT pg_advisory_xact_lock({RULEBOOK})")).execute(conn).map(|_| ())
        }
    }
}
