//! Migrations, embedded in the program.

use diesel::connection::SimpleConnection;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{Conn, Url};
use crate::http::Error;

const SQLITE: EmbeddedMigrations = embed_migrations!("../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../migrations/postgres");

/// Any number: nodes that start together take turns on it.
const ADVISORY_LOCK: i64 = 0x6e65_6e65_7000;

/// Brings the database to this program's schema. Nodes that start together wait for each other.
///
/// # Errors
/// When the database can't be reached or a migration fails.
pub fn migrate(url: &Url) -> Result<(), Error> {
    match &mut url.connect().map_err(Error::unavailable)? {
        Conn::Sqlite(conn) => {
            conn.run_pending_migrations(SQLITE).map_err(Error::internal)?;
        }
        Conn::Postgres(conn) => {
            conn.batch_execute(&format!("SELECT pg_advisory_lock({ADVISORY_LOCK})"))?;
            conn.run_pending_migrations(POSTGRES).map_err(Error::internal)?;
            conn.batch_execute(&format!("SELECT pg_advisory_unlock({ADVISORY_LOCK})"))?;
        }
    }
    Ok(())
}
