//! The rulebook as the tables have it. It is read whole and kept by its version, which names its content: whoever reads
//! the same version, from whichever database, reads the same book.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::de::DeserializeOwned;
use shared::evaluation::SheetPurpose;
use shared::rulebook::{Digest, Kept, Rulebook};

use crate::db::Conn;
use crate::db::schema::{agenda_template, rule_set, score_sheet, setting, sheet_snapshot};
use crate::http::{Error, Result};

/// Where the version is kept.
const SETTING: &str = "rulebook";
/// How many books are kept in memory: more than one only where one process has several databases.
const KEPT: usize = 8;

static BOOKS: Mutex<Vec<(Vec<u8>, Arc<Rulebook>)>> = Mutex::new(Vec::new());

/// The rulebook.
///
/// # Errors
/// The database's; when a content isn't what was written, or nothing was put in yet.
pub fn book(conn: &mut Conn) -> Result<Arc<Rulebook>> {
    let version: Vec<u8> = setting::table
        .find(SETTING)
        .select(setting::value)
        .first(conn)
        .optional()?
        .ok_or_else(|| Error::internal("the rulebook of this database is empty"))?;
    let known = |books: &[(Vec<u8>, Arc<Rulebook>)]| {
        books.iter().find(|(one, _)| *one == version).map(|(_, book)| Arc::clone(book))
    };
    // Nothing that holds this lock can leave the list half written.
    if let Some(book) = known(&BOOKS.lock().unwrap_or_else(PoisonError::into_inner)) {
        return Ok(book);
    }
    let book = Arc::new(load(conn)?);
    let mut books = BOOKS.lock().unwrap_or_else(PoisonError::into_inner);
    if known(&books).is_none() {
        let surplus = (books.len() + 1).saturating_sub(KEPT);
        books.drain(..surplus);
        books.push((version, Arc::clone(&book)));
    }
    Ok(book)
}

type Row = (String, String, Option<NaiveDateTime>, Option<NaiveDateTime>);

fn load(conn: &mut Conn) -> Result<Rulebook> {
    let sets: Vec<Row> = rule_set::table
        .select((rule_set::digest, rule_set::content, rule_set::known_from, rule_set::known_to))
        .load(conn)?;
    let templates: Vec<Row> = agenda_template::table
        .select((
            agenda_template::digest,
            agenda_template::content,
            agenda_template::known_from,
            agenda_template::known_to,
        ))
        .load(conn)?;
    let shipped = shipped(conn)?;
    let mut sheets: Vec<(String, String)> = sheet_snapshot::table
        .filter(sheet_snapshot::purpose.eq(SheetPurpose::Meeting))
        .order(sheet_snapshot::digest)
        .select((sheet_snapshot::digest, sheet_snapshot::content))
        .load(conn)?;
    let nth = |digest: &str| shipped.iter().position(|(one, _)| one == digest);
    sheets.sort_by_key(|(digest, _)| nth(digest).unwrap_or(usize::MAX));
    let sheet = |(digest, content): (String, String)| {
        // Only what is shipped and not replaced is found by its id.
        let replaced = nth(&digest).and_then(|nth| shipped.get(nth)).map(|(_, at)| *at);
        let known_to = replaced.unwrap_or(Some(NaiveDateTime::default()));
        kept((digest, content, None, known_to))
    };
    Ok(Rulebook::new(
        sets.into_iter().map(kept).collect::<Result<_>>()?,
        sheets.into_iter().map(sheet).collect::<Result<_>>()?,
        templates.into_iter().map(kept).collect::<Result<_>>()?,
    ))
}

/// The sheets for meetings that are shipped, with when another edition took their place.
fn shipped(conn: &mut Conn) -> QueryResult<Vec<(String, Option<NaiveDateTime>)>> {
    score_sheet::table
        .filter(score_sheet::unit_id.is_null())
        .filter(score_sheet::purpose.eq(SheetPurpose::Meeting))
        .order(score_sheet::id)
        .select((score_sheet::digest, score_sheet::replaced_at))
        .load(conn)
}

fn kept<T: DeserializeOwned>((digest, content, from, to): Row) -> Result<Kept<T>> {
    Ok(Kept {
        digest: digest.parse().map_err(Error::internal)?,
        known_from: from.map(|at| at.and_utc()),
        known_to: to.map(|at| at.and_utc()),
        value: serde_json::from_str(&content).map_err(Error::internal)?,
    })
}

/// Gives the book the version of its content, after a write to its tables; the caller has locked it.
pub(super) fn touch(conn: &mut Conn) -> Result<()> {
    type Known = (String, Option<NaiveDateTime>, Option<NaiveDateTime>);
    let sets: Vec<Known> = rule_set::table
        .order(rule_set::digest)
        .select((rule_set::digest, rule_set::known_from, rule_set::known_to))
        .load(conn)?;
    let templates: Vec<Known> = agenda_template::table
        .order(agenda_template::digest)
        .select((agenda_template::digest, agenda_template::known_from, agenda_template::known_to))
        .load(conn)?;
    let shipped = shipped(conn)?;
    let sheets: Vec<String> = sheet_snapshot::table
        .filter(sheet_snapshot::purpose.eq(SheetPurpose::Meeting))
        .order(sheet_snapshot::digest)
        .select(sheet_snapshot::digest)
        .load(conn)?;
    let content = serde_json::to_string(&(sets, templates, shipped, sheets)).map_err(Error::internal)?;
    let version = Digest::of(&content).to_string().into_bytes();
    let written = diesel::update(setting::table.find(SETTING)).set(setting::value.eq(&version)).execute(conn)?;
    if written == 0 {
        diesel::insert_into(setting::table)
            .values((setting::key.eq(SETTING), setting::value.eq(&version)))
            .execute(conn)?;
    }
    Ok(())
}
