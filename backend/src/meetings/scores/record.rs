//! A score's row: numbers, with the facts and answers that they were made from and the digest of the sheet. What was kept
//! in words before that stays in `legacy_result`: locks of that time were made over it.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use shared::api::score::Score;
use shared::evaluation::{Answers, MeetingFacts, MeetingGrade, Points, ScoreResult, ScoreSheet, score};
use shared::id::MeetingId;
use shared::meeting::Scorer;
use shared::rulebook::Digest;

use crate::db::Conn;
use crate::db::schema::{score as table, sheet_snapshot};
use crate::http::{Error, Result};

/// The row of table `score`; facts, answers and marks (points by criterion) are JSON.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = table, primary_key(meeting_id, scorer), treat_none_as_null = true)]
#[allow(missing_docs)] // The columns are documented where the API shows them.
pub struct ScoreRecord {
    pub meeting_id: MeetingId,
    pub scorer: Scorer,
    pub by_name: String,
    pub given_at: NaiveDateTime,
    pub sheet_digest: String,
    pub facts: String,
    pub answers: String,
    pub marks: String,
    pub points: i32,
    pub out_of: i32,
    pub grade: MeetingGrade,
    pub complete: bool,
    pub remarks: String,
    pub legacy_result: Option<String>,
}

impl ScoreRecord {
    /// The score that somebody gave a meeting.
    ///
    /// # Errors
    /// The database's.
    pub fn find(conn: &mut Conn, id: MeetingId, scorer: Scorer) -> Result<Option<Self>> {
        Ok(table::table.find((id, scorer)).select(Self::as_select()).first(conn).optional()?)
    }

    /// Every score of a meeting, the branch's first.
    ///
    /// # Errors
    /// The database's.
    pub fn all(conn: &mut Conn, id: MeetingId) -> Result<Vec<Self>> {
        let mut all: Vec<Self> = table::table.filter(table::meeting_id.eq(id)).select(Self::as_select()).load(conn)?;
        all.sort_by_key(|score| score.scorer);
        Ok(all)
    }

    /// Writes the row, new or in place of the one before.
    ///
    /// # Errors
    /// The database's.
    pub fn save(&self, conn: &mut Conn) -> Result<()> {
        let written = diesel::update(table::table.find((self.meeting_id, self.scorer))).set(self).execute(conn)?;
        if written == 0 {
            diesel::insert_into(table::table).values(self).execute(conn)?;
        }
        Ok(())
    }

    /// The sheet that it was given on.
    ///
    /// # Errors
    /// When the column isn't what was written.
    pub fn sheet(&self) -> Result<Digest> {
        self.sheet_digest.parse().map_err(Error::internal)
    }

    /// The same as the JSON that it is kept as.
    ///
    /// # Errors
    /// The database's.
    pub fn sheet_text(&self, conn: &mut Conn) -> Result<String> {
        Ok(sheet_snapshot::table.find(&self.sheet_digest).select(sheet_snapshot::content).first(conn)?)
    }

    /// The facts as they were.
    ///
    /// # Errors
    /// When the column isn't what was written.
    pub fn facts(&self) -> Result<MeetingFacts> {
        read(&self.facts)
    }

    /// The answers.
    ///
    /// # Errors
    /// When the column isn't what was written.
    pub fn answers(&self) -> Result<Answers> {
        read(&self.answers)
    }

    /// What an act keeps of it: what was said, and what came of it.
    ///
    /// # Errors
    /// When a column isn't what was written.
    pub fn kept(&self) -> Result<Value> {
        Ok(json!({
            "answers": self.answers()?, "remarks": self.remarks, "points": self.points, "out_of": self.out_of,
            "grade": self.grade,
        }))
    }

    /// Scores the answers on the sheet by these facts; [`Self::save`] keeps it.
    ///
    /// # Errors
    /// When something can't be written as JSON.
    pub fn set(
        &mut self,
        (digest, sheet): (&Digest, &ScoreSheet),
        facts: &MeetingFacts,
        answers: &Answers,
    ) -> Result<ScoreResult> {
        let result = score(sheet, facts, answers);
        self.sheet_digest = digest.to_string();
        self.facts = write(facts)?;
        self.answers = write(answers)?;
        self.marks = write(&result.points())?;
        self.points = i32::try_from(result.total).map_err(Error::internal)?;
        self.out_of = i32::try_from(result.out_of).map_err(Error::internal)?;
        self.grade = result.grade;
        self.complete = result.complete();
        self.legacy_result = None;
        Ok(result)
    }

    /// The score as it is read.
    ///
    /// # Errors
    /// When a column isn't what was written.
    pub fn shown(self) -> Result<Score> {
        let points: Points = read(&self.marks)?;
        Ok(Score {
            scorer: self.scorer,
            sheet: self.sheet()?,
            facts: self.facts()?,
            answers: self.answers()?,
            points,
            total: u32::try_from(self.points).map_err(Error::internal)?,
            out_of: u32::try_from(self.out_of).map_err(Error::internal)?,
            grade: self.grade,
            by: self.by_name,
            at: self.given_at.and_utc(),
            remarks: self.remarks,
        })
    }
}

fn read<T: DeserializeOwned>(json: &str) -> Result<T> {
    serde_json::from_str(json).map_err(Error::internal)
}

fn write(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(Error::internal)
}
