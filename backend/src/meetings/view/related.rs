//! What belongs to a meeting but lives beside it: its tasks, those it reports on, its resolution, the meeting that
//! prepares it.

use chrono::{Datelike, Months, NaiveDate, NaiveDateTime, NaiveTime};
use diesel::prelude::*;
use shared::api::meeting::{LaterReport, PreparedBy};
use shared::api::task::{ResolutionRow, TaskRow};
use shared::id::{MeetingId, ResolutionId, TaskId};
use shared::meeting::previous::falls_due_between;
use shared::meeting::{MeetingKind, MeetingStatus, ResolutionKind, TaskStatus};

use super::super::record::{MeetingRecord, day};
use crate::db::Conn;
use crate::db::schema::{meeting, member, resolution, task, task_report};
use crate::http::Result;
use crate::tasks::{Names, ReportRecord, TaskRecord, report_at};

type Joined = (TaskRecord, Option<ReportRecord>, Option<String>, Option<(ResolutionKind, i32)>);

/// Until a meeting is concluded it sees what is known now: as at a moment that doesn't come.
const NEVER: NaiveDateTime = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day.and_time(NaiveTime::MIN),
    None => NaiveDateTime::MAX,
};

/// Tasks as they stood at a meeting's conclusion, with their assignee's name and their resolution's number.
macro_rules! tasks_at {
    ($record:expr) => {
        task::table
            .inner_join(meeting::table)
            .left_join(member::table)
            .left_join(resolution::table.on(resolution::meeting_id.eq(task::meeting_id)))
            .left_join(report_at!($record.concluded_at.unwrap_or(NEVER)))
            .select((
                TaskRecord::as_select(),
                Option::<ReportRecord>::as_select(),
                member::full_name.nullable(),
                (resolution::kind, resolution::number).nullable(),
            ))
    };
}

fn row((record, report, assignee, resolution): Joined, unit_name: &str) -> TaskRow {
    record.row(report, Names { unit: unit_name.to_owned(), assignee, resolution })
}

/// Tasks that the meeting assigns, in the order in which they were added.
pub(super) fn tasks_of(conn: &mut Conn, record: &MeetingRecord, unit_name: &str) -> Result<Vec<TaskRow>> {
    let rows: Vec<Joined> = tasks_at!(record).filter(task::meeting_id.eq(record.id)).order(task::id).load(conn)?;
    Ok(rows.into_iter().map(|one| row(one, unit_name)).collect())
}

/// Tasks of earlier meetings that are reported at a meeting.
#[derive(Default)]
pub(super) struct Previous {
    pub tasks: Vec<TaskRow>,
    /// Those among them that another meeting answers for in its score.
    pub counted_elsewhere: Vec<TaskId>,
}

/// Tasks of earlier meetings that this one reports on: those of its month, and those of earlier months that were still
/// open of late; a thematic meeting on those that fell due since the regular one. What another meeting has reported as
/// over, was done long ago, or was cancelled, isn't reported again.
pub(super) fn previous_tasks(conn: &mut Conn, record: &MeetingRecord, unit_name: &str) -> Result<Previous> {
    let of_month = task::report_year.eq(record.year).and(task::report_month.eq(record.month));
    let earlier = task::report_year
        .lt(record.year)
        .or(task::report_year.eq(record.year).and(task::report_month.lt(record.month)));
    // Done since the last meeting or so: it was open then and is still to be told.
    let day = record.day();
    let lately = day.with_day(1).and_then(|first| first.checked_sub_months(Months::new(1))).unwrap_or(day);
    let open = task_report::id.nullable().is_null().or(task_report::status.eq(TaskStatus::Open));
    let lately_open = open.or(task_report::done_on.is_null()).or(task_report::done_on.ge(lately));
    let going_on = task_report::id.nullable().is_null().or(task_report::status.ne(TaskStatus::Cancelled));
    let of_others = tasks_at!(record)
        .filter(task::unit_id.eq(record.unit_id))
        .filter(task::meeting_id.ne(record.id))
        .filter(task::drafted.eq(false))
        .filter(meeting::scheduled_at.lt(record.scheduled_at))
        .filter(going_on)
        .order((task::due_on, task::id));
    // Minutes that were locked before there were seals list what they listed then.
    let as_then = record.lock_hash.is_some();
    let thematic = record.kind == MeetingKind::Thematic && !as_then;
    let rows: Vec<Joined> = if thematic {
        let regular = regular_before(conn, record)?;
        let rows: Vec<Joined> = of_others.filter(task::due_on.le(day)).filter(lately_open).load(conn)?;
        rows.into_iter().filter(|(task, ..)| falls_due_between(task.due_on, regular, day)).collect()
    } else {
        of_others.filter(of_month.or(earlier.and(lately_open))).load(conn)?
    };
    let mut previous = Previous::default();
    for one in rows {
        let settled_elsewhere = one.1.as_ref().and_then(ReportRecord::settled_in).is_some_and(|id| id != record.id);
        if settled_elsewhere && !as_then {
            continue;
        }
        if one.0.counted_in.is_some_and(|id| id != record.id) {
            previous.counted_elsewhere.push(one.0.id);
        }
        previous.tasks.push(row(one, unit_name));
    }
    Ok(previous)
}

/// The day of the regular meeting before a thematic one, which has begun at least.
fn regular_before(conn: &mut Conn, record: &MeetingRecord) -> QueryResult<Option<NaiveDate>> {
    let begun = meeting::status.eq_any(MeetingStatus::HELD).or(meeting::status.eq(MeetingStatus::InSession));
    let found: Option<(Option<NaiveDateTime>, NaiveDateTime)> = meeting::table
        .filter(meeting::unit_id.eq(record.unit_id))
        .filter(meeting::kind.eq(MeetingKind::Regular))
        .filter(meeting::scheduled_at.lt(record.scheduled_at))
        .filter(begun)
        .order(meeting::scheduled_at.desc())
        .select((meeting::started_at, meeting::scheduled_at))
        .first(conn)
        .optional()?;
    Ok(found.map(|(started_at, scheduled_at)| day(started_at, scheduled_at)))
}

/// What was reported of tasks after the meeting's conclusion.
pub(super) fn later(conn: &mut Conn, record: &MeetingRecord, tasks: &[TaskId]) -> QueryResult<Vec<LaterReport>> {
    let Some(concluded_at) = record.concluded_at else { return Ok(Vec::new()) };
    let later = |report: ReportRecord| LaterReport {
        task_id: report.task_id,
        at: report.recorded_at.and_utc(),
        by: report.recorded_by,
        status: report.status,
        done_on: report.done_on,
        result: report.result,
        reason: report.reason,
    };
    Ok(ReportRecord::after(conn, tasks, concluded_at)?.into_iter().map(later).collect())
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
