//! A connection to SQLite or PostgreSQL, and the URL that chooses.

use diesel::connection::SimpleConnection;
use diesel::{Connection, ConnectionResult, PgConnection, SqliteConnection};

/// A connection to either database; queries are written once.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// Embedded.
    Sqlite(SqliteConnection),
    /// A server.
    Postgres(PgConnection),
}

/// Diesel's name for "either database".
pub type Backend = <Conn as Connection>::Backend;

/// Where the database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Url {
    /// A file.
    Sqlite(String),
    /// A server's URL.
    Postgres(String),
}

/// A URL of neither database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrlError(pub String);

impl std::fmt::Display for UrlError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a database URL begins with sqlite:// or postgres://, this one doesn't: {}", self.0)
    }
}

impl std::error::Error for UrlError {}

impl std::str::FromStr for Url {
    type Err = UrlError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(path) = text.strip_prefix("sqlite://").filter(|path| !path.is_empty()) {
            Ok(Self::Sqlite(path.to_owned()))
        } else if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Ok(Self::Postgres(text.to_owned()))
        } else {
            let scheme = text.split("://").next().unwrap_or_default();
            Err(UrlError(format!("{scheme}://…")))
        }
    }
}

impl Url {
    /// Opens a connection. The derived `establish` would try one database after the other, and SQLite takes any text.
    pub(super) fn connect(&self) -> ConnectionResult<Conn> {
        match self {
            Self::Sqlite(path) => {
                let mut conn = SqliteConnection::establish(path)?;
                // FULL: an acknowledged write survives a power cut.
                conn.batch_execute(
                    "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                     PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;",
                )
                .map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
                Ok(Conn::Sqlite(conn))
            }
            Self::Postgres(url) => PgConnection::establish(url).map(Conn::Postgres),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_two_schemes_are_taken() {
        assert_eq!("sqlite://data/nenep.db".parse(), Ok(Url::Sqlite("data/nenep.db".into())));
        assert!(matches!("postgres://u@h/d".parse(), Ok(Url::Postgres(_))));
        assert_eq!("mysql://secret@h/d".parse::<Url>(), Err(UrlError("mysql://…".into())));
        assert!("sqlite://".parse::<Url>().is_err());
    }
}
