//! A meeting's own row, and taking it for a write.

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use shared::id::{MeetingId, MemberId, UnitId};
use shared::meeting::{MeetingKind, MeetingStatus};
use shared::part::Part;
use shared::problem::Code;
use shared::time::local_date;
use shared::unit::Sector;

use crate::db::Conn;
use crate::db::schema::meeting;
use crate::http::{Context, Result};
use crate::turns::{Turn, claim, turn};

/// The row of table `meeting`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = meeting, treat_none_as_null = true, treat_none_as_default_value = false)]
#[allow(missing_docs)] // The columns are documented where the API shows them.
pub struct MeetingRecord {
    pub id: MeetingId,
    pub unit_id: UnitId,
    pub kind: MeetingKind,
    pub status: MeetingStatus,
    pub year: i32,
    pub month: i32,
    pub scheduled_at: NaiveDateTime,
    pub moved_reason: String,
    pub place: String,
    pub focal_title: String,
    pub focal_sector: Option<Sector>,
    pub focal_problem: String,
    pub focal_aim: String,
    pub focal_expected: String,
    pub prepares_id: Option<MeetingId>,
    pub thematic_topic: String,
    pub chair_id: Option<MemberId>,
    pub secretary_id: Option<MemberId>,
    pub started_at: Option<NaiveDateTime>,
    pub ended_at: Option<NaiveDateTime>,
    pub guests: String,
    pub supervisor_told: bool,
    pub supervisor_attended: bool,
    pub draft_resolution: String,
    pub self_criticism_minutes: Option<i32>,
    pub innovation: String,
    pub minutes_adopted: bool,
    pub announced_at: Option<NaiveDateTime>,
    pub concluded_at: Option<NaiveDateTime>,
    pub submitted_at: Option<NaiveDateTime>,
    pub return_reason: String,
    pub sheet_id: String,
    pub lock_hash: Option<String>,
    pub seal_digest: Option<String>,
    pub submission: Option<String>,
    pub locked_at: Option<NaiveDateTime>,
    pub locked_by: Option<String>,
    pub version: i64,
}

impl MeetingRecord {
    /// The meeting's row.
    ///
    /// # Errors
    /// [`Code::NotFound`], or the database's.
    pub fn find(conn: &mut Conn, id: MeetingId) -> Result<Self> {
        Ok(meeting::table.find(id).select(Self::as_select()).first(conn)?)
    }

    /// The meeting's row, if it is there.
    ///
    /// # Errors
    /// The database's.
    pub fn of_id(conn: &mut Conn, id: MeetingId) -> Result<Option<Self>> {
        Ok(meeting::table.find(id).select(Self::as_select()).first(conn).optional()?)
    }

    /// Takes the meeting for a step of its way: raises its version if it is still the one that the caller saw, which also
    /// makes other writers of it wait. The ETag of the answer is the new version.
    ///
    /// # Errors
    /// [`Code::Changed`] with what others changed since; [`Code::PreconditionNeeded`].
    pub fn claim(cx: &mut Context<'_>, id: MeetingId) -> Result<Self> {
        let version = claim!(cx, meeting, id)?;
        Ok(Self { version, ..Self::find(cx.conn, id)? })
    }

    /// A meeting that is planned for a moment (UTC) and counts for that moment's month, with nothing said of it yet.
    pub fn planned(id: MeetingId, unit_id: UnitId, kind: MeetingKind, scheduled_at: NaiveDateTime) -> Self {
        let day = local_date(scheduled_at.and_utc());
        Self {
            id,
            unit_id,
            kind,
            status: MeetingStatus::Planned,
            year: day.year(),
            month: day.month().cast_signed(),
            scheduled_at,
            moved_reason: String::new(),
            place: String::new(),
            focal_title: String::new(),
            focal_sector: None,
            focal_problem: String::new(),
            focal_aim: String::new(),
            focal_expected: String::new(),
            prepares_id: None,
            thematic_topic: String::new(),
            chair_id: None,
            secretary_id: None,
            started_at: None,
            ended_at: None,
            guests: String::new(),
            supervisor_told: false,
            supervisor_attended: false,
            draft_resolution: String::new(),
            self_criticism_minutes: None,
            innovation: String::new(),
            minutes_adopted: false,
            announced_at: None,
            concluded_at: None,
            submitted_at: None,
            return_reason: String::new(),
            sheet_id: String::new(),
            lock_hash: None,
            seal_digest: None,
            submission: None,
            locked_at: None,
            locked_by: None,
            version: 1,
        }
    }

    /// Takes the meeting for a write of some of its parts, which others may not have changed meanwhile; they may have
    /// changed the rest of it. The row is at the version that the write makes, and so is the ETag of the answer.
    ///
    /// # Errors
    /// [`Code::Changed`] with the parts that others changed too; [`Code::PreconditionNeeded`].
    pub fn take(cx: &mut Context<'_>, id: MeetingId, parts: &[Part]) -> Result<(Self, Turn)> {
        let turn = turn!(cx, meeting, id, parts)?;
        cx.set_etag(turn.next());
        Ok((Self { version: turn.next(), ..Self::find(cx.conn, id)? }, turn))
    }

    /// Writes every column of the row back.
    ///
    /// # Errors
    /// The database's.
    pub fn save(&self, conn: &mut Conn) -> Result<()> {
        match diesel::update(meeting::table.find(self.id)).set(self).execute(conn)? {
            1 => Ok(()),
            _ => Err(Code::NotFound.into()),
        }
    }

    /// Whether a thematic meeting follows this regular one in the same session.
    pub fn combined(&self) -> bool {
        !self.thematic_topic.is_empty()
    }

    /// The day (Vietnam) that the meeting is judged by: when it began, or is to begin.
    pub fn day(&self) -> NaiveDate {
        day(self.started_at, self.scheduled_at)
    }
}

/// The day (Vietnam) of a meeting: when it began, or is to begin.
pub fn day(started_at: Option<NaiveDateTime>, scheduled_at: NaiveDateTime) -> NaiveDate {
    local_date(started_at.unwrap_or(scheduled_at).and_utc())
}
