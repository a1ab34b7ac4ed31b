//! A whole meeting as it is read: one query per table, however many people attend.

mod caller;
mod people;
mod records;
mod related;
mod scores;

use chrono::NaiveDate;
use shared::api::meeting::{FocalIssue, LaterReport, Meeting};
use shared::api::task::TaskRow;
use shared::id::{MeetingId, TaskId, UnitId};
use shared::meeting::MeetingStatus;
use shared::meeting::assess::electorate;
use shared::unit::BranchKind;

pub use caller::{Audience, audience, for_caller};
pub use people::{Person, roster, supervisor};

use super::record::MeetingRecord;
use super::scores::sheet_of;
use super::{draft, sealed};
use crate::db::Conn;
use crate::http::{Error, Result};
use crate::rules::book;
use crate::seal::addenda;
use crate::units::branch_on;

/// The branch of a meeting as it was on the meeting's day.
struct Branch {
    name: String,
    kind: BranchKind,
    fixed_day: i32,
    commune: String,
    locality: String,
}

impl Branch {
    fn find(conn: &mut Conn, id: UnitId, day: NaiveDate) -> Result<Self> {
        let (states, state) = branch_on(conn, id, day)?;
        let commune = state.parent_id.map(|parent| states.name(parent, day).to_owned());
        Ok(Self {
            locality: states.locality(id, day),
            name: state.name,
            // A branch without a kind reads as the commonest.
            kind: state.branch_kind.unwrap_or(BranchKind::Village),
            fixed_day: state.fixed_day.unwrap_or(1),
            commune: commune.unwrap_or_default(),
        })
    }
}

/// Everything about the meeting, for the server's own use: nothing is left out, `allowed` is empty. A locked one is read
/// from its seal alone.
///
/// # Errors
/// [`shared::problem::Code::NotFound`], or the database's.
pub fn load(conn: &mut Conn, id: MeetingId) -> Result<Meeting> {
    let record = MeetingRecord::find(conn, id)?;
    if record.status == MeetingStatus::Locked {
        return sealed::read(conn, &record);
    }
    assemble(conn, &record)
}

/// A meeting from its rows.
///
/// # Errors
/// The database's.
pub fn assemble(conn: &mut Conn, record: &MeetingRecord) -> Result<Meeting> {
    let id = record.id;
    let day = record.day();
    let branch = Branch::find(conn, record.unit_id, day)?;
    let book = book(conn)?;
    // What was handed in is judged by the rules as they were known then.
    let rules = book
        .judging(day, record.submitted_at.map(|at| at.and_utc()))
        .ok_or_else(|| Error::internal("the rulebook has no rule set"))?;
    let (attendance, committee_size) = people::roll_call(conn, record)?;
    let votes = records::votes(conn, id, electorate(&attendance), &rules.value)?;
    let (prepared_by, has_thematic) = related::neighbours(conn, record)?;
    let tasks = related::tasks_of(conn, record, &branch.name)?;
    let previous = related::previous_tasks(conn, record, &branch.name)?;
    let later = later(conn, record, &tasks, &previous.tasks)?;
    let resolution = related::resolution(conn, record, &branch.name, &tasks)?;
    Ok(Meeting {
        id,
        version: record.version,
        unit_id: record.unit_id,
        branch_kind: branch.kind,
        fixed_day: branch.fixed_day,
        kind: record.kind,
        status: record.status,
        year: record.year,
        month: record.month,
        scheduled_at: record.scheduled_at.and_utc(),
        moved_reason: record.moved_reason.clone(),
        place: record.place.clone(),
        focal_issue: focal_issue(record),
        prepares_id: record.prepares_id,
        prepared_by,
        has_thematic,
        thematic_topic: record.thematic_topic.clone(),
        committee_size,
        chair_id: record.chair_id,
        secretary_id: record.secretary_id,
        started_at: record.started_at.map(|at| at.and_utc()),
        ended_at: record.ended_at.map(|at| at.and_utc()),
        guests: record.guests.clone(),
        supervisor: supervisor(conn, record.unit_id, day)?.map(|(_, name)| name),
        supervisor_told: record.supervisor_told,
        supervisor_attended: record.supervisor_attended,
        draft_resolution: record.draft_resolution.clone(),
        self_criticism_minutes: record.self_criticism_minutes,
        innovation: record.innovation.clone(),
        minutes_adopted: record.minutes_adopted,
        announced_at: record.announced_at.map(|at| at.and_utc()),
        submitted_at: record.submitted_at.map(|at| at.and_utc()),
        return_reason: record.return_reason.clone(),
        agenda: records::agenda(conn, id)?,
        attendance,
        opinions: records::opinions(conn, id)?,
        votes,
        handouts: records::handouts(conn, id)?,
        previous_tasks: previous.tasks,
        counted_elsewhere: previous.counted_elsewhere,
        tasks,
        resolution_draft: draft::of(conn, record)?,
        resolution,
        rules: rules.digest.clone(),
        sheet: sheet_of(conn, record)?,
        scores: scores::scores(conn, id)?,
        addenda: addenda::of(conn, id.0)?,
        lock: None,
        later,
        allowed: Vec::new(),
        unit_name: branch.name,
        commune_name: branch.commune,
        locality: branch.locality,
    })
}

/// The focal issue of a meeting.
pub(super) fn focal_issue(record: &MeetingRecord) -> FocalIssue {
    FocalIssue {
        title: record.focal_title.clone(),
        sector: record.focal_sector,
        problem: record.focal_problem.clone(),
        aim: record.focal_aim.clone(),
        expected_result: record.focal_expected.clone(),
    }
}

/// What was reported after the meeting's conclusion, of its tasks and of those that it reported.
pub(super) fn later(
    conn: &mut Conn,
    record: &MeetingRecord,
    tasks: &[TaskRow],
    previous: &[TaskRow],
) -> Result<Vec<LaterReport>> {
    let ids: Vec<TaskId> = tasks.iter().chain(previous).map(|task| task.id).collect();
    Ok(related::later(conn, record, &ids)?)
}
