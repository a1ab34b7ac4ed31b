//! What was changed of one thing: its history, and what a refused writer (412) is told.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use shared::problem::Change;
use shared::seen::Seen;
use uuid::Uuid;

use crate::db::Conn;
use crate::db::schema::{act, change};
use crate::http::{Error, Result};

/// Changes that a history shows at most.
const HISTORY: i64 = 1000;

/// What was changed after the versions that a writer has seen, the oldest first, each with the version that it made.
///
/// # Errors
/// The database's.
pub fn unseen(conn: &mut Conn, subject: Uuid, seen: &Seen) -> Result<Vec<(i64, Change)>> {
    let rows: Vec<(i64, String, String, NaiveDateTime, String)> = change::table
        .inner_join(act::table)
        .filter(change::subject_id.eq(subject.as_bytes().to_vec()))
        .filter(change::version.gt(seen.read()))
        .order((change::version, change::id))
        .select((change::version, change::path, act::by_name, act::at, change::after))
        .load(conn)?;
    let changes = rows.into_iter().filter(|(version, ..)| !seen.knows(*version));
    let change = |(version, path, by, at, after): (i64, String, String, NaiveDateTime, String)| {
        let now = serde_json::from_str(&after).ok();
        (version, Change { path: path.into(), by, at: at.and_utc(), now })
    };
    Ok(changes.map(change).collect())
}

/// A part that was changed several times is there once, as it was changed last.
pub fn newest(changes: Vec<(i64, Change)>) -> Vec<Change> {
    let mut newest: Vec<Change> = Vec::new();
    for (_, change) in changes {
        newest.retain(|earlier| earlier.path != change.path);
        newest.push(change);
    }
    newest
}

/// Every change of a thing, the newest first.
///
/// # Errors
/// The database's.
pub fn newest_first(conn: &mut Conn, subject: Uuid) -> Result<Vec<Change>> {
    let rows: Vec<(String, String, NaiveDateTime)> = change::table
        .inner_join(act::table)
        .filter(change::subject_id.eq(subject.as_bytes().to_vec()))
        .order((change::version.desc(), change::id.desc()))
        .limit(HISTORY)
        .select((change::path, act::by_name, act::at))
        .load(conn)?;
    let change =
        |(path, by, at): (String, _, NaiveDateTime)| Change { path: path.into(), by, at: at.and_utc(), now: None };
    Ok(rows.into_iter().map(change).collect())
}

/// The refusal (412) of a write to the thing as a whole, which is at this version, with what others changed since the one
/// that it was based on.
pub fn changed(conn: &mut Conn, subject: Uuid, seen: &Seen, version: i64) -> Error {
    match unseen(conn, subject, seen) {
        Ok(changes) => Error::changed(newest(changes), version),
        Err(error) => error,
    }
}
