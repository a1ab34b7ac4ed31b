//! The schema: the same in both migration trees, in what the program declares and in the databases that the migrations make.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use backend::db::Conn;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use shared::problem::Code;

use crate::both_databases;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The migrations of a tree by name: their statements without comments, blanks single.
fn migrations(tree: &str) -> BTreeMap<String, Vec<String>> {
    let folder = root().join("migrations").join(tree);
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    names
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            assert!(path.join("down.sql").is_file(), "{tree}/{name} can't be undone");
            (name, statements(&std::fs::read_to_string(path.join("up.sql")).unwrap()))
        })
        .collect()
}

fn statements(sql: &str) -> Vec<String> {
    let lines = sql.lines().map(|line| line.split("--").next().unwrap_or_default());
    let text: Vec<String> = lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    text.join(" ").split(';').map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect()
}

/// The first words of a migration that has other statements than the other database's of the same name, and says why.
const DIFFERS: &str = "-- Differs from the other database: ";

/// Whether a migration says that it differs. The schemas that they make are compared all the same, below.
fn says_it_differs(tree: &str, name: &str) -> bool {
    let file = root().join("migrations").join(tree).join(name).join("up.sql");
    std::fs::read_to_string(file).unwrap().starts_with(DIFFERS)
}

#[test]
fn both_trees_have_the_same_migrations_and_statements() {
    let (sqlite, postgres) = (migrations("sqlite"), migrations("postgres"));
    assert_eq!(sqlite.keys().collect::<Vec<_>>(), postgres.keys().collect::<Vec<_>>());
    for (name, statements) in &sqlite {
        if says_it_differs("sqlite", name) && says_it_differs("postgres", name) {
            continue;
        }
        let same = |one: &String| one.replace(" BLOB", " BYTEA").replace(" DOUBLE", " DOUBLE PRECISION");
        // SQLite compares text by bytes anyway.
        let other: Vec<String> = postgres[name].iter().map(|one| one.replace(" COLLATE \"C\"", "")).collect();
        assert_eq!(statements.iter().map(same).collect::<Vec<_>>(), other, "{name}");
    }
}

#[test]
fn every_foreign_key_says_what_happens_when_its_row_goes() {
    for tree in ["sqlite", "postgres"] {
        let mut keys = 0;
        for (name, statements) in migrations(tree) {
            for reference in statements.iter().flat_map(|one| one.split(" REFERENCES ").skip(1)) {
                let rule = reference.split_once(") ").map(|(_, rest)| rest).unwrap_or_default();
                let known = ["ON DELETE CASCADE", "ON DELETE RESTRICT", "ON DELETE SET NULL"];
                assert!(known.iter().any(|one| rule.starts_with(one)), "{tree}/{name}: REFERENCES {reference}");
                keys += 1;
            }
        }
        assert!(keys > 0, "{tree} has none");
    }
}

/// Tables and columns as the program declares them: table, column, diesel's type, whether it may be null.
fn declared() -> Vec<(String, String, String, bool)> {
    let of = |file| std::fs::read_to_string(root().join("backend/src/db").join(file)).unwrap();
    let files = ["schema.rs", "schema/program.rs", "schema/rules.rs", "schema/tasks.rs"];
    let text = files.map(of).concat();
    let mut columns = Vec::new();
    let mut table = String::new();
    for line in text.lines().map(str::trim) {
        if let Some((column, kind)) = line.trim_end_matches(',').split_once(" -> ").filter(|_| !line.contains('!')) {
            let bare = kind.trim_start_matches("Nullable<").trim_end_matches('>');
            columns.push((table.clone(), column.to_owned(), bare.to_owned(), kind != bare));
        } else if let Some((name, _)) = line.split_once(" (").filter(|_| line.ends_with(") {")) {
            name.clone_into(&mut table);
        }
    }
    columns.sort();
    columns
}

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bool)]
    nullable: bool,
}

/// The same as the database has it.
fn migrated(conn: &mut Conn) -> QueryResult<Vec<(String, String, String, bool)>> {
    let rows: Vec<Column> = match conn {
        Conn::Sqlite(conn) => diesel::sql_query(
            "SELECT t.name AS table_name, c.name AS column_name, c.type AS kind, c.\"notnull\" = 0 AS nullable
             FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'",
        )
        .load(conn)?,
        Conn::Postgres(conn) => diesel::sql_query(
            "SELECT table_name::text, column_name::text, data_type::text AS kind, is_nullable = 'YES' AS nullable
             FROM information_schema.columns WHERE table_schema = 'public'",
        )
        .load(conn)?,
    };
    let ours = |row: &Column| !row.table_name.starts_with("__diesel") && !row.table_name.starts_with("sqlite_");
    let mut columns: Vec<_> = rows
        .into_iter()
        .filter(ours)
        .map(|row| (row.table_name, row.column_name, diesel_name(&row.kind).to_owned(), row.nullable))
        .collect();
    columns.sort();
    Ok(columns)
}

fn diesel_name(kind: &str) -> &str {
    match kind.to_ascii_lowercase().as_str() {
        "blob" | "bytea" => "Binary",
        "text" => "Text",
        "integer" => "Integer",
        "bigint" => "BigInt",
        "boolean" => "Bool",
        "date" => "Date",
        "timestamp" | "timestamp without time zone" => "Timestamp",
        "double" | "double precision" => "Double",
        _ => kind,
    }
}

both_databases! {
    async fn the_declared_tables_are_those_that_the_migrations_make(app: TestApp) {
        let declared = declared();
        assert!(declared.len() > 100, "{}", declared.len());
        // The words of vocabularies are the program's enums: it asks only for tables that say more of them. The test below
        // compares the words.
        let asked = |table: &str| declared.iter().any(|(name, ..)| name == table);
        let words = vocabularies().into_iter().map(|(table, _)| table).filter(|table| !asked(table));
        let words: Vec<&str> = words.collect();
        let mut migrated = app.write(migrated);
        migrated.retain(|(table, ..)| !words.contains(&table.as_str()));
        let only = |these: &[(String, String, String, bool)], those: &[(String, String, String, bool)]| {
            these.iter().filter(|one| !those.contains(one)).cloned().collect::<Vec<_>>()
        };
        assert_eq!((only(&declared, &migrated), only(&migrated, &declared)), (vec![], vec![]));
    }

    /// A vocabulary is a table, so that a new word is a row; the program knows the same words.
    async fn the_vocabularies_are_those_of_the_program(app: TestApp) {
        for (table, words) in vocabularies() {
            let rows = app.write(|conn| {
                diesel::sql_query(format!("SELECT code FROM {table}")).load::<Word>(conn)
            });
            let mut rows: Vec<String> = rows.into_iter().map(|row| row.code).collect();
            let mut words: Vec<String> = words.into_iter().map(str::to_owned).collect();
            rows.sort();
            words.sort();
            assert_eq!(rows, words, "{table}");
        }
    }
}

#[derive(QueryableByName)]
struct Word {
    #[diesel(sql_type = Text)]
    code: String,
}

/// Tables of words, and the words of the enum that reads them.
fn vocabularies() -> Vec<(&'static str, Vec<&'static str>)> {
    macro_rules! words {
        ($($table:literal: $kind:ty;)+) => {
            vec![$(($table, <$kind>::ALL.iter().map(|one| one.as_str()).collect())),+]
        };
    }
    words! {
        "unit_kind": shared::unit::UnitKind;
        "branch_kind": shared::unit::BranchKind;
        "activity_status": shared::member::ActivityStatus;
        "office_kind": shared::unit::Office;
        "role": shared::access::Role;
        "meeting_kind": shared::meeting::MeetingKind;
        "opinion_kind": shared::meeting::OpinionKind;
        "vote_subject": shared::meeting::VoteSubject;
        "sheet_purpose": shared::evaluation::SheetPurpose;
        "resolution_kind": shared::meeting::ResolutionKind;
    }
}

#[test]
fn every_problem_code_is_used() {
    let mut sources = String::new();
    for folder in ["backend/src", "shared/src"] {
        read(&root().join(folder), &mut sources);
    }
    let word = |name: &str| {
        let name = format!("Code::{name}");
        sources.match_indices(&name).any(|(at, _)| !sources[at + name.len()..].starts_with(char::is_alphanumeric))
    };
    let unused: Vec<String> = Code::ALL.iter().map(|code| format!("{code:?}")).filter(|name| !word(name)).collect();
    assert!(unused.is_empty(), "no source uses {unused:?}");
}

/// Every source below the folder except the table of codes itself.
fn read(folder: &Path, sources: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("problem.rs") {
            sources.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
}
