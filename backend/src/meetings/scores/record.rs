//! A score's row: points with the sheet and the facts that they were made from. The sheet as it was is kept once for all
//! scores on it, by its digest.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use shared::evaluation::{Answers, MeetingFacts, MeetingGrade, ScoreResult, ScoreSheet, score};
use shared::id::MeetingId;
use shared::meeting::Scorer;

use crate::db::schema::{score as table, sheet_snapshot};
use crate::db::{Conn, keep_sheet};
use crate::http::{Error, Result};

/// The row of table `score`; facts, answers and result are JSON.
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
    pub result: String,
    pub points: i32,
    pub out_of: i32,
    pub grade: MeetingGrade,
    pub complete: bool,
    pub remarks: String,
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

    /// The sheet as it was.
    ///
    /// # Errors
    /// The database's; when the snapshot isn't what was written.
    pub fn sheet(&self, conn: &mut Conn) -> Result<ScoreSheet> {
        read(&self.sheet_text(conn)?)
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

    /// Scores the answers on the sheet by these facts, and keeps all of it: the sheet at once, the rest by [`Self::save`].
    ///
    /// # Errors
    /// The database's; when something can't be written as JSON.
    pub fn set(
        &mut self,
        conn: &mut Conn,
        sheet: &ScoreSheet,
        facts: &MeetingFacts,
        answers: &Answers,
    ) -> Result<ScoreResult> {
        let result = score(sheet, facts, answers);
        self.sheet_digest = keep(conn, &write(sheet)?)?;
        self.facts = write(facts)?;
        self.answers = write(answers)?;
        self.result = write(&result)?;
        self.points = i32::try_from(result.total).map_err(Error::internal)?;
        self.out_of = i32::try_from(result.out_of).map_err(Error::internal)?;
        self.grade = result.grade;
        self.complete = result.complete();
        Ok(result)
    }
}

/// Keeps a sheet's text unless it is there; gives its digest.
fn keep(conn: &mut Conn, content: &str) -> Result<String> {
    let digest = format!("{:x}", Sha256::digest(content));
    keep_sheet(conn, &digest, content)?;
    Ok(digest)
}

fn read<T: DeserializeOwned>(json: &str) -> Result<T> {
    serde_json::from_str(json).map_err(Error::internal)
}

fn write(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(Error::internal)
}
