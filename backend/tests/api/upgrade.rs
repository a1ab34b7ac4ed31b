//! Migrations over data: a filled database of each earlier schema comes up to this program's, goes back and comes up
//! again, and nothing in it is lost. What was locked in it, in every form of locks, seals and scores that there has been, is
//! read, shown, printed and verified. How a file of a schema is made: `backend/tests/data/upgrade/README.md`. Databases of
//! newer programs are refused, and nodes may start together.

use std::collections::BTreeMap;

use backend::auth::Keys;
use backend::db::schema::{meeting, seal};
use backend::db::{Conn, Db, Url, advance, expect_current, migrate, revert, versions};
use backend::meetings::record::MeetingRecord;
use backend::meetings::{lock, papers, sealed, view};
use backend::papers::docx;
use backend::server::verify;
use chrono::Utc;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use serde_json::{Value, json};
use shared::api::meeting::Meeting;
use shared::id::MeetingId;
use shared::language::Language;
use shared::meeting::MeetingStatus;
use shared::paper::PaperKind;

use crate::support::database::{Database, unmigrated};

/// A database of an earlier schema.
struct Earlier {
    /// Its newest migration.
    version: &'static str,
    /// The form of its seals; those of the first are made when the program starts.
    form: &'static str,
    /// Its rows.
    rows: &'static str,
    /// Locked meetings among them.
    locked: usize,
}

/// One of every schema that people may have: the newest migration that it had, and its rows.
const EARLIER: &[Earlier] = &[
    Earlier {
        version: "20261125000004",
        form: "nenep-meeting-2 after nenep-lock-1",
        rows: include_str!("../data/upgrade/2026-11-25-000004.sql"),
        locked: 3,
    },
    Earlier {
        version: "20261127000060",
        form: "nenep-meeting-1",
        rows: include_str!("../data/upgrade/2026-11-27-000060.sql"),
        locked: 3,
    },
    Earlier {
        version: "20261127000070",
        form: "nenep-meeting-2",
        rows: include_str!("../data/upgrade/2026-11-27-000070.sql"),
        locked: 3,
    },
];

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
    let had_since = earlier.version < "20261127000060";
    if had_since {
        let since = "UPDATE member SET status_since = '2024-03-01' WHERE full_name = 'Ma Phúc Bích Lan'";
        assert_eq!(diesel::sql_query(since).execute(&mut connect(url)).unwrap(), 1);
    }
    let before = rows(url);
    let states = names(
        &mut connect(url),
        "SELECT title || '|' || due_on || '|' || status || '|' || \
        COALESCE(CAST(done_on AS TEXT), '') || '|' || result AS name FROM task ORDER BY 1",
    );

    migrate(url).unwrap();
    let after = rows(url);
    // Each task stands as it stood: what was reported of it is its first report.
    let reported = names(
        &mut connect(url),
        "SELECT title || '|' || due_on || '|' || COALESCE(status, 'open') || '|' || \
        COALESCE(CAST(done_on AS TEXT), '') || '|' || COALESCE(result, '') AS name \
        FROM task LEFT JOIN task_report ON task_report.task_id = task.id AND replaced_at IS NULL ORDER BY 1",
    );
    assert_eq!(states, reported);
    assert!(!after["task_report"].is_empty() && after["task"].len() > after["task_report"].len());
    // What was renamed has its new name in the history too.
    let renamed: Vec<&String> = after["change"].iter().filter(|row| row.contains("documents/")).collect();
    assert!(renamed.is_empty(), "{renamed:#?}");
    if had_since {
        // Since when somebody was active is known, and shown as nobody's decision.
        let decided = "SELECT decision AS name FROM membership WHERE decided_on IS NOT NULL";
        assert_eq!(names(&mut connect(url), decided), [""; 0]);
        assert!(!after["membership_active_since"].is_empty());
    }
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
    // The way back, and up once more, from what the program itself has written since.
    revert(url, all.len() - had).unwrap();
    nothing_lost(&before, &rows(url));
    migrate(url).unwrap();
    verifies(url, earlier);
}

/// The program starts on it, and its locked meetings are as they were locked.
fn verifies(url: &Url, earlier: &Earlier) {
    let db = backend_starts(url);
    let conn = &mut *db.reader().unwrap();
    let found = verify(conn).unwrap();
    assert_eq!((found.checked, found.changed), (earlier.locked, vec![]));
    let meetings: Vec<(MeetingId, MeetingStatus)> =
        meeting::table.select((meeting::id, meeting::status)).load(conn).unwrap();
    for (id, status) in meetings {
        let shown = view::load(conn, id).unwrap();
        printed(conn, &shown);
        if status == MeetingStatus::Locked {
            read_as_sealed(conn, &shown, earlier.form);
        }
    }
}

/// What is shown of a locked meeting is what its bytes say, whatever this program would write today.
fn read_as_sealed(conn: &mut Conn, shown: &Meeting, form: &str) {
    let subject = seal::subject_id.eq(shown.id.0.as_bytes().to_vec());
    let (written, content): (String, String) =
        seal::table.filter(subject).select((seal::form, seal::content)).first(conn).unwrap();
    assert_eq!(written, form);
    assert!(shown.lock.as_ref().unwrap().matches, "{form} {}", shown.id);
    let (content, now) = (serde_json::from_str::<Value>(&content).unwrap(), serde_json::to_value(shown).unwrap());
    let first = form == "nenep-meeting-1";
    for (part, was) in content["meeting"].as_object().unwrap() {
        // Others grow after the lock; the first form had scores in words and no digest of the sheet.
        let others = matches!(part.as_str(), "version" | "addenda" | "allowed" | "later" | "lock");
        if !(others || first && matches!(part.as_str(), "scores" | "sheet_id")) {
            assert!(holds(&now[part], was), "{form} {part}: {was} is shown as {}", now[part]);
        }
    }
    if first {
        for (was, now) in content["meeting"]["scores"].as_array().unwrap().iter().zip(&shown.scores) {
            let result = &was["result"];
            assert_eq!((&result["total"], &result["grade"]), (&json!(now.total), &json!(now.grade)));
            for one in result["criteria"].as_array().unwrap() {
                assert_eq!(one["points"], json!(now.points.get(one["criterion"].as_str().unwrap())), "{one}");
            }
        }
    }
    let record = MeetingRecord::find(conn, shown.id).unwrap();
    let judged = serde_json::to_value(sealed::judged(conn, &record, true).unwrap().unwrap()).unwrap();
    for part in ["attendance", "facts", "findings"] {
        assert!(holds(&judged[part], &content[part]), "{form} {part}: {} is shown as {}", content[part], judged[part]);
    }
}

/// Whether a value is as it was; it may have parts by now that it hadn't then.
fn holds(now: &Value, was: &Value) -> bool {
    match (now, was) {
        (Value::Object(now), Value::Object(was)) => {
            was.iter().all(|(name, was)| holds(now.get(name).unwrap_or(&Value::Null), was))
        }
        (Value::Array(now), Value::Array(was)) => {
            now.len() == was.len() && now.iter().zip(was).all(|(now, was)| holds(now, was))
        }
        _ => now == was,
    }
}

/// Its papers can be drawn, and say its score and its seal.
fn printed(conn: &mut Conn, shown: &Meeting) {
    for kind in PaperKind::ALL {
        let Ok(paper) = papers::of(conn, shown, *kind, Language::Vi) else {
            // Not every meeting has every paper; what was locked has all but maybe a resolution.
            assert!(shown.lock.is_none() || *kind == PaperKind::Resolution, "{kind} of {}", shown.id);
            continue;
        };
        docx::write(&paper).unwrap();
        let text = serde_json::to_string(&paper).unwrap();
        if *kind == PaperKind::Minutes
            && let Some(lock) = &shown.lock
        {
            assert!(text.contains("Khớp mã niêm phong") && text.contains(&lock.hash), "{text}");
        }
        if *kind == PaperKind::ScoreSheet {
            assert!(shown.scores.iter().all(|score| text.contains(&format!("{}", score.total))), "{text}");
        }
    }
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

/// The same, where the program has run in between: it keeps its own rulebook and keys up to date.
fn nothing_lost(before: &BTreeMap<String, Vec<String>>, after: &BTreeMap<String, Vec<String>>) {
    let its_own = ["agenda_template", "rule_set", "score_sheet", "setting"];
    for (table, rows) in before.iter().filter(|(table, _)| !its_own.contains(&table.as_str())) {
        let lost: Vec<_> = rows.iter().filter(|row| !after[table].contains(row)).collect();
        assert!(lost.is_empty(), "{table}\nlost {lost:#?}");
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
