//! Meetings and tasks around today, for every role's list.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use diesel::prelude::*;
use shared::api::home::{Todo, TodoKind};
use shared::api::meeting::MeetingRow;
use shared::id::{MeetingId, UnitId};
use shared::language::Language;
use shared::meeting::{MeetingKind, MeetingStatus, Scorer};
use shared::unit::Sector;

use crate::db::Conn;
use crate::db::schema::{meeting, score};
use crate::http::below;
use crate::meetings::record::day;
use crate::units::States;

/// Days back and ahead that matter for what is next: a whole quarter back, for its thematic meeting.
const BACK: i64 = 95;
const AHEAD: i64 = 62;

/// Now, for somebody.
#[derive(Clone, Copy)]
pub(super) struct Moment {
    pub now: DateTime<Utc>,
    pub today: NaiveDate,
    pub language: Language,
}

/// A meeting around today.
#[derive(Debug, Clone)]
pub(super) struct Near {
    pub row: MeetingRow,
    /// The day it was held, or else is to be.
    pub date: NaiveDate,
    pub announced: bool,
    pub ended: bool,
    pub returned: bool,
    pub supervisor_scored: bool,
}

impl Near {
    /// Whether it is a thematic meeting, or one follows it in the same session.
    pub fn thematic(&self) -> bool {
        self.row.kind.is_thematic(&self.row.thematic_topic)
    }

    /// What a line of the list says about the meeting.
    pub fn about(&self, language: Language, with_branch: bool) -> String {
        let kind = self.row.kind.label(language);
        let month = format!("{}/{}", self.row.month, self.row.year);
        let what = match language {
            Language::Vi => format!("{kind} tháng {month}"),
            Language::En => format!("{kind} of {month}"),
        };
        let branch = if with_branch { format!("{} · ", self.row.unit_name) } else { String::new() };
        let issue =
            if self.row.focal_issue.is_empty() { String::new() } else { format!(" · {}", self.row.focal_issue) };
        format!("{branch}{what}{issue}")
    }

    /// A line about this meeting.
    pub fn todo(&self, kind: TodoKind, due_on: Option<NaiveDate>, about: String) -> Todo {
        Todo { meeting_id: Some(self.row.id), due_on, ..todo(kind, about) }
    }
}

/// A line that names nothing to open yet.
pub(super) fn todo(kind: TodoKind, about: String) -> Todo {
    Todo {
        kind,
        about,
        due_on: None,
        done: false,
        rule: String::new(),
        meeting_id: None,
        unit_id: None,
        task_id: None,
        account_id: None,
    }
}

type Columns = (
    (MeetingId, UnitId, MeetingKind, MeetingStatus, i32, i32),
    (NaiveDateTime, String, String, Option<Sector>, Option<MeetingId>, String),
    (Option<NaiveDateTime>, Option<NaiveDateTime>, Option<NaiveDateTime>, String),
);

/// Meetings of these units and everything below that are around today, by date.
pub(super) fn near(conn: &mut Conn, units: &[UnitId], moment: Moment) -> QueryResult<Vec<Near>> {
    let from = (moment.now - TimeDelta::days(BACK)).naive_utc();
    let to = (moment.now + TimeDelta::days(AHEAD)).naive_utc();
    let rows: Vec<Columns> = meeting::table
        .filter(meeting::unit_id.eq_any(below(units.to_vec(), moment.today)))
        .filter(meeting::scheduled_at.between(from, to))
        .order((meeting::scheduled_at, meeting::id))
        .select((
            (meeting::id, meeting::unit_id, meeting::kind, meeting::status, meeting::year, meeting::month),
            (
                meeting::scheduled_at,
                meeting::place,
                meeting::focal_title,
                meeting::focal_sector,
                meeting::prepares_id,
                meeting::thematic_topic,
            ),
            (meeting::announced_at, meeting::started_at, meeting::ended_at, meeting::return_reason),
        ))
        .load(conn)?;
    let scored: Vec<MeetingId> = score::table
        .inner_join(meeting::table)
        .filter(meeting::unit_id.eq_any(below(units.to_vec(), moment.today)))
        .filter(meeting::scheduled_at.between(from, to))
        .filter(score::scorer.eq(Scorer::Supervisor))
        .filter(score::complete.eq(true))
        .select(score::meeting_id)
        .load(conn)?;
    let states = States::of(conn, rows.iter().map(|row| row.0.1))?;
    Ok(rows.into_iter().map(|columns| near_of(columns, &states, &scored)).collect())
}

fn near_of(columns: Columns, states: &States, scored: &[MeetingId]) -> Near {
    let (
        (id, unit_id, kind, status, year, month),
        (scheduled_at, place, focal_issue, sector, prepares_id, thematic_topic),
        (announced_at, started_at, ended_at, return_reason),
    ) = columns;
    let date = day(started_at, scheduled_at);
    Near {
        date,
        announced: announced_at.is_some(),
        ended: ended_at.is_some(),
        returned: !return_reason.is_empty(),
        supervisor_scored: scored.contains(&id),
        row: MeetingRow {
            id,
            unit_id,
            unit_name: states.name(unit_id, date).to_owned(),
            kind,
            status,
            year,
            month,
            scheduled_at: scheduled_at.and_utc(),
            place,
            focal_issue,
            sector,
            points: None,
            out_of: None,
            grade: None,
            prepares_id,
            thematic_topic,
        },
    }
}
