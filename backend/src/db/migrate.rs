//! Migrations, embedded in the program: which ones a database has had, and bringing it up to this program's schema.

use diesel::connection::SimpleConnection;
use diesel::migration::{Migration, MigrationSource};
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{Conn, Url};
use crate::error::{Error, Result};

const SQLITE: EmbeddedMigrations = embed_migrations!("../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../migrations/postgres");

/// Any number: nodes that start together take turns on it.
const ADVISORY_LOCK: i64 = 0x6e65_6e65_7000;

/// A table that others refer to can only be changed by making it anew, and dropping the old one would delete, unlink or be
/// stopped by its children. SQLite ignores this inside a transaction, so it comes before.
const FOREIGN_KEYS_OFF: &str = "PRAGMA foreign_keys = OFF";

/// How a database's schema stands to this program's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The same.
    Current,
    /// So many migrations of this program haven't been run.
    Behind(usize),
    /// A newer program has run migrations that this one doesn't know: the latest of them.
    Newer(String),
}

/// Brings the database to this program's schema. Nodes that start together wait for each other.
///
/// # Errors
/// When the database can't be reached, is newer than this program, or a migration fails.
pub fn migrate(url: &Url) -> Result<()> {
    let mut conn = url.connect().map_err(Error::unavailable)?;
    // What is prepared below holds for this connection only, which nobody else gets.
    match &mut conn {
        Conn::Sqlite(conn) => conn.batch_execute(FOREIGN_KEYS_OFF)?,
        Conn::Postgres(conn) => conn.batch_execute(&format!("SELECT pg_advisory_lock({ADVISORY_LOCK})"))?,
    }
    if let Standing::Newer(version) = standing_of(&mut conn)? {
        return Err(newer(&version));
    }
    run_pending(&mut conn, usize::MAX)?;
    if let Conn::Postgres(conn) = &mut conn {
        conn.batch_execute(&format!("SELECT pg_advisory_unlock({ADVISORY_LOCK})"))?;
    }
    Ok(())
}

/// Refuses a database whose schema isn't this program's, without changing it.
///
/// # Errors
/// When the database can't be reached, has migrations to run, or is newer than this program.
pub fn expect_current(url: &Url) -> Result<()> {
    match standing_of(&mut url.connect().map_err(Error::unavailable)?)? {
        Standing::Current => Ok(()),
        Standing::Behind(missing) => Err(Error::internal(format!(
            "the database is older than this program: {missing} migrations haven't been run. `nenep serve` runs them."
        ))),
        Standing::Newer(version) => Err(newer(&version)),
    }
}

fn newer(version: &str) -> Error {
    Error::internal(format!(
        "the database is newer than this program: it has had the migration of {version}. Use the newer program."
    ))
}

/// Takes the newest migrations back, so many of them. For tests: what a migration does must not lose a row either way.
///
/// # Errors
/// When the database can't be reached or a migration can't be taken back.
pub fn revert(url: &Url, count: usize) -> Result<()> {
    let mut conn = url.connect().map_err(Error::unavailable)?;
    match &mut conn {
        Conn::Sqlite(conn) => {
            conn.batch_execute(FOREIGN_KEYS_OFF)?;
            for _ in 0..count {
                conn.transaction::<_, Error, _>(|conn| {
                    conn.revert_last_migration(SQLITE).map_err(Error::internal)?;
                    no_dangling_rows(conn, "taking back the last migration")
                })?;
            }
        }
        Conn::Postgres(conn) => {
            for _ in 0..count {
                conn.revert_last_migration(POSTGRES).map_err(Error::internal)?;
            }
        }
    }
    Ok(())
}

/// Runs the oldest pending migrations, so many of them. For tests, which fill a database of an earlier schema.
///
/// # Errors
/// When the database can't be reached or a migration fails.
pub fn advance(url: &Url, count: usize) -> Result<()> {
    let mut conn = url.connect().map_err(Error::unavailable)?;
    if let Conn::Sqlite(conn) = &mut conn {
        conn.batch_execute(FOREIGN_KEYS_OFF)?;
    }
    run_pending(&mut conn, count)
}

/// The versions of this program's migrations, the oldest first.
pub fn versions() -> Vec<String> {
    let migrations = MigrationSource::<diesel::sqlite::Sqlite>::migrations(&SQLITE).unwrap_or_default();
    let mut versions: Vec<String> = migrations.iter().map(|one| one.name().version().to_string()).collect();
    versions.sort();
    versions
}

fn standing_of(conn: &mut Conn) -> Result<Standing> {
    let applied = match conn {
        Conn::Sqlite(conn) => conn.applied_migrations().map_err(Error::internal)?,
        Conn::Postgres(conn) => conn.applied_migrations().map_err(Error::internal)?,
    };
    let applied: Vec<String> = applied.iter().map(ToString::to_string).collect();
    let known = versions();
    let unknown = applied.iter().filter(|version| !known.contains(version)).max();
    Ok(match unknown {
        Some(version) => Standing::Newer(version.clone()),
        None if applied.len() < known.len() => Standing::Behind(known.len() - applied.len()),
        None => Standing::Current,
    })
}

/// Runs the oldest migrations that the database hasn't had, so many at most.
fn run_pending(conn: &mut Conn, most: usize) -> Result<()> {
    match conn {
        Conn::Sqlite(conn) => {
            for migration in conn.pending_migrations(SQLITE).map_err(Error::internal)?.iter().take(most) {
                run_checked(conn, migration.as_ref())?;
            }
        }
        Conn::Postgres(conn) => {
            for migration in conn.pending_migrations(POSTGRES).map_err(Error::internal)?.iter().take(most) {
                conn.run_migration(migration.as_ref()).map_err(Error::internal)?;
            }
        }
    }
    Ok(())
}

/// One migration and, in the same transaction, the check that every row still has what it refers to.
fn run_checked(conn: &mut SqliteConnection, migration: &dyn Migration<diesel::sqlite::Sqlite>) -> Result<()> {
    conn.transaction(|conn| {
        conn.run_migration(migration).map_err(Error::internal)?;
        no_dangling_rows(conn, &migration.name().to_string())
    })
}

fn no_dangling_rows(conn: &mut SqliteConnection, migration: &str) -> Result<()> {
    #[derive(QueryableByName)]
    struct Dangling {
        #[diesel(sql_type = Text)]
        child: String,
        #[diesel(sql_type = Text)]
        parent: String,
    }
    let dangling: Option<Dangling> =
        diesel::sql_query("SELECT \"table\" AS child, \"parent\" AS parent FROM pragma_foreign_key_check LIMIT 1")
            .get_result(conn)
            .optional()?;
    match dangling {
        None => Ok(()),
        Some(Dangling { child, parent }) => Err(Error::internal(format!(
            "{migration} would leave rows of {child} without their {parent}; nothing was changed"
        ))),
    }
}
