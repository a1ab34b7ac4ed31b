//! What belongs to a meeting but lives beside it: its tasks, those it reports on, its resolution, the meeting that
//! prepares it.

use chrono::{Datelike, Months, NaiveDateTime};
use diesel::prelude::*;
use shared::api::meeting::PreparedBy;
use shared::api::task::{ResolutionRow, TaskRow};
use shared::id::{MeetingId, ResolutionId};
use shared::meeting::{MeetingKind, MeetingStatus, ResolutionKind, TaskStatus};

use super::super::record::MeetingRecord;
use crate::db::Conn;
use crate::db::schema::{meeting, member, resolution, task};
use crate::http::Result;
use crate::tasks::TaskRecord;

type Joined = (TaskRecord, Option<String>, Option<(ResolutionKind, i32)>);

/// Tasks with their assignee's name and their resolution's number.
#[diesel::dsl::auto_type]
fn joined() -> _ {
    let resolution_of_meeting = resolution::table.on(resolution::meeting_id.eq(task::meeting_id));
    task::table.inner_join(meeting::table).left_join(member::table).left_join(resolution_of_meeting)
}

macro_rules! columns {
    () => {
        (TaskRecord::as_select(), member::full_name.nullable(), (resolution::kind, resolution::number).nullable())
    };
}

fn row((record, assignee, resolution): Joined, unit_name: &str) -> TaskRow {
    TaskRow {
        id: record.id,
        version: record.version,
        unit_id: record.unit_id,
        unit_name: unit_name.to_owned(),
        meeting_id: record.meeting_id,
        resolution: resolution.map(|(kind, number)| kind.numbered(number)).unwrap_or_default(),
        drafted: record.drafted,
        title: record.title,
        sector: record.sector,
        assignee_kind: record.assignee_kind,
        assignee_id: record.assignee_id,
        assignee: assignee.unwrap_or(record.association),
        due_on: record.due_on,
        report_year: record.report_year,
        report_month: record.report_month,
        status: record.status,
        done_on: record.done_on,
        result: record.result,
    }
}

/// Tasks that the meeting assigns, in the order in which they were added.
pub(super) fn tasks_of(conn: &mut Conn, record: &MeetingRecord, unit_name: &str) -> Result<Vec<TaskRow>> {
    let rows: Vec<Joined> =
        joined().filter(task::meeting_id.eq(record.id)).order(task::id).select(columns!()).load(conn)?;
    Ok(rows.into_iter().map(|one| row(one, unit_name)).collect())
}

/// Tasks of earlier meetings that this one reports on: those of its month, and those of earlier months that were still
/// open of late. What was done long ago, or cancelled, isn't reported again.
pub(super) fn previous_tasks(conn: &mut Conn, record: &MeetingRecord, unit_name: &str) -> Result<Vec<TaskRow>> {
    let of_month = task::report_year.eq(record.year).and(task::report_month.eq(record.month));
    let earlier = task::report_year
        .lt(record.year)
        .or(task::report_year.eq(record.year).and(task::report_month.lt(record.month)));
    // Done since the last meeting or so: it was open then and is still to be told.
    let day = record.day();
    let lately = day.with_day(1).and_then(|first| first.checked_sub_months(Months::new(1))).unwrap_or(day);
    let lately_open = task::status.eq(TaskStatus::Open).or(task::done_on.is_null()).or(task::done_on.ge(lately));
    let rows: Vec<Joined> = joined()
        .filter(task::unit_id.eq(record.unit_id))
        .filter(task::meeting_id.ne(record.id))
        .filter(task::drafted.eq(false))
        .filter(meeting::scheduled_at.lt(record.scheduled_at))
        .filter(task::status.ne(TaskStatus::Cancelled))
        .filter(of_month.or(earlier.and(lately_open)))
        .order((task::due_on, task::id))
        .select(columns!())
        .load(conn)?;
    Ok(rows.into_iter().map(|one| row(one, unit_name)).collect())
}

type ResolutionColumns = (ResolutionId, ResolutionKind, i32, (String, String, String, String), NaiveDateTime);

/// The meeting's resolution, with how many of its tasks are done.
pub(super) fn resolution(
    conn: &mut Conn,
    record: &MeetingRecord,
    unit_name: &str,
    tasks: &[TaskRow],
) -> Result<Option<ResolutionRow>> {
    let found: Option<ResolutionColumns> = resolution::table
        .filter(resolution::meeting_id.eq(record.id))
        .select((
            resolution::id,
            resolution::kind,
            resolution::number,
            (resolution::title, resolution::assessment, resolution::direction, resolution::execution),
            resolution::issued_at,
        ))
        .first(conn)
        .optional()?;
    let count = |status: Option<TaskStatus>| {
        let matching = tasks.iter().filter(|task| status.is_none_or(|status| task.status == status));
        i32::try_from(matching.count()).unwrap_or(i32::MAX)
    };
    Ok(found.map(|(id, kind, number, (title, assessment, direction, execution), issued_at)| ResolutionRow {
        id,
        unit_id: record.unit_id,
        unit_name: unit_name.to_owned(),
        meeting_id: record.id,
        kind,
        number,
        label: kind.numbered(number),
        title,
        assessment,
        direction,
        execution,
        issued_at: issued_at.and_utc(),
        tasks: count(None),
        tasks_done: count(Some(TaskStatus::Done)),
    }))
}

/// The committee's meeting that prepares this one, the latest if there are several; and whether a thematic meeting of
/// the branch belongs to the same month.
pub(super) fn neighbours(conn: &mut Conn, record: &MeetingRecord) -> Result<(Option<PreparedBy>, bool)> {
    type Columns = (MeetingId, MeetingKind, MeetingStatus, NaiveDateTime, Option<MeetingId>);
    let of_month = meeting::unit_id
        .eq(record.unit_id)
        .and(meeting::kind.eq(MeetingKind::Thematic))
        .and(meeting::year.eq(record.year))
        .and(meeting::month.eq(record.month));
    let rows: Vec<Columns> = meeting::table
        .filter(meeting::prepares_id.eq(record.id).or(of_month))
        .order(meeting::scheduled_at)
        .select((meeting::id, meeting::kind, meeting::status, meeting::scheduled_at, meeting::prepares_id))
        .load(conn)?;
    let has_thematic = rows.iter().any(|(_, kind, ..)| *kind == MeetingKind::Thematic);
    let prepared_by = rows
        .into_iter()
        .rfind(|(.., prepares)| *prepares == Some(record.id))
        .map(|(id, _, status, at, _)| PreparedBy { id, status, scheduled_at: at.and_utc() });
    Ok((prepared_by, has_thematic))
}
