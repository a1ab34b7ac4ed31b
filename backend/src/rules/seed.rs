//! Putting what is shipped into the tables. Each content goes in once, by its digest; another content of the same id takes
//! the place of the one before, which stays readable.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use serde::Serialize;
use shared::evaluation::{Origin, ScoreSheet};
use shared::id::SheetId;
use shared::rulebook::{Digest, Kept, Rulebook};
use uuid::Uuid;

use super::book::touch;
use super::choice::first_choices;
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
        .filter(score_sheet::replaced_at.is_null())
        .order(score_sheet::id)
        .select(score_sheet::digest)
        .load(conn)
}

/// Keeps a sheet's content under its digest, unless it's there: it may be chosen and scored on from now on.
pub(super) fn keep(conn: &mut Conn, digest: &str, content: &str) -> QueryResult<()> {
    let there: i64 = sheet_snapshot::table.find(digest).count().get_result(conn)?;
    if there == 0 {
        let row = (sheet_snapshot::digest.eq(digest), sheet_snapshot::content.eq(content));
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
    let shipped = || score_sheet::table.filter(score_sheet::unit_id.is_null());
    let digest: &Digest = &kept.digest;
    let there: i64 = shipped().filter(score_sheet::digest.eq(digest.as_str())).count().get_result(conn)?;
    if there > 0 {
        return Ok(());
    }
    let content = json(&kept.value)?;
    keep(conn, digest.as_str(), &content)?;
    diesel::update(
        score_sheet::table
            .filter(score_sheet::unit_id.is_null())
            .filter(score_sheet::code.eq(&kept.value.id))
            .filter(score_sheet::replaced_at.is_null()),
    )
    .set(score_sheet::replaced_at.eq(now))
    .execute(conn)?;
    let origin: Origin = kept.value.origin;
    diesel::insert_into(score_sheet::table)
        .values((
            score_sheet::id.eq(SheetId(Uuid::now_v7())),
            score_sheet::code.eq(&kept.value.id),
            score_sheet::digest.eq(digest.as_str()),
            score_sheet::content.eq(content),
            score_sheet::origin.eq(origin),
            score_sheet::settled.eq(true),
            score_sheet::recorded_at.eq(now),
            score_sheet::recorded_by.eq(PROGRAM),
            score_sheet::version.eq(1_i64),
        ))
        .execute(conn)?;
    Ok(())
}
