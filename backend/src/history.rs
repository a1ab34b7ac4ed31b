//! Who changed what: one row per changed part of a thing, for histories and for telling a refused writer (412) what
//! happened meanwhile.

use diesel::prelude::*;
use serde::Serialize;
use shared::id::ChangeId;
use shared::problem::{Change, Code};
use uuid::Uuid;

use crate::db::Conn;
use crate::db::schema::change;
use crate::http::{Context, Error, Result};

/// Notes that the caller changed a part of a thing, which thereby got this version. `path` names the part as
/// [`Change::path`] does, `after` is what stands there now.
///
/// # Errors
/// The database's; [`Code::SignInNeeded`] on a public endpoint.
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

/// What was changed after this version, the oldest first; a part that was changed several times is there once, with
/// its last author.
///
/// # Errors
/// The database's.
pub fn since(conn: &mut Conn, subject: Uuid, version: i64) -> Result<Vec<Change>> {
    let rows: Vec<(String, String, chrono::NaiveDateTime)> = change::table
        .filter(change::subject_id.eq(subject.as_bytes().to_vec()))
        .filter(change::version.gt(version))
        .order((change::version, change::id))
        .select((change::path, change::by_name, change::changed_at))
        .load(conn)?;
    let mut changes: Vec<Change> = Vec::new();
    for (path, by, at) in rows {
        changes.retain(|earlier| earlier.path != path);
        changes.push(Change { path, by, at: at.and_utc() });
    }
    Ok(changes)
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
    Ok(rows.into_iter().map(|(path, by, at)| Change { path, by, at: at.and_utc() }).collect())
}

/// The refusal (412) of a write that was based on this version, with what others changed since.
pub fn changed(conn: &mut Conn, subject: Uuid, version: i64) -> Error {
    match since(conn, subject, version) {
        Ok(changes) => Error { changes, ..Error::new(Code::Changed) },
        Err(error) => error,
    }
}
