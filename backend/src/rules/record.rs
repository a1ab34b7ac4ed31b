//! The row of a sheet on offer: shipped, or a unit's own.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use shared::api::sheet::{InForce, Sheet, SheetRow};
use shared::evaluation::{Origin, ScoreSheet, SheetPurpose, place, validate};
use shared::id::{SheetId, UnitId};
use shared::language::Language;
use shared::problem::FieldError;
use shared::rulebook::Digest;

use super::choice::SheetChoiceRow;
use crate::db::schema::score_sheet;
use crate::db::{Conn, above};
use crate::http::{Context, Error, Result};

/// A row of table `score_sheet`; the content is JSON, and the digest is its.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = score_sheet, treat_none_as_default_value = false)]
pub(super) struct SheetRecord {
    pub id: SheetId,
    pub unit_id: Option<UnitId>,
    pub code: String,
    pub digest: String,
    pub content: String,
    pub origin: Origin,
    pub based_on: Option<String>,
    pub settled: bool,
    pub recorded_at: NaiveDateTime,
    pub recorded_by: String,
    pub replaced_at: Option<NaiveDateTime>,
    pub version: i64,
    pub purpose: SheetPurpose,
}

impl SheetRecord {
    /// The row.
    pub fn find(conn: &mut Conn, id: SheetId) -> QueryResult<Self> {
        score_sheet::table.find(id).select(Self::as_select()).first(conn)
    }

    /// What a unit can choose or copy for its meetings: what is shipped, in its order, then its own and what units above it
    /// have put in force, the latest first. An edition that another has replaced is there where it is chosen.
    pub fn offered(cx: &mut Context<'_>, unit: UnitId, choices: &[SheetChoiceRow]) -> Result<Vec<Self>> {
        let today = cx.today();
        let mut above = above(cx.conn, unit, today)?;
        above.retain(|one| *one != unit);
        let chosen: Vec<&str> = choices.iter().map(|choice| choice.sheet_digest.as_str()).collect();
        let of_others = score_sheet::settled.eq(true).and(score_sheet::unit_id.assume_not_null().eq_any(above));
        let shipped = score_sheet::unit_id.is_null();
        let in_use = score_sheet::replaced_at.is_null().or(score_sheet::digest.eq_any(chosen));
        let own = score_sheet::unit_id.assume_not_null().eq(unit);
        let mut rows: Vec<Self> = score_sheet::table
            .filter(score_sheet::purpose.eq(SheetPurpose::Meeting))
            .filter(shipped.and(in_use).or(own).or(of_others))
            .order(score_sheet::id)
            .select(Self::as_select())
            .load(cx.conn)?;
        let shipped = rows.iter().filter(|row| row.unit_id.is_none()).count();
        // Nulls come first in one database and last in the other.
        rows.sort_by_key(|row| row.unit_id.is_some());
        if let Some(made) = rows.get_mut(shipped..) {
            made.reverse();
        }
        Ok(rows)
    }

    /// The sheet itself.
    pub fn sheet(&self) -> Result<ScoreSheet> {
        serde_json::from_str(&self.content).map_err(Error::internal)
    }

    /// Takes another content, with its digest.
    pub fn set(&mut self, sheet: &ScoreSheet) -> Result<()> {
        self.content = serde_json::to_string(sheet).map_err(Error::internal)?;
        self.digest = Digest::of(&self.content).to_string();
        Ok(())
    }

    /// The row as a list shows it; `choices` are those in force of the unit that is asked for.
    pub fn shown(&self, choices: &[SheetChoiceRow]) -> Result<SheetRow> {
        let sheet = self.sheet()?;
        let of_this = choices.iter().filter(|choice| choice.sheet_digest == self.digest);
        Ok(SheetRow {
            id: self.id,
            unit_id: self.unit_id,
            title: sheet.title,
            document: sheet.document,
            origin: self.origin,
            digest: self.digest.parse().map_err(Error::internal)?,
            based_on: self.based_on.as_ref().map(|text| text.parse::<Digest>()).transpose().map_err(Error::internal)?,
            settled: self.settled,
            replaced: self.replaced_at.is_some(),
            recorded_at: self.recorded_at.and_utc(),
            recorded_by: self.recorded_by.clone(),
            version: self.version,
            in_force: of_this.map(|choice| InForce { starts_on: choice.starts_on, ends_on: choice.ends_on }).collect(),
        })
    }

    /// All of it, with what keeps it from being chosen.
    pub fn whole(&self, choices: &[SheetChoiceRow], language: Language) -> Result<Sheet> {
        let content = self.sheet()?;
        let problems = problems(&content, language);
        Ok(Sheet { row: self.shown(choices)?, content, problems })
    }
}

/// What is wrong with a sheet, each with its place as a pointer and in words.
pub(super) fn problems(sheet: &ScoreSheet, language: Language) -> Vec<FieldError> {
    let one = |(pointer, code): (String, shared::problem::Code)| {
        let detail = format!("{}: {}", place(sheet, &pointer, language), code.text(language));
        FieldError { pointer, code, detail }
    };
    validate(sheet).0.into_iter().map(one).collect()
}
