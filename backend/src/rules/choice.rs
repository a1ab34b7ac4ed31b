//! Which score sheet is used where from when.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::dated::{Edits, Span};
use shared::evaluation::SheetPurpose;
use shared::id::{SheetChoiceId, UnitId};
use shared::problem::Code;
use shared::rulebook::Digest;

use super::book::book;
use crate::db::schema::{sheet_choice, unit_kind, unit_path, unit_state};
use crate::db::{Author, Conn, Dated, Decision, above, covers, dated, in_force, roots};
use crate::http::{Error, Result};

dated! {
    /// Which sheet a unit uses, and everything below it that has chosen nothing.
    value SheetChoice;
    /// A row of table `sheet_choice`.
    row SheetChoiceRow in sheet_choice, SheetChoiceId;
    of unit_id: UnitId;
    /// Its content, which is kept.
    sheet_digest: String,
    /// What for.
    purpose: SheetPurpose,
}

impl SheetChoiceRow {
    /// What a unit has chosen for its meetings and holds, by the first days.
    ///
    /// # Errors
    /// The database's.
    pub fn for_meetings(conn: &mut Conn, unit: UnitId) -> QueryResult<Vec<Self>> {
        let mut rows = Self::of(conn, unit)?;
        rows.retain(|row| row.purpose == SheetPurpose::Meeting);
        Ok(rows)
    }
}

/// Not found for a unit that doesn't choose: a branch uses the sheet of its commune.
pub(super) fn chooses(conn: &mut Conn, unit: UnitId) -> Result<()> {
    let found: i64 = unit_state::table
        .inner_join(unit_kind::table.on(unit_kind::code.eq(unit_state::kind)))
        .filter(unit_state::unit_id.eq(unit))
        .filter(unit_state::replaced_at.is_null())
        .filter(unit_kind::meets.eq(false))
        .count()
        .get_result(conn)?;
    if found > 0 { Ok(()) } else { Err(Code::NotFound.into()) }
}

/// The sheet in force for meetings of a unit on a day: its own choice, or that of the nearest unit above it.
///
/// # Errors
/// The database's; when nothing is chosen for the day, which is no reason to take another sheet.
pub fn sheet_on(conn: &mut Conn, unit_id: UnitId, day: NaiveDate) -> Result<Digest> {
    let chosen = chosen_on(conn, unit_id, day)?;
    chosen.ok_or_else(|| Error::internal(format!("no score sheet is chosen for {day}")))
}

/// The same; `None` on a day for which nothing is chosen.
///
/// # Errors
/// The database's.
pub fn chosen_on(conn: &mut Conn, unit_id: UnitId, day: NaiveDate) -> Result<Option<Digest>> {
    let chosen = choice_on(conn, unit_id, day)?;
    chosen.map(|(_, digest)| digest.parse().map_err(Error::internal)).transpose()
}

/// The same with the unit that has chosen it; `None` if nothing is chosen.
pub(super) fn choice_on(conn: &mut Conn, unit_id: UnitId, day: NaiveDate) -> Result<Option<(UnitId, String)>> {
    let mut found: Vec<(UnitId, String)> = sheet_choice::table
        .inner_join(unit_path::table.on(unit_path::ancestor_id.eq(sheet_choice::unit_id)))
        .filter(unit_path::unit_id.eq(unit_id))
        .filter(covers!(unit_path, day))
        .filter(sheet_choice::purpose.eq(SheetPurpose::Meeting))
        .filter(in_force!(sheet_choice, day))
        .select((sheet_choice::unit_id, sheet_choice::sheet_digest))
        .load(conn)?;
    if found.len() < 2 {
        return Ok(found.pop());
    }
    nearest(conn, found, day)
}

/// Of several units above each other, the choice of the lowest: it has the most units above it.
fn nearest(conn: &mut Conn, choices: Vec<(UnitId, String)>, day: NaiveDate) -> Result<Option<(UnitId, String)>> {
    let mut best: Option<(usize, (UnitId, String))> = None;
    for choice in choices {
        let above = above(conn, choice.0, day)?.len();
        if best.as_ref().is_none_or(|(most, _)| above > *most) {
            best = Some((above, choice));
        }
    }
    Ok(best.map(|(_, choice)| choice))
}

/// Gives every topmost unit that has chosen nothing yet the sheets that it begins with: the reconstructed one for the time
/// before HD 42-HD/BTCTW, An Phú ward's from its day. They stand in the list of choices as not decided by anybody.
///
/// # Errors
/// The database's.
pub fn first_choices(conn: &mut Conn, now: DateTime<Utc>) -> Result<()> {
    let chosen: Vec<UnitId> = sheet_choice::table
        .filter(sheet_choice::purpose.eq(SheetPurpose::Meeting))
        .select(sheet_choice::unit_id)
        .load(conn)?;
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
    let spans = [
        (sheet("reconstructed-2018")?, Span::new(beginning, guidance_42.pred_opt())),
        (sheet("an-phu-2025")?, Span::from(guidance_42)),
    ];
    for unit_id in roots {
        let choice = |(sheet_digest, span): &(String, Span)| {
            let value = SheetChoice { unit_id, sheet_digest: sheet_digest.clone(), purpose: SheetPurpose::Meeting };
            SheetChoiceRow::new(value, *span, Decision::default())
        };
        let edits = Edits { replaced: Vec::new(), written: spans.iter().map(choice).collect() };
        SheetChoiceRow::write(conn, &edits, &Author::console(now))?;
    }
    Ok(())
}
