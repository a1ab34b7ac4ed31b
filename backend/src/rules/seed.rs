//! Putting what is shipped into the tables. Each content goes in once, by its digest; another content of the same id takes
//! the place of the one before, which stays readable.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use serde::Serialize;
use shared::evaluation::{ScoreSheet, SheetPurpose};
use shared::id::SheetId;
use shared::rulebook::{Kept, Rulebook};
use uuid::Uuid;

use super::book::touch;
use super::choice::first_choices;
use super::record::SheetRecord;
use crate::db::schema::{agenda_template, rule_set, score_sheet, sheet_snapshot};
use crate::db::{Conn, Db, lock_rulebook};
use crate::http::{Error, Result};

/// Who records what is shipped.
const PROGRAM: &str = "nenep";

/// Puts in what is shipped and isn't there yet, and gives communes their first choice of sheets. Nodes that start together
/// take turns.
///
/// # Errors
/// The database's.
pub fn seed(db: &Db, now: DateTime<Utc>) -> Result<()> {
    db.write(|conn| {
        lock_rulebook(conn)?;
        let (book, now_utc) = (Rulebook::shipped(), now.naive_utc());
        for kept in book.rule_sets() {
            put_rule_set(conn, kept, now_utc)?;
        }
        for kept in book.templates() {
            put_template(conn, kept, now_utc)?;
        }
        for kept in book.sheets() {
            put_sheet(conn, kept, now_utc)?;
        }
        touch(conn)?;
        first_choices(conn, now)
    })
}

/// Digests of the shipped sheets in their present edition, in their order.
pub(super) fn shipped_sheets(conn: &mut Conn) -> QueryResult<Vec<String>> {
    score_sheet::table
        .filter(score_sheet::unit_id.is_null())
        .filter(score_sheet::purpose.eq(SheetPurpose::Meeting))
        .filter(score_sheet::replaced_at.is_null())
        .order(score_sheet::id)
        .select(score_sheet::digest)
        .load(conn)
}

/// Keeps a sheet's content under its digest, unless it's there: it may be chosen and scored on from now on.
pub(super) fn keep(conn: &mut Conn, digest: &str, content: &str, purpose: SheetPurpose) -> QueryResult<()> {
    let there: i64 = sheet_snapshot::table.find(digest).count().get_result(conn)?;
    if there == 0 {
        let row = (
            sheet_snapshot::digest.eq(digest),
            sheet_snapshot::content.eq(content),
            sheet_snapshot::purpose.eq(purpose),
        );
        diesel::insert_into(sheet_snapshot::table).values(row).execute(conn)?;
    }
    Ok(())
}

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(Error::internal)
}

macro_rules! put_known {
    ($name:ident, $table:ident, $value:ty) => {
        fn $name(conn: &mut Conn, kept: &Kept<$value>, now: NaiveDateTime) -> Result<()> {
            let there: i64 = $table::table.find(kept.digest.as_str()).count().get_result(conn)?;
            if there > 0 {
                return Ok(());
            }
            let before = $table::table.filter($table::code.eq(&kept.value.id)).filter($table::known_to.is_null());
            let replaced = diesel::update(before).set($table::known_to.eq(now)).execute(conn)?;
            diesel::insert_into($table::table)
                .values((
                    $table::digest.eq(kept.digest.as_str()),
                    $table::code.eq(&kept.value.id),
                    $table::content.eq(json(&kept.value)?),
                    $table::known_from.eq((replaced > 0).then_some(now)),
                    $table::recorded_at.eq(now),
                ))
                .execute(conn)?;
            Ok(())
        }
    };
}

put_known!(put_rule_set, rule_set, shared::rule_set::RuleSet);
put_known!(put_template, agenda_template, shared::meeting::agenda::AgendaTemplate);

fn put_sheet(conn: &mut Conn, kept: &Kept<ScoreSheet>, now: NaiveDateTime) -> Result<()> {
    let shipped = || {
        score_sheet::table.filter(score_sheet::unit_id.is_null()).filter(score_sheet::purpose.eq(SheetPurpose::Meeting))
    };
    let there: i64 = shipped().filter(score_sheet::digest.eq(kept.digest.as_str())).count().get_result(conn)?;
    if there > 0 {
        return Ok(());
    }
    let mut record = SheetRecord {
        id: SheetId(Uuid::now_v7()),
        unit_id: None,
        code: kept.value.id.clone(),
        digest: String::new(),
        content: String::new(),
        origin: kept.value.origin,
        based_on: None,
        settled: true,
        recorded_at: now,
        recorded_by: PROGRAM.to_owned(),
        replaced_at: None,
        version: 1,
        purpose: SheetPurpose::Meeting,
    };
    record.set(&kept.value)?;
    keep(conn, &record.digest, &record.content, record.purpose)?;
    let before = shipped().filter(score_sheet::code.eq(&record.code)).filter(score_sheet::replaced_at.is_null());
    diesel::update(before).set(score_sheet::replaced_at.eq(now)).execute(conn)?;
    diesel::insert_into(score_sheet::table).values(&record).execute(conn)?;
    Ok(())
}
