//! A fresh database for each test: a copy of one that is migrated and filled once per run.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use backend::auth::Keys;
use backend::db::{Db, Url, migrate};
use chrono::Utc;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;

use super::fixture::{self, Fixture};

/// Environment variable with the URL of a PostgreSQL on which databases may be created.
const POSTGRES: &str = "NENEP_TEST_POSTGRES";
/// Seconds after which a database of an earlier run is taken for left behind.
const STALE_SECONDS: u64 = 3600;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    /// A file.
    Sqlite,
    /// A database on the server of `NENEP_TEST_POSTGRES`.
    Postgres,
}

/// A database that goes away when dropped.
pub struct Fresh {
    /// Where it is.
    pub url: Url,
    place: Place,
}

enum Place {
    Files(PathBuf),
    Server(String),
}

impl Drop for Fresh {
    fn drop(&mut self) {
        match &self.place {
            Place::Files(path) => remove(path),
            // FORCE: pools close their connections in the background. What stays is removed by a later run.
            Place::Server(name) => {
                drop(admin().batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")));
            }
        }
    }
}

/// A copy of the prepared database, and what is in it.
pub fn fresh(database: Database) -> (Fresh, Fixture) {
    match database {
        Database::Sqlite => {
            static TEMPLATE: OnceLock<(Vec<u8>, Fixture)> = OnceLock::new();
            let (bytes, fixture) = TEMPLATE.get_or_init(sqlite_template);
            let path = file();
            std::fs::write(&path, bytes).unwrap();
            (Fresh { url: sqlite_url(&path), place: Place::Files(path) }, fixture.clone())
        }
        Database::Postgres => {
            static TEMPLATE: OnceLock<(String, Fixture)> = OnceLock::new();
            let (template, fixture) = TEMPLATE.get_or_init(postgres_template);
            let name = unique_name();
            admin().batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {template}")).unwrap();
            (Fresh { url: postgres_url(&name), place: Place::Server(name) }, fixture.clone())
        }
    }
}

/// A migrated database with nothing in it.
pub fn empty(database: Database) -> Fresh {
    let fresh = unmigrated(database);
    migrate(&fresh.url).unwrap();
    backend::rules::seed(&Db::open(&fresh.url).unwrap(), Utc::now()).unwrap();
    fresh
}

/// A database without tables.
pub fn unmigrated(database: Database) -> Fresh {
    match database {
        Database::Sqlite => {
            let path = file();
            Fresh { url: sqlite_url(&path), place: Place::Files(path) }
        }
        Database::Postgres => {
            let name = unique_name();
            admin().batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
            Fresh { url: postgres_url(&name), place: Place::Server(name) }
        }
    }
}

fn sqlite_template() -> (Vec<u8>, Fixture) {
    let path = file();
    let fixture = prepare(&sqlite_url(&path));
    // Whatever the last connection left in the write-ahead log goes into the file.
    let mut conn = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
    conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    drop(conn);
    let bytes = std::fs::read(&path).unwrap();
    remove(&path);
    (bytes, fixture)
}

fn postgres_template() -> (String, Fixture) {
    let mut admin = admin();
    remove_stale(&mut admin);
    let name = unique_name();
    admin.batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
    let fixture = prepare(&postgres_url(&name));
    // A template can't be copied while somebody is connected; pools close their connections in the background.
    let others = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
    admin.batch_execute(&others).unwrap();
    admin.batch_execute(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false")).unwrap();
    (name, fixture)
}

fn prepare(url: &Url) -> Fixture {
    migrate(url).unwrap();
    let db = Db::open(url).unwrap();
    Keys::load(&db).unwrap();
    let fixture = db.write(|conn| Ok(fixture::insert(conn)?)).unwrap();
    backend::rules::seed(&db, Utc::now()).unwrap();
    fixture
}

/// Unused databases of runs that were interrupted, and templates of earlier runs.
fn remove_stale(admin: &mut PgConnection) {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        datname: String,
    }
    let rows: Vec<Row> =
        diesel::sql_query("SELECT datname::text FROM pg_database WHERE datname LIKE 'nenep\\_test\\_%'")
            .load(admin)
            .unwrap();
    for Row { datname } in rows {
        let made: Option<u64> = datname.split('_').nth(2).and_then(|seconds| seconds.parse().ok());
        if made.is_some_and(|made| made + STALE_SECONDS < seconds()) {
            drop(admin.batch_execute(&format!("DROP DATABASE IF EXISTS {datname} WITH (FORCE)")));
        }
    }
}

fn unique_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("nenep_test_{}_{}_{}", seconds(), std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

fn seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

fn file() -> PathBuf {
    std::env::temp_dir().join(format!("{}.db", unique_name()))
}

fn remove(path: &std::path::Path) {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        drop(std::fs::remove_file(name));
    }
}

fn sqlite_url(path: &std::path::Path) -> Url {
    Url::Sqlite(path.to_str().unwrap().to_owned())
}

fn server() -> String {
    std::env::var(POSTGRES).unwrap_or_else(|_| {
        panic!(
            "{POSTGRES} isn't set: the tests on PostgreSQL need the URL of a server on which they may create \
             databases, such as postgres://postgres@127.0.0.1:5432/postgres. `cargo xtask test` starts one."
        )
    })
}

fn admin() -> PgConnection {
    let url = server();
    PgConnection::establish(&url).unwrap_or_else(|error| panic!("no PostgreSQL at {POSTGRES}={url}: {error}"))
}

/// The admin's URL with another database in it.
fn postgres_url(name: &str) -> Url {
    let server = server();
    let (address, options) = server.split_once('?').map_or((server.as_str(), ""), |(address, rest)| (address, rest));
    let (host, _) = address.rsplit_once('/').filter(|(host, _)| !host.ends_with('/')).unwrap_or((address, ""));
    let question = if options.is_empty() { "" } else { "?" };
    Url::Postgres(format!("{host}/{name}{question}{options}"))
}
