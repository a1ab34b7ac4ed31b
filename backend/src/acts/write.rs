//! Writing an act down.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use shared::act::DONE;
use shared::api::Subject;
use shared::id::{AccountId, ActId, ChangeId};
use uuid::Uuid;

use crate::db::schema::{act as table, change};
use crate::db::{Conn, insert_all};
use crate::http::{Act, Result};

/// Refusals of one account that are written down within an hour. Whoever is refused more often says nothing new by it,
/// and mustn't fill the database.
const REFUSALS_PER_HOUR: i64 = 200;

/// Who the console's commands are by.
const CONSOLE: &str = "console";

#[derive(Insertable)]
#[diesel(table_name = change, treat_none_as_default_value = false)]
struct Row {
    id: ChangeId,
    act_id: ActId,
    subject_kind: Subject,
    subject_id: Vec<u8>,
    version: i64,
    path: String,
    before: Option<String>,
    after: String,
}

/// Writes an act and its changes, in the transaction of what it did.
///
/// # Errors
/// The database's.
pub fn write(conn: &mut Conn, act: Act) -> Result<()> {
    let id = ActId(Uuid::now_v7());
    diesel::insert_into(table::table)
        .values((
            table::id.eq(id),
            table::at.eq(act.at.naive_utc()),
            table::account_id.eq(act.account_id),
            table::by_name.eq(act.by_name),
            table::address.eq(act.address),
            table::session_id.eq(act.session_id),
            table::operation.eq(act.operation),
            table::subject_kind.eq(act.subject.map(|(kind, _)| kind)),
            table::subject_id.eq(act.subject.map(|(_, id)| id.as_bytes().to_vec())),
            table::unit_id.eq(act.unit_id),
            table::outcome.eq(act.refusal.map_or(DONE, |code| code.as_str())),
        ))
        .execute(conn)?;
    let rows: Vec<Row> = act
        .notes
        .into_iter()
        .map(|note| Row {
            id: ChangeId(Uuid::now_v7()),
            act_id: id,
            subject_kind: note.subject.0,
            subject_id: note.subject.1.as_bytes().to_vec(),
            version: note.version,
            path: note.path,
            before: note.before,
            after: note.after,
        })
        .collect();
    insert_all!(conn, change::table, rows)?;
    Ok(())
}

/// Writes down that an account was refused, unless that has happened too often of late. Of people without an account
/// nothing is written: their failures are counted where they guess.
///
/// # Errors
/// The database's.
pub fn write_refusal(conn: &mut Conn, act: Act) -> Result<()> {
    // Who isn't known is asked about too, so that it takes as long: nobody has the nil id.
    let account = act.account_id.unwrap_or(AccountId(Uuid::nil()));
    let hour_ago = (act.at - TimeDelta::hours(1)).naive_utc();
    let lately: i64 = table::table
        .filter(table::account_id.eq(account))
        .filter(table::at.gt(hour_ago))
        .filter(table::outcome.ne(DONE))
        .count()
        .get_result(conn)?;
    if lately < REFUSALS_PER_HOUR && act.account_id.is_some() { write(conn, act) } else { Ok(()) }
}

/// An act of whoever has the server's console.
pub fn console(operation: &'static str, at: DateTime<Utc>) -> Act {
    Act { by_name: CONSOLE.to_owned(), ..Act::new(operation, at) }
}
