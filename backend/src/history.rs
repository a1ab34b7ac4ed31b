//! Who changed what: one row per changed part of a thing, for histories and for telling a refused writer (412) what
//! happened meanwhile.

use diesel::prelude::*;
use serde::Serialize;
use shared::id::ChangeId;
use shared::problem::Change;
use shared::seen::Seen;
use uuid::Uuid;

use crate::db::Conn;
use crate::db::schema::change;
use crate::http::{Context, Error, Result};

/// Notes that the caller changed a part of a thing, which thereby got this version. `path` names the part as
/// [`Change::path`] does, `after` is what stands there now.
///
/// # Errors
/// The database's; [`shared::problem::Code::SignInNeeded`] on a public endpoint.
pub fn record(cx: &mut Context<'_>, subject: Uuid, version: i64, path: &str, after: &impl Serialize) -> Result<()> {
    let who = cx.who()?;
    let (account_id, name) = (who.account_id, who.name.clone());
    diesel::insert_into(change::table)
        .values((
            change::id.eq(ChangeId(Uuid::now_v7())),
            change::account_id.eq(account_id),
            change::by_name.eq(name),
            change::subject_id.eq(subject.as_bytes().to_vec()),
            change::version.eq(version),
            change::path.eq(path),
            change::after.eq(serde_json::to_string(after).map_err(Error::internal)?),
            change::changed_at.eq(cx.now().naive_utc()),
        ))
        .execute(cx.conn)?;
    Ok(())
}

/// What was changed after the versions that a writer has seen, the oldest first, each with the version that it made.
///
/// # Errors
/// The database's.
pub fn unseen(conn: &mut Conn, subject: Uuid, seen: &Seen) -> Result<Vec<(i64, Change)>> {
    let rows: Vec<(i64, String, String, chrono::NaiveDateTime, String)> = change::table
        .filter(change::subject_id.eq(subject.as_bytes().to_vec()))
        .filter(change::version.gt(seen.read()))
        .order((change::version, change::id))
        .select((change::version, change::path, change::by_name, change::changed_at, change::after))
        .load(conn)?;
    let changes = rows.into_iter().filter(|(version, ..)| !seen.knows(*version));
    let change = |(version, path, by, at, after): (i64, String, String, chrono::NaiveDateTime, String)| {
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

/// Changes that a history shows at most.
const HISTORY: i64 = 1000;

/// Every change of a thing, the newest first.
///
/// # Errors
/// The database's.
pub fn newest_first(conn: &mut Conn, subject: Uuid) -> Result<Vec<Change>> {
    let rows: Vec<(String, String, chrono::NaiveDateTime)> = change::table
        .filter(change::subject_id.eq(subject.as_bytes().to_vec()))
        .order((change::version.desc(), change::id.desc()))
        .limit(HISTORY)
        .select((change::path, change::by_name, change::changed_at))
        .load(conn)?;
    let change = |(path, by, at): (String, _, chrono::NaiveDateTime)| Change {
        path: path.into(),
        by,
        at: at.and_utc(),
        now: None,
    };
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
