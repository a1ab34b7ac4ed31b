//! What an overview is made from: a handful of queries for all branches, whatever their number.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use diesel::dsl::count_star;
use diesel::prelude::*;
use shared::evaluation::MeetingGrade;
use shared::id::{MeetingId, UnitId};
use shared::meeting::{AttendanceState, MeetingKind, MeetingStatus, Scorer, TaskStatus};
use shared::member::ActivityStatus;

use super::branches::{Place, days_of, places};
use crate::db::Conn;
use crate::db::schema::{attendance, meeting, score, task};
use crate::http::{Result, below};
use crate::meetings::record::day;

/// A branch with its year.
pub(super) struct BranchData {
    pub place: Place,
    pub meetings: Vec<MeetingData>,
    pub attendance: Vec<(AttendanceState, ActivityStatus, i64)>,
    pub tasks: Vec<TaskData>,
}

/// A regular or thematic meeting.
pub(super) struct MeetingData {
    pub id: MeetingId,
    pub kind: MeetingKind,
    pub status: MeetingStatus,
    pub month: i32,
    /// The day it was held, or else is to be.
    pub date: NaiveDate,
    pub moved_reason: String,
    /// A thematic meeting, or a regular one that a thematic one follows in the same session.
    pub thematic: bool,
    pub scores: Vec<ScoreData>,
}

/// A score of a meeting.
pub(super) struct ScoreData {
    pub scorer: Scorer,
    pub points: i32,
    pub out_of: i32,
    pub grade: MeetingGrade,
}

/// A task with what decides whether it was on time.
pub(super) struct TaskData {
    pub status: TaskStatus,
    pub due_on: NaiveDate,
    pub done_on: Option<NaiveDate>,
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

/// Loads the branches below a unit (or the branch itself) with their year: each with what is of its days here.
pub(super) fn branches(conn: &mut Conn, unit_id: UnitId, year: i32, today: NaiveDate) -> Result<Vec<BranchData>> {
    let places = places(conn, unit_id, year, today)?;
    let ids: Vec<UnitId> = places.iter().map(|place| place.id).collect();
    let mut meetings = meetings(conn, &ids, year)?;
    let mut tasks = tasks(conn, &ids, year)?;
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
    let mut attendance = attendance_counts(conn, &branches, year)?;
    for branch in &mut branches {
        branch.attendance = attendance.remove(&branch.place.id).unwrap_or_default();
    }
    Ok(branches)
}

type MeetingRow =
    ((MeetingId, UnitId, MeetingKind, MeetingStatus, i32), NaiveDateTime, Option<NaiveDateTime>, String, String);

fn meetings(conn: &mut Conn, units: &[UnitId], year: i32) -> QueryResult<HashMap<UnitId, Vec<MeetingData>>> {
    let rows: Vec<MeetingRow> = meeting::table
        .filter(meeting::unit_id.eq_any(units))
        .filter(meeting::year.eq(year))
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
    let mut scores = scores(conn, units, year)?;
    let mut by_unit: HashMap<UnitId, Vec<MeetingData>> = HashMap::new();
    for ((id, unit_id, kind, status, month), scheduled_at, started_at, moved_reason, topic) in rows {
        by_unit.entry(unit_id).or_default().push(MeetingData {
            id,
            kind,
            status,
            month,
            date: day(started_at, scheduled_at),
            moved_reason,
            thematic: kind.is_thematic(&topic),
            scores: scores.remove(&id).unwrap_or_default(),
        });
    }
    Ok(by_unit)
}

fn scores(conn: &mut Conn, units: &[UnitId], year: i32) -> QueryResult<HashMap<MeetingId, Vec<ScoreData>>> {
    let rows: Vec<(MeetingId, Scorer, i32, i32, MeetingGrade)> = score::table
        .inner_join(meeting::table)
        .filter(meeting::unit_id.eq_any(units))
        .filter(meeting::year.eq(year))
        .filter(score::complete.eq(true))
        .select((score::meeting_id, score::scorer, score::points, score::out_of, score::grade))
        .load(conn)?;
    let mut by_meeting: HashMap<MeetingId, Vec<ScoreData>> = HashMap::new();
    for (id, scorer, points, out_of, grade) in rows {
        by_meeting.entry(id).or_default().push(ScoreData { scorer, points, out_of, grade });
    }
    Ok(by_meeting)
}

type AttendanceCounts = HashMap<UnitId, Vec<(AttendanceState, ActivityStatus, i64)>>;

/// Roll calls of the year's regular and thematic meetings that were held, of the branches' days here.
fn attendance_counts(conn: &mut Conn, branches: &[BranchData], year: i32) -> QueryResult<AttendanceCounts> {
    let (whole, part): (Vec<&BranchData>, Vec<&BranchData>) =
        branches.iter().partition(|branch| branch.place.throughout(days_of(year)));
    let units: Vec<UnitId> = whole.into_iter().map(|branch| branch.place.id).collect();
    let single: Vec<MeetingId> = part.into_iter().flat_map(|branch| &branch.meetings).map(|one| one.id).collect();
    let rows: Vec<(UnitId, AttendanceState, ActivityStatus, i64)> = attendance::table
        .inner_join(meeting::table)
        .filter(meeting::unit_id.eq_any(units).or(meeting::id.eq_any(single)))
        .filter(meeting::year.eq(year))
        .filter(meeting::kind.ne(MeetingKind::Preparatory))
        .filter(meeting::status.eq_any(MeetingStatus::HELD))
        .group_by((meeting::unit_id, attendance::state, attendance::status))
        .select((meeting::unit_id, attendance::state, attendance::status, count_star()))
        .load(conn)?;
    let mut by_unit: AttendanceCounts = HashMap::new();
    for (unit_id, state, status, count) in rows {
        by_unit.entry(unit_id).or_default().push((state, status, count));
    }
    Ok(by_unit)
}

/// Tasks due in the year that a conclusion has assigned; until then they are drafts.
fn tasks(conn: &mut Conn, units: &[UnitId], year: i32) -> QueryResult<HashMap<UnitId, Vec<TaskData>>> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    let last = NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or_default();
    let rows: Vec<(UnitId, TaskStatus, NaiveDate, Option<NaiveDate>)> = task::table
        .filter(task::drafted.eq(false))
        .filter(task::unit_id.eq_any(units))
        .filter(task::due_on.between(first, last))
        .select((task::unit_id, task::status, task::due_on, task::done_on))
        .load(conn)?;
    let mut by_unit: HashMap<UnitId, Vec<TaskData>> = HashMap::new();
    for (unit_id, status, due_on, done_on) in rows {
        by_unit.entry(unit_id).or_default().push(TaskData { status, due_on, done_on });
    }
    Ok(by_unit)
}

/// Years that have meetings below the unit, newest first; always with this year.
pub(super) fn years(conn: &mut Conn, unit_id: UnitId, today: NaiveDate) -> QueryResult<Vec<i32>> {
    let mut years: Vec<i32> = meeting::table
        .filter(meeting::unit_id.eq_any(below(vec![unit_id], today)))
        .select(meeting::year)
        .distinct()
        .load(conn)?;
    years.push(today.year());
    years.sort_unstable_by_key(|year| std::cmp::Reverse(*year));
    years.dedup();
    Ok(years)
}
