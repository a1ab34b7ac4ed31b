//! What figures are made from: a handful of queries for all branches, whatever their number.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use diesel::dsl::count_star;
use diesel::prelude::*;
use shared::evaluation::MeetingGrade;
use shared::id::{MeetingId, UnitId};
use shared::meeting::{AttendanceState, MeetingKind, MeetingStatus, Scorer, TaskStatus};
use shared::member::ActivityStatus;
use shared::period::Period;
use shared::time::from_local;

use super::place::{Place, places};
use crate::db::Conn;
use crate::db::schema::{attendance, meeting, score, task, task_report};
use crate::http::Result;
use crate::meetings::record::day;
use crate::tasks::report_at;

/// A branch with what it did in a period.
#[derive(Debug, Clone)]
pub struct BranchData {
    /// The branch.
    pub place: Place,
    /// Its meetings but for preparatory ones, by their times.
    pub meetings: Vec<MeetingData>,
    /// Its roll calls: how many rows of each state, of members of each activity.
    pub attendance: Vec<(AttendanceState, ActivityStatus, u64)>,
    /// Tasks that fell due.
    pub tasks: Vec<TaskData>,
}

/// A regular or thematic meeting.
#[derive(Debug, Clone)]
pub struct MeetingData {
    /// The meeting.
    pub id: MeetingId,
    /// Kind.
    pub kind: MeetingKind,
    /// State.
    pub status: MeetingStatus,
    /// The month that it is of.
    pub month: u32,
    /// The day it was held, or else is to be.
    pub date: NaiveDate,
    /// Why it wasn't on the fixed day.
    pub moved_reason: String,
    /// A thematic meeting, or a regular one that a thematic one follows in the same session.
    pub thematic: bool,
    /// Its scores, if they are complete.
    pub scores: Vec<ScoreData>,
}

/// A score of a meeting.
#[derive(Debug, Clone, Copy)]
pub struct ScoreData {
    /// Whose.
    pub scorer: Scorer,
    /// Points.
    pub points: i32,
    /// Out of.
    pub out_of: i32,
    /// Grade.
    pub grade: MeetingGrade,
}

/// A task with what decides whether it was on time.
#[derive(Debug, Clone, Copy)]
pub struct TaskData {
    /// State.
    pub status: TaskStatus,
    /// Due.
    pub due_on: NaiveDate,
    /// Done.
    pub done_on: Option<NaiveDate>,
}

impl BranchData {
    /// Its regular meetings of a month.
    pub fn regular(&self, month: u32) -> impl Iterator<Item = &MeetingData> {
        self.meetings.iter().filter(move |one| one.kind == MeetingKind::Regular && one.month == month)
    }
}

impl MeetingData {
    /// The newest score: the committee's, else the supervisor's, else the branch's. Minutes that are open again will be
    /// scored again.
    pub fn score(&self, decided_only: bool) -> Option<&ScoreData> {
        if !self.status.held() {
            return None;
        }
        [Scorer::Committee, Scorer::Supervisor, Scorer::Branch]
            .into_iter()
            .filter(|scorer| !decided_only || (*scorer == Scorer::Committee && self.status == MeetingStatus::Locked))
            .find_map(|scorer| self.scores.iter().find(|score| score.scorer == scorer))
    }
}

/// Loads the branches below a unit (or the branch itself) with a period: each with what is of its days here.
///
/// # Errors
/// The database's.
pub fn branches(conn: &mut Conn, unit_id: UnitId, period: Period, today: NaiveDate) -> Result<Vec<BranchData>> {
    let places = places(conn, unit_id, period, today)?;
    let ids: Vec<UnitId> = places.iter().map(|place| place.id).collect();
    let mut meetings = meetings(conn, &ids, period)?;
    let mut tasks = tasks(conn, &ids, period, today)?;
    let mut branches: Vec<BranchData> = places
        .into_iter()
        .map(|place| {
            let mut meetings = meetings.remove(&place.id).unwrap_or_default();
            let mut tasks = tasks.remove(&place.id).unwrap_or_default();
            meetings.retain(|meeting| place.covers(meeting.date));
            tasks.retain(|task| place.covers(task.due_on));
            BranchData { place, meetings, attendance: Vec::new(), tasks }
        })
        .collect();
    let mut attendance = attendance_counts(conn, &branches, period)?;
    for branch in &mut branches {
        branch.attendance = attendance.remove(&branch.place.id).unwrap_or_default();
    }
    Ok(branches)
}

/// The months of a period as meetings keep them.
fn months(period: Period) -> (i32, i32) {
    let number = |month: u32| i32::try_from(month).unwrap_or_default();
    (number(*period.months().start()), number(*period.months().end()))
}

type MeetingRow =
    ((MeetingId, UnitId, MeetingKind, MeetingStatus, i32), NaiveDateTime, Option<NaiveDateTime>, String, String);

fn meetings(conn: &mut Conn, units: &[UnitId], period: Period) -> QueryResult<HashMap<UnitId, Vec<MeetingData>>> {
    let (first, last) = months(period);
    let rows: Vec<MeetingRow> = meeting::table
        .filter(meeting::unit_id.eq_any(units))
        .filter(meeting::year.eq(period.year()))
        .filter(meeting::month.between(first, last))
        .filter(meeting::kind.ne(MeetingKind::Preparatory))
        .order(meeting::scheduled_at)
        .select((
            (meeting::id, meeting::unit_id, meeting::kind, meeting::status, meeting::month),
            meeting::scheduled_at,
            meeting::started_at,
            meeting::moved_reason,
            meeting::thematic_topic,
        ))
        .load(conn)?;
    let mut scores = scores(conn, units, period)?;
    let mut by_unit: HashMap<UnitId, Vec<MeetingData>> = HashMap::new();
    for ((id, unit_id, kind, status, month), scheduled_at, started_at, moved_reason, topic) in rows {
        by_unit.entry(unit_id).or_default().push(MeetingData {
            id,
            kind,
            status,
            month: u32::try_from(month).unwrap_or_default(),
            date: day(started_at, scheduled_at),
            moved_reason,
            thematic: kind.is_thematic(&topic),
            scores: scores.remove(&id).unwrap_or_default(),
        });
    }
    Ok(by_unit)
}

fn scores(conn: &mut Conn, units: &[UnitId], period: Period) -> QueryResult<HashMap<MeetingId, Vec<ScoreData>>> {
    let (first, last) = months(period);
    let rows: Vec<(MeetingId, Scorer, i32, i32, MeetingGrade)> = score::table
        .inner_join(meeting::table)
        .filter(meeting::unit_id.eq_any(units))
        .filter(meeting::year.eq(period.year()))
        .filter(meeting::month.between(first, last))
        .filter(score::complete.eq(true))
        .select((score::meeting_id, score::scorer, score::points, score::out_of, score::grade))
        .load(conn)?;
    let mut by_meeting: HashMap<MeetingId, Vec<ScoreData>> = HashMap::new();
    for (id, scorer, points, out_of, grade) in rows {
        by_meeting.entry(id).or_default().push(ScoreData { scorer, points, out_of, grade });
    }
    Ok(by_meeting)
}

type AttendanceCounts = HashMap<UnitId, Vec<(AttendanceState, ActivityStatus, u64)>>;

/// Roll calls of the period's regular and thematic meetings that were held, of the branches' days here.
fn attendance_counts(conn: &mut Conn, branches: &[BranchData], period: Period) -> QueryResult<AttendanceCounts> {
    let (first, last) = months(period);
    let (whole, part): (Vec<&BranchData>, Vec<&BranchData>) =
        branches.iter().partition(|branch| branch.place.throughout(period.days()));
    let units: Vec<UnitId> = whole.into_iter().map(|branch| branch.place.id).collect();
    let single: Vec<MeetingId> = part.into_iter().flat_map(|branch| &branch.meetings).map(|one| one.id).collect();
    let rows: Vec<(UnitId, AttendanceState, ActivityStatus, i64)> = attendance::table
        .inner_join(meeting::table)
        .filter(meeting::unit_id.eq_any(units).or(meeting::id.eq_any(single)))
        .filter(meeting::year.eq(period.year()))
        .filter(meeting::month.between(first, last))
        .filter(meeting::kind.ne(MeetingKind::Preparatory))
        .filter(meeting::status.eq_any(MeetingStatus::HELD))
        .group_by((meeting::unit_id, attendance::state, attendance::status))
        .select((meeting::unit_id, attendance::state, attendance::status, count_star()))
        .load(conn)?;
    let mut by_unit: AttendanceCounts = HashMap::new();
    for (unit_id, state, status, count) in rows {
        by_unit.entry(unit_id).or_default().push((state, status, u64::try_from(count).unwrap_or_default()));
    }
    Ok(by_unit)
}

/// How a task stood, and on which day it was done.
type Reported = (TaskStatus, Option<NaiveDate>);

/// Tasks due in the period that a conclusion has assigned, until then they are drafts; each as it was known when reports of
/// them had been heard ([`Period::reported_until`]). What is reported later is told where it is reported, and leaves a closed
/// period as it was.
fn tasks(
    conn: &mut Conn,
    units: &[UnitId],
    period: Period,
    today: NaiveDate,
) -> QueryResult<HashMap<UnitId, Vec<TaskData>>> {
    let heard = period.reported_until().min(today);
    let end = from_local(heard.succ_opt().unwrap_or(heard).and_time(NaiveTime::MIN)).naive_utc();
    let rows: Vec<(UnitId, NaiveDate, Option<Reported>)> = task::table
        .left_join(report_at!(end))
        .filter(task::drafted.eq(false))
        .filter(task::unit_id.eq_any(units))
        .filter(task::due_on.between(period.first(), period.last()))
        .select((task::unit_id, task::due_on, (task_report::status, task_report::done_on).nullable()))
        .load(conn)?;
    let mut by_unit: HashMap<UnitId, Vec<TaskData>> = HashMap::new();
    for (unit_id, due_on, report) in rows {
        let (status, done_on) = report.unwrap_or((TaskStatus::Open, None));
        by_unit.entry(unit_id).or_default().push(TaskData { status, due_on, done_on });
    }
    Ok(by_unit)
}
