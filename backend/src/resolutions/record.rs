//! A resolution's row, and the same as the API shows it.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use serde::Serialize;
use shared::api::meeting::ResolutionDraft;
use shared::api::task::ResolutionRow;
use shared::id::{MeetingId, ResolutionId, UnitId};
use shared::meeting::ResolutionKind;

use crate::db::Conn;
use crate::db::schema::resolution;

/// The row of table `resolution`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = resolution, treat_none_as_null = true, treat_none_as_default_value = false)]
#[allow(missing_docs)] // The columns are documented where the API shows them.
pub struct ResolutionRecord {
    pub id: ResolutionId,
    pub unit_id: UnitId,
    pub meeting_id: MeetingId,
    pub kind: ResolutionKind,
    pub term_starts_on: NaiveDate,
    pub number: i32,
    pub title: String,
    pub assessment: String,
    pub direction: String,
    pub execution: String,
    pub issued_at: NaiveDateTime,
}

impl ResolutionRecord {
    /// One without a text yet, under its number in its term.
    pub fn new(
        id: ResolutionId,
        unit_id: UnitId,
        meeting_id: MeetingId,
        kind: ResolutionKind,
        (term_starts_on, number): (NaiveDate, i32),
        issued_at: NaiveDateTime,
    ) -> Self {
        Self {
            id,
            unit_id,
            meeting_id,
            kind,
            term_starts_on,
            number,
            title: String::new(),
            assessment: String::new(),
            direction: String::new(),
            execution: String::new(),
            issued_at,
        }
    }

    /// The resolution that a meeting issued.
    ///
    /// # Errors
    /// The database's.
    pub fn of(conn: &mut Conn, meeting: MeetingId) -> QueryResult<Option<Self>> {
        resolution::table.filter(resolution::meeting_id.eq(meeting)).select(Self::as_select()).first(conn).optional()
    }

    /// Writes every column, in place of the row of the same id if there is one.
    ///
    /// # Errors
    /// The database's.
    pub fn save(&self, conn: &mut Conn) -> QueryResult<()> {
        if diesel::update(resolution::table.find(self.id)).set(self).execute(conn)? == 0 {
            diesel::insert_into(resolution::table).values(self).execute(conn)?;
        }
        Ok(())
    }

    /// Its text, as it was drafted.
    pub fn text(self) -> ResolutionDraft {
        let Self { kind, title, assessment, direction, execution, .. } = self;
        ResolutionDraft { kind, title, assessment, direction, execution }
    }

    /// As the API shows it, with its branch's name, and how many tasks it assigned and how many of them are done.
    pub fn row(self, unit_name: String, tasks: i32, tasks_done: i32) -> ResolutionRow {
        ResolutionRow {
            id: self.id,
            unit_id: self.unit_id,
            unit_name,
            meeting_id: self.meeting_id,
            kind: self.kind,
            number: self.number,
            label: self.kind.numbered(self.number),
            title: self.title,
            assessment: self.assessment,
            direction: self.direction,
            execution: self.execution,
            issued_at: self.issued_at.and_utc(),
            tasks,
            tasks_done,
        }
    }
}
