//! Corrections of what is sealed: appended with author and time, never written over.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use shared::api::seal::{Addendum, NewAddendum};
use shared::id::AddendumId;
use shared::problem::FieldErrors;
use uuid::Uuid;

use crate::db::Conn;
use crate::db::schema::addendum;
use crate::http::{Context, Result, check};

/// Longest text, in characters.
const MAX_TEXT: usize = 20_000;

/// The row of table `addendum`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = addendum)]
struct AddendumRecord {
    id: AddendumId,
    subject_id: Vec<u8>,
    text: String,
    by_name: String,
    written_at: NaiveDateTime,
}

/// The corrections of a thing, in order.
///
/// # Errors
/// The database's.
pub fn of(conn: &mut Conn, subject: Uuid) -> Result<Vec<Addendum>> {
    let rows: Vec<AddendumRecord> = addendum::table
        .filter(addendum::subject_id.eq(subject.as_bytes().to_vec()))
        .order((addendum::written_at, addendum::id))
        .select(AddendumRecord::as_select())
        .load(conn)?;
    let shown =
        |row: AddendumRecord| Addendum { id: row.id, text: row.text, by: row.by_name, at: row.written_at.and_utc() };
    Ok(rows.into_iter().map(shown).collect())
}

/// Appends one to a thing that the caller has claimed; its id.
///
/// # Errors
/// A text that is empty or too long; the database's.
pub fn add(cx: &mut Context<'_>, subject: Uuid, new: &NewAddendum) -> Result<AddendumId> {
    let mut errors = FieldErrors::default();
    errors.text("/text", &new.text, MAX_TEXT);
    check(errors)?;
    let row = AddendumRecord {
        id: new.id.unwrap_or_else(|| AddendumId(Uuid::now_v7())),
        subject_id: subject.as_bytes().to_vec(),
        text: new.text.trim().to_owned(),
        by_name: cx.who()?.name.clone(),
        written_at: cx.now().naive_utc(),
    };
    diesel::insert_into(addendum::table).values(&row).execute(cx.conn)?;
    Ok(row.id)
}
