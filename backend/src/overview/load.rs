//! What an overview is made from: a handful of queries for all branches, whatever their number.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use diesel::dsl::count_star;
use diesel::prelude::*;
use shared::evaluation::MeetingGrade;
use shared::id::{MeetingId, UnitId};
use shared::meeting::{AttendanceState, MeetingKind, MeetingStatus, Scorer, TaskStatus};
use shared::member::ActivityStatus;
use shared::unit::BranchKind;

use crate::db::Conn;
use crate::db::schema::{attendance, meeting, member, office, score, supervision, task, unit};
use crate::http::{Result, below};
use crate::meetings::record::day;

/// A branch.
pub(super) struct BranchData {
    pub id: UnitId,
    pub name: String,
    pub kind: BranchKind,
    pub fixed_day: i32,
    pub members: i64,
    pub supervisor: Option<String>,
    pub has_commune_cadre: bool,
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

/// Loads the branches below a unit (or the branch itself) with their year. `today` decides who is in charge.
pub(super) fn branches(conn: &mut Conn, unit_id: UnitId, year: i32, today: NaiveDate) -> Result<Vec<BranchData>> {
    let rows: Vec<(UnitId, String, Option<BranchKind>, i32)> = unit::table
        .filter(unit::id.eq_any(below(vec![unit_id])))
        .filter(unit::branch_kind.is_not_null())
        .order(unit::code)
        .select((unit::id, unit::name, unit::branch_kind, unit::fixed_day))
        .load(conn)?;
    let mut members = members(conn, unit_id)?;
    let mut supervisors = supervisors(conn, unit_id, today)?;
    let cadres = cadres(conn, unit_id, today)?;
    let mut meetings = meetings(conn, unit_id, year)?;
    let mut attendance = attendance_counts(conn, unit_id, year)?;
    let mut tasks = tasks(conn, unit_id, year)?;
    Ok(rows
        .into_iter()
        .filter_map(|(id, name, kind, fixed_day)| {
            Some(BranchData {
                id,
                name,
                kind: kind?,
                fixed_day,
                members: members.remove(&id).unwrap_or_default(),
                supervisor: supervisors.remove(&id),
                has_commune_cadre: cadres.contains(&id),
                meetings: meetings.remove(&id).unwrap_or_default(),
                attendance: attendance.remove(&id).unwrap_or_default(),
                tasks: tasks.remove(&id).unwrap_or_default(),
            })
        })
        .collect())
}

fn members(conn: &mut Conn, unit_id: UnitId) -> QueryResult<HashMap<UnitId, i64>> {
    let counted: Vec<ActivityStatus> =
        ActivityStatus::ALL.iter().copied().filter(|status| status.counts_in_branch()).collect();
    let rows: Vec<(UnitId, i64)> = member::table
        .filter(member::unit_id.eq_any(below(vec![unit_id])))
        .filter(member::status.eq_any(counted))
        .group_by(member::unit_id)
        .select((member::unit_id, count_star()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

fn supervisors(conn: &mut Conn, unit_id: UnitId, today: NaiveDate) -> QueryResult<HashMap<UnitId, String>> {
    let rows: Vec<(UnitId, String)> = supervision::table
        .inner_join(member::table)
        .filter(supervision::unit_id.eq_any(below(vec![unit_id])))
        .filter(supervision::starts_on.le(today))
        .filter(supervision::ends_on.is_null().or(supervision::ends_on.ge(today)))
        .select((supervision::unit_id, member::full_name))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

fn cadres(conn: &mut Conn, unit_id: UnitId, today: NaiveDate) -> QueryResult<Vec<UnitId>> {
    office::table
        .inner_join(member::table)
        .filter(office::unit_id.eq_any(below(vec![unit_id])))
        .filter(office::starts_on.le(today))
        .filter(office::ends_on.is_null().or(office::ends_on.ge(today)))
        .filter(member::is_commune_cadre.eq(true))
        .select(office::unit_id)
        .load(conn)
}

type MeetingRow =
    ((MeetingId, UnitId, MeetingKind, MeetingStatus, i32), NaiveDateTime, Option<NaiveDateTime>, String, String);

fn meetings(conn: &mut Conn, unit_id: UnitId, year: i32) -> QueryResult<HashMap<UnitId, Vec<MeetingData>>> {
    let rows: Vec<MeetingRow> = meeting::table
        .filter(meeting::unit_id.eq_any(below(vec![unit_id])))
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
    let mut scores = scores(conn, unit_id, year)?;
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

fn scores(conn: &mut Conn, unit_id: UnitId, year: i32) -> QueryResult<HashMap<MeetingId, Vec<ScoreData>>> {
    let rows: Vec<(MeetingId, Scorer, i32, i32, MeetingGrade)> = score::table
        .inner_join(meeting::table)
        .filter(meeting::unit_id.eq_any(below(vec![unit_id])))
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

/// Roll calls of the year's regular and thematic meetings that were held.
fn attendance_counts(conn: &mut Conn, unit_id: UnitId, year: i32) -> QueryResult<AttendanceCounts> {
    let rows: Vec<(UnitId, AttendanceState, ActivityStatus, i64)> = attendance::table
        .inner_join(meeting::table)
        .filter(meeting::unit_id.eq_any(below(vec![unit_id])))
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
fn tasks(conn: &mut Conn, unit_id: UnitId, year: i32) -> QueryResult<HashMap<UnitId, Vec<TaskData>>> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    let last = NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or_default();
    let rows: Vec<(UnitId, TaskStatus, NaiveDate, Option<NaiveDate>)> = task::table
        .filter(task::drafted.eq(false))
        .filter(task::unit_id.eq_any(below(vec![unit_id])))
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
        .filter(meeting::unit_id.eq_any(below(vec![unit_id])))
        .select(meeting::year)
        .distinct()
        .load(conn)?;
    years.push(today.year());
    years.sort_unstable_by_key(|year| std::cmp::Reverse(*year));
    years.dedup();
    Ok(years)
}
