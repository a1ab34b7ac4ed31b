//! Pools of connections, and transactions that write.

use std::time::Duration;

use diesel::connection::{AnsiTransactionManager, TransactionManager};
use diesel::r2d2::{ManageConnection, Pool, PooledConnection, R2D2Connection};
use diesel::{Connection, ConnectionError};

use super::{Conn, Url};
use crate::http::Error;

/// Readers of an embedded database, or connections to a server.
const READERS: u32 = 8;

/// Opens and checks connections for a pool.
#[derive(Debug)]
struct Manager(Url);

/// Why a pool got no connection.
#[derive(Debug)]
enum ManagerError {
    Connect(ConnectionError),
    Check(diesel::result::Error),
}

impl std::fmt::Display for ManagerError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Connect(error) => error.fmt(f),
            Self::Check(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ManagerError {}

impl ManageConnection for Manager {
    type Connection = Conn;
    type Error = ManagerError;

    fn connect(&self) -> Result<Conn, ManagerError> {
        self.0.connect().map_err(ManagerError::Connect)
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<(), ManagerError> {
        conn.ping().map_err(ManagerError::Check)
    }

    fn has_broken(&self, conn: &mut Conn) -> bool {
        std::thread::panicking() || conn.is_broken()
    }
}

/// The database: SQLite with one writer and several readers, or PostgreSQL.
#[derive(Clone)]
pub struct Db {
    readers: Pool<Manager>,
    writers: Pool<Manager>,
}

impl Db {
    /// Connects. Nothing is migrated yet.
    ///
    /// # Errors
    /// When no connection can be made within some seconds.
    pub fn open(url: &Url) -> Result<Self, Error> {
        let pool = |size| {
            Pool::builder()
                .max_size(size)
                .min_idle(Some(1))
                .connection_timeout(Duration::from_secs(10))
                .test_on_check_out(matches!(url, Url::Postgres(_)))
                .error_handler(Box::new(diesel::r2d2::LoggingErrorHandler))
                .build(Manager(url.clone()))
                .map_err(Error::unavailable)
        };
        let (readers, writers) = match url {
            Url::Sqlite(_) => {
                // The writer first: it puts a new file into WAL mode before anybody reads.
                let writers = pool(1)?;
                (pool(READERS)?, writers)
            }
            Url::Postgres(_) => {
                let pool = pool(READERS * 2)?;
                (pool.clone(), pool)
            }
        };
        Ok(Self { readers, writers })
    }

    /// A connection for reading.
    ///
    /// # Errors
    /// [`shared::problem::Code::Unavailable`] when none is free for too long.
    pub fn reader(&self) -> Result<PooledConnectionToEither, Error> {
        self.readers.get().map(PooledConnectionToEither).map_err(Error::unavailable)
    }

    /// Runs a transaction that writes: all of it, or nothing.
    ///
    /// # Errors
    /// The closure's, or the database's.
    pub fn write<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T, Error>) -> Result<T, Error> {
        let mut conn = self.writers.get().map_err(Error::unavailable)?;
        begin(&mut conn)?;
        match work(&mut conn) {
            Ok(value) => {
                <Conn as Connection>::TransactionManager::commit_transaction(&mut *conn)?;
                Ok(value)
            }
            Err(error) => {
                <Conn as Connection>::TransactionManager::rollback_transaction(&mut *conn)?;
                Err(error)
            }
        }
    }
}

/// A pooled connection.
pub struct PooledConnectionToEither(PooledConnection<Manager>);

impl std::ops::Deref for PooledConnectionToEither {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.0
    }
}

impl std::ops::DerefMut for PooledConnectionToEither {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.0
    }
}

/// IMMEDIATE: a transaction that read first and wants to write later would be refused when somebody else wrote
/// meanwhile, instead of waiting.
fn begin(conn: &mut Conn) -> diesel::QueryResult<()> {
    match conn {
        Conn::Sqlite(conn) => AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN IMMEDIATE"),
        Conn::Postgres(conn) => AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN"),
    }
}
