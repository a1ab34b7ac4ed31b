//! Taking turns where two writers must not meet, such as the next number of a resolution.

use diesel::sql_types::Binary;
use diesel::{QueryResult, RunQueryDsl};
use shared::id::{MemberId, UnitId};

use super::Conn;

/// Makes other writers of the same unit wait until this transaction ends. SQLite has one writer anyway.
///
/// # Errors
/// The database's.
pub fn lock_unit(conn: &mut Conn, unit: UnitId) -> QueryResult<()> {
    match conn {
        Conn::Sqlite(_) => Ok(()),
        Conn::Postgres(conn) => diesel::sql_query("SELECT 1 FROM unit WHERE id = $1 FOR UPDATE")
            .bind::<Binary, _>(unit)
            .execute(conn)
            .map(|_| ()),
    }
}

/// Makes other writers of the same members wait until this transaction ends, so that nobody moves while elected. Members
/// come before units, and each in the order of their ids: two who lock several don't wait for each other.
///
/// # Errors
/// The database's.
pub fn lock_members(conn: &mut Conn, members: impl IntoIterator<Item = MemberId>) -> QueryResult<()> {
    let mut members: Vec<MemberId> = members.into_iter().collect();
    members.sort_unstable();
    members.dedup();
    for member in members {
        if let Conn::Postgres(conn) = conn {
            diesel::sql_query("SELECT 1 FROM member WHERE id = $1 FOR UPDATE")
                .bind::<Binary, _>(member)
                .execute(conn)?;
        }
    }
    Ok(())
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
