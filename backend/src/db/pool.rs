//! Pools of connections, and transactions that write.

use std::time::Duration;

use diesel::connection::{AnsiTransactionManager, TransactionManager};
use diesel::r2d2::{ManageConnection, Pool, PooledConnection, R2D2Connection};
use diesel::{Connection, ConnectionError};

use super::{Conn, Url};
use crate::error::Error;

/// How many connections a pool may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolSize {
    /// Readers of an embedded database; it has one writer.
    pub readers: u32,
    /// Connections to a server.
    pub connections: u32,
}

impl Default for PoolSize {
    fn default() -> Self {
        Self { readers: 8, connections: 16 }
    }
}

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
        Self::open_with(url, PoolSize::default())
    }

    /// Connects with as many connections as this.
    ///
    /// # Errors
    /// When no connection can be made within some seconds.
    pub fn open_with(url: &Url, size: PoolSize) -> Result<Self, Error> {
        let pool = |most: u32| {
            Pool::builder()
                .max_size(most)
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
                (pool(size.readers)?, writers)
            }
            Url::Postgres(_) => {
                let pool = pool(size.connections)?;
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

    /// Runs a transaction that reads: everything in it sees the database at one moment.
    ///
    /// # Errors
    /// The closure's, or the database's.
    pub fn read<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T, Error>) -> Result<T, Error> {
        let mut conn = self.reader()?;
        begin_reading(&mut conn)?;
        let result = work(&mut conn);
        roll_back(&mut conn);
        result
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
                roll_back(&mut conn);
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

/// Ends a transaction without keeping anything. What went wrong first is what the caller needs to know; a connection on
/// which this fails leaves the pool.
fn roll_back(conn: &mut Conn) {
    if let Err(error) = <Conn as Connection>::TransactionManager::rollback_transaction(conn) {
        tracing::error!(%error, "rolling back failed");
    }
}

/// DEFERRED: the first read fixes the moment. PostgreSQL would otherwise look anew for each statement.
fn begin_reading(conn: &mut Conn) -> diesel::QueryResult<()> {
    match conn {
        Conn::Sqlite(conn) => AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN DEFERRED"),
        Conn::Postgres(conn) => {
            AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        }
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
