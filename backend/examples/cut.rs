//! Cuts a filled database down to a file for the upgrade test, and prints it: `cut <file of SQLite> <version>`. How such a
//! file is made stands in `backend/tests/data/upgrade/README.md`. It deletes in the file that it's given.
//!
//! It knows of no schema but that there are meetings: of every kind and state it keeps the first few, and what they refer
//! to. A table without rows gets one that is made up.

use std::error::Error;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;

/// Of each kind and state of meetings.
const KEPT: u32 = 1;

type Done<T> = Result<T, Box<dyn Error>>;

#[derive(QueryableByName)]
struct One {
    #[diesel(sql_type = Text)]
    one: String,
}

/// The texts of a query's column `one`.
fn texts(conn: &mut SqliteConnection, query: &str) -> Done<Vec<String>> {
    let rows: Vec<One> = diesel::sql_query(query).load(conn)?;
    Ok(rows.into_iter().map(|row| row.one).collect())
}

struct Column {
    name: String,
    kind: String,
    required: bool,
    /// Table and column that it refers to.
    of: Option<(String, String)>,
}

fn columns(conn: &mut SqliteConnection, table: &str) -> Done<Vec<Column>> {
    let info = format!("SELECT name || '|' || type || '|' || \"notnull\" AS one FROM pragma_table_info('{table}')");
    let mut columns = Vec::new();
    for line in texts(conn, &info)? {
        let mut parts = line.split('|').map(str::to_owned);
        let mut next = || parts.next().unwrap_or_default();
        let (name, kind, required) = (next(), next(), next() == "1");
        let refers = format!(
            "SELECT \"table\" || '|' || \"to\" AS one FROM pragma_foreign_key_list('{table}') WHERE \"from\" = '{name}'"
        );
        let of = texts(conn, &refers)?.first().and_then(|one| one.split_once('|').map(|(a, b)| (a.into(), b.into())));
        columns.push(Column { name, kind, required, of });
    }
    Ok(columns)
}

/// The tables, those that are referred to before those that refer to them.
fn tables(conn: &mut SqliteConnection) -> Done<Vec<String>> {
    let all = "SELECT name AS one FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' \
        AND name NOT LIKE '\\_\\_%' ESCAPE '\\' ORDER BY name";
    let (mut left, mut sorted) = (texts(conn, all)?, Vec::<String>::new());
    while !left.is_empty() {
        let before = left.len();
        for table in std::mem::take(&mut left) {
            let of: Vec<String> = columns(conn, &table)?.into_iter().filter_map(|column| Some(column.of?.0)).collect();
            let ready = of.iter().all(|of| *of == table || sorted.contains(of));
            if ready { sorted.push(table) } else { left.push(table) }
        }
        if left.len() == before {
            return Err("tables refer to each other in a circle".into());
        }
    }
    Ok(sorted)
}

/// Deletes all but some meetings, and everything that belonged to the others.
fn cut(conn: &mut SqliteConnection) -> Done<()> {
    conn.batch_execute(&format!(
        "PRAGMA foreign_keys = OFF;
        CREATE TEMP TABLE kept AS SELECT id FROM
            (SELECT id, ROW_NUMBER() OVER (PARTITION BY kind, status ORDER BY id) AS place FROM meeting)
            WHERE place <= {KEPT};
        INSERT INTO kept SELECT prepares_id FROM meeting WHERE id IN (SELECT id FROM kept) AND prepares_id IS NOT NULL;
        DELETE FROM meeting WHERE id NOT IN (SELECT id FROM kept);"
    ))?;
    for table in ["seal", "change"] {
        // They refer to things of many kinds.
        let gone = format!("DELETE FROM {table} WHERE subject_id NOT IN (SELECT id FROM meeting)");
        if texts(conn, &format!("SELECT name AS one FROM sqlite_master WHERE name = '{table}'"))?.len() == 1 {
            conn.batch_execute(&gone)?;
        }
    }
    let lost = "SELECT DISTINCT \"table\" AS one FROM pragma_foreign_key_check";
    loop {
        let tables = texts(conn, lost)?;
        if tables.is_empty() {
            return Ok(());
        }
        for table in tables {
            conn.batch_execute(&format!(
                "DELETE FROM {table} WHERE rowid IN (SELECT rowid FROM pragma_foreign_key_check('{table}'))"
            ))?;
        }
    }
}

/// Puts a row into a table that has none.
fn make_up(conn: &mut SqliteConnection, table: &str) -> Done<()> {
    if !texts(conn, &format!("SELECT 'x' AS one FROM {table} LIMIT 1"))?.is_empty() {
        return Ok(());
    }
    let columns: Vec<Column> = columns(conn, table)?.into_iter().filter(|column| column.required).collect();
    let value = |column: &Column| match (&column.of, column.kind.as_str()) {
        (Some((of, key)), _) => format!("(SELECT {key} FROM {of} ORDER BY {key} LIMIT 1)"),
        (None, "BLOB") if column.name.ends_with("id") => format!("X'{}'", "01".repeat(16)),
        (None, "BLOB") => format!("X'{}'", "01".repeat(32)),
        (None, "TIMESTAMP") => "'2026-11-20 01:00:00'".to_owned(),
        (None, "DATE") => "'2026-11-20'".to_owned(),
        (None, "TEXT") => "'x'".to_owned(),
        (None, _) => "1".to_owned(),
    };
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let values: Vec<String> = columns.iter().map(value).collect();
    conn.batch_execute(&format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), values.join(", ")))?;
    Ok(())
}

/// Prints a table's rows as both databases read them.
fn print(conn: &mut SqliteConnection, table: &str) -> Done<()> {
    let columns = columns(conn, table)?;
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let shown = columns.iter().map(|Column { name, kind, .. }| match kind.as_str() {
        "BOOLEAN" => format!("CASE {name} WHEN 1 THEN 'TRUE' WHEN 0 THEN 'FALSE' ELSE 'NULL' END"),
        _ => format!("quote({name})"),
    });
    let shown: Vec<String> = shown.collect();
    // What other rows of the same table refer to comes first.
    let own = columns.iter().filter(|column| column.of.as_ref().is_some_and(|(of, _)| of == table));
    let order: Vec<String> = own.map(|column| format!("{} IS NOT NULL", column.name)).chain(["rowid".into()]).collect();
    let rows = format!("SELECT {} AS one FROM {table} ORDER BY {}", shown.join(" || ', ' || "), order.join(", "));
    for row in texts(conn, &rows)? {
        // The migrations have filled the vocabularies.
        println!("INSERT INTO {table} ({}) VALUES ({row}) ON CONFLICT DO NOTHING;", names.join(", "));
    }
    Ok(())
}

fn main() -> Done<()> {
    let mut given = std::env::args().skip(1);
    let (Some(file), Some(version)) = (given.next(), given.next()) else { return Err("cut <file> <version>".into()) };
    let mut conn = SqliteConnection::establish(&file)?;
    cut(&mut conn)?;
    let tables = tables(&mut conn)?;
    println!(
        "-- The demo commune of the schema of {version}, cut down, with rows in every table. All people are invented."
    );
    for table in &tables {
        if let Err(error) = make_up(&mut conn, table) {
            eprintln!("{table} stays empty: {error}");
        }
        print(&mut conn, table)?;
    }
    Ok(())
}
