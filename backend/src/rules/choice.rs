//! Which score sheet is used where from when.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::id::{SheetChoiceId, UnitId};
use shared::rulebook::Digest;
use uuid::Uuid;

use super::book::book;
use crate::db::schema::{sheet_choice, unit_path};
use crate::db::{Conn, above, covers, in_force, roots};
use crate::http::{Error, Result};

/// Who recorded what nobody decided.
const PROGRAM: &str = "nenep";

/// The sheet in force at a unit on a day: its own choice, or that of the nearest unit above it.
///
/// # Errors
/// The database's; when nothing is chosen for the day, which is no reason to take another sheet.
pub fn sheet_on(conn: &mut Conn, unit_id: UnitId, day: NaiveDate) -> Result<Digest> {
    let found: Vec<(UnitId, String)> = sheet_choice::table
        .inner_join(unit_path::table.on(unit_path::ancestor_id.eq(sheet_choice::unit_id)))
        .filter(unit_path::unit_id.eq(unit_id))
        .filter(covers!(unit_path, day))
        .filter(in_force!(sheet_choice, day))
        .select((sheet_choice::unit_id, sheet_choice::sheet_digest))
        .load(conn)?;
    let chosen = match found.as_slice() {
        [] => None,
        [(_, only)] => Some(only.clone()),
        several => nearest(conn, several, day)?,
    };
    let digest = chosen.ok_or_else(|| Error::internal(format!("no score sheet is chosen for {day}")))?;
    digest.parse().map_err(Error::internal)
}

/// Of several units above each other, the choice of the lowest: it has the most units above it.
fn nearest(conn: &mut Conn, choices: &[(UnitId, String)], day: NaiveDate) -> Result<Option<String>> {
    let mut best: Option<(usize, &String)> = None;
    for (unit, digest) in choices {
        let above = above(conn, *unit, day)?.len();
        if best.is_none_or(|(most, _)| above > most) {
            best = Some((above, digest));
        }
    }
    Ok(best.map(|(_, digest)| digest.clone()))
}

/// Gives every topmost unit that has chosen nothing yet the sheets that it begins with: the reconstructed one for the time
/// before HD 42-HD/BTCTW, An Phú ward's from its day. They stand in the list of choices as not decided by anybody.
///
/// # Errors
/// The database's.
pub fn first_choices(conn: &mut Conn, now: DateTime<Utc>) -> Result<()> {
    let chosen: Vec<UnitId> = sheet_choice::table.select(sheet_choice::unit_id).load(conn)?;
    let roots: Vec<UnitId> = roots(conn)?.into_iter().filter(|root| !chosen.contains(root)).collect();
    if roots.is_empty() {
        return Ok(());
    }
    let book = book(conn)?;
    let missing = || Error::internal("a shipped sheet or rule set is missing from the rulebook");
    let sheet = |id: &str| book.sheet_with_id(id).map(|kept| kept.digest.to_string()).ok_or_else(missing);
    let guidance_42 = book.rule_set("rs-2025").ok_or_else(missing)?.effective_from;
    // The first year that a meeting can be of.
    let beginning = NaiveDate::from_ymd_opt(2000, 1, 1).ok_or_else(missing)?;
    let spans =
        [(sheet("reconstructed-2018")?, beginning, guidance_42.pred_opt()), (sheet("an-phu-2025")?, guidance_42, None)];
    for root in roots {
        for (digest, starts_on, ends_on) in &spans {
            diesel::insert_into(sheet_choice::table)
                .values((
                    sheet_choice::id.eq(SheetChoiceId(Uuid::now_v7())),
                    sheet_choice::unit_id.eq(root),
                    sheet_choice::sheet_digest.eq(digest),
                    sheet_choice::starts_on.eq(starts_on),
                    sheet_choice::ends_on.eq(ends_on),
                    sheet_choice::decision.eq(""),
                    sheet_choice::recorded_at.eq(now.naive_utc()),
                    sheet_choice::recorded_by.eq(PROGRAM),
                    sheet_choice::correction.eq(""),
                ))
                .execute(conn)?;
        }
    }
    Ok(())
}
