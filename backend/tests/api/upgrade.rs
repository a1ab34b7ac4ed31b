//! Migrations over data: a filled database of each earlier schema comes up to this program's, goes back and comes up
//! again, and nothing in it is lost. Databases of newer programs are refused, and nodes may start together.

use std::collections::BTreeMap;

use backend::auth::Keys;
use backend::db::{Conn, Db, Url, advance, expect_current, migrate, revert, versions};
use backend::meetings::lock;
use chrono::Utc;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;

use crate::support::database::{Database, unmigrated};

/// A database of an earlier schema.
struct Earlier {
    /// Its newest migration.
    version: &'static str,
    /// Its rows.
    rows: &'static str,
    /// Locked meetings among them.
    locked: usize,
}

/// One of every schema that people may have: the newest migration that it had, and its rows.
const EARLIER: &[Earlier] =
    &[Earlier { version: "20261125000004", rows: include_str!("../data/upgrade/2026-11-25-000004.sql"), locked: 3 }];

#[test]
fn nothing_is_lost_on_the_way_up_and_back_sqlite() {
    EARLIER.iter().for_each(|earlier| up_and_back(Database::Sqlite, earlier));
}

#[test]
fn nothing_is_lost_on_the_way_up_and_back_postgres() {
    EARLIER.iter().for_each(|earlier| up_and_back(Database::Postgres, earlier));
}

fn up_and_back(database: Database, earlier: &Earlier) {
    let fresh = unmigrated(database);
    let url = &fresh.url;
    let all = versions();
    let had = all.iter().position(|version| version == earlier.version).unwrap() + 1;
    advance(url, had).unwrap();
    fill(url, earlier.rows);
    let before = rows(url);
    let states = names(&mut connect(url), "SELECT title || '|' || due_on || '|' || status || '|' || \
        COALESCE(CAST(done_on AS TEXT), '') || '|' || result AS name FROM task ORDER BY 1");

    migrate(url).unwrap();
    let after = rows(url);
    // Each task stands as it stood: what was reported of it is its first report.
    let reported = names(&mut connect(url), "SELECT title || '|' || due_on || '|' || COALESCE(status, 'open') || '|' || \
        COALESCE(CAST(done_on AS TEXT), '') || '|' || COALESCE(result, '') AS name \
        FROM task LEFT JOIN task_report ON task_report.task_id = task.id AND replaced_at IS NULL ORDER BY 1");
    assert_eq!(states, reported);
    assert!(!after["task_report"].is_empty() && after["task"].len() > after["task_report"].len());
    // What was renamed has its new name in the history too.
    let renamed: Vec<&String> = after["change"].iter().filter(|row| row.contains("documents/")).collect();
    assert!(renamed.is_empty(), "{renamed:#?}");
    verifies(url, earlier);
    revert(url, all.len() - had).unwrap();
    same(&before, &rows(url));

    migrate(url).unwrap();
    let again = rows(url);
    for (table, rows) in &after {
        // Ids that a migration makes up are others each time; what was there before is as it was.
        assert_eq!(rows.len(), again[table].len(), "{table}");
        if before.contains_key(table) {
            assert_eq!(rows, &again[table], "{table}");
        }
    }
    verifies(url, earlier);
}

/// The program starts on it, and its locked meetings are as they were locked.
fn verifies(url: &Url, earlier: &Earlier) {
    let db = backend_starts(url);
    let found = lock::verify(&mut db.reader().unwrap()).unwrap();
    assert_eq!((found.checked, found.changed), (earlier.locked, vec![]));
}

/// What `serve` does before it listens.
fn backend_starts(url: &Url) -> Db {
    migrate(url).unwrap();
    let db = Db::open(url).unwrap();
    backend::rules::seed(&db, Utc::now()).unwrap();
    lock::seal_earlier(&db, Utc::now()).unwrap();
    Keys::load(&db).unwrap();
    db
}

fn same(before: &BTreeMap<String, Vec<String>>, after: &BTreeMap<String, Vec<String>>) {
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    for (table, rows) in before {
        let (lost, new): (Vec<_>, Vec<_>) = (
            rows.iter().filter(|row| !after[table].contains(row)).collect(),
            after[table].iter().filter(|row| !rows.contains(row)).collect(),
        );
        assert!(lost.is_empty() && new.is_empty(), "{table}\nlost {lost:#?}\nnew {new:#?}");
    }
}

fn connect(url: &Url) -> Conn {
    match url {
        Url::Sqlite(path) => Conn::Sqlite(SqliteConnection::establish(path).unwrap()),
        Url::Postgres(url) => Conn::Postgres(PgConnection::establish(url).unwrap()),
    }
}

/// Puts the rows in. The files are SQLite's; PostgreSQL writes bytes otherwise.
fn fill(url: &Url, rows: &str) {
    match connect(url) {
        Conn::Sqlite(mut conn) => conn.batch_execute(&format!("BEGIN; {rows} COMMIT;")).unwrap(),
        Conn::Postgres(mut conn) => {
            let mut text = String::with_capacity(rows.len());
            let mut rest = rows;
            while let Some(at) = rest.find("X'") {
                let bytes = rest[at + 2..].find('\'').map_or("", |end| &rest[at + 2..at + 2 + end]);
                let is_bytes = !bytes.is_empty() && bytes.chars().all(|c| c.is_ascii_hexdigit());
                text.push_str(&rest[..at]);
                text.push_str(if is_bytes { r"'\x" } else { "X'" });
                rest = &rest[at + 2..];
            }
            text.push_str(rest);
            conn.batch_execute(&text).unwrap();
        }
    }
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

/// Every row of every table as text, whatever order columns and rows stand in.
fn rows(url: &Url) -> BTreeMap<String, Vec<String>> {
    let mut conn = connect(url);
    let tables = "SELECT name FROM sqlite_master WHERE type = 'table'";
    let tables = match &conn {
        Conn::Sqlite(_) => tables,
        Conn::Postgres(_) => "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public'",
    };
    let tables = names(&mut conn, tables);
    let ours = tables.into_iter().filter(|name| !name.starts_with("__diesel") && !name.starts_with("sqlite_"));
    ours.map(|table| {
        let query = match &mut conn {
            Conn::Sqlite(_) => {
                let columns = names(&mut conn, &format!("SELECT name FROM pragma_table_info('{table}') ORDER BY name"));
                let shown = columns.iter().map(|name| format!("'{name}', quote({name})")).collect::<Vec<_>>();
                format!("SELECT json_object({}) AS name FROM {table} ORDER BY 1", shown.join(", "))
            }
            Conn::Postgres(_) => format!("SELECT to_jsonb(t)::text AS name FROM {table} t ORDER BY 1"),
        };
        let rows = names(&mut conn, &query);
        (table, rows)
    })
    .collect()
}

fn names(conn: &mut Conn, query: &str) -> Vec<String> {
    let rows: Vec<Name> = diesel::sql_query(query).load(conn).unwrap();
    rows.into_iter().map(|row| row.name).collect()
}

fn a_newer_one_is_refused(database: Database) {
    let fresh = unmigrated(database);
    let older = expect_current(&fresh.url).unwrap_err().to_string();
    assert!(older.contains("older than this program"), "{older}");
    migrate(&fresh.url).unwrap();
    expect_current(&fresh.url).unwrap();
    let note = "INSERT INTO __diesel_schema_migrations (version) VALUES ('29990101000000')";
    connect(&fresh.url).batch_execute(note).unwrap();
    for refused in [migrate(&fresh.url), expect_current(&fresh.url)] {
        let newer = refused.unwrap_err().to_string();
        assert!(newer.contains("newer than this program") && newer.contains("29990101000000"), "{newer}");
    }
}

#[test]
fn a_newer_database_is_refused_sqlite() {
    a_newer_one_is_refused(Database::Sqlite);
}

#[test]
fn a_newer_database_is_refused_postgres() {
    a_newer_one_is_refused(Database::Postgres);
}

/// On PostgreSQL nodes share a database; a file of SQLite is one server's.
#[test]
fn nodes_that_start_together_on_an_empty_database_all_come_up() {
    for _ in 0..3 {
        let fresh = unmigrated(Database::Postgres);
        std::thread::scope(|scope| {
            let nodes: Vec<_> = (0..4).map(|_| scope.spawn(|| drop(backend_starts(&fresh.url)))).collect();
            nodes.into_iter().for_each(|node| node.join().unwrap());
        });
    }
}
