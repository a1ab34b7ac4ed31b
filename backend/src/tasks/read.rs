//! A task's row as the API shows it.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Serialize;
use shared::api::task::TaskRow;
use shared::id::{MeetingId, MemberId, TaskId, UnitId};
use shared::meeting::{AssigneeKind, ResolutionKind, TaskStatus};
use shared::problem::Code;
use shared::unit::Sector;

use crate::db::Conn;
use crate::db::schema::{member, resolution, task};
use crate::http::Result;
use crate::units::States;

/// The row of table `task`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = task, treat_none_as_null = true, treat_none_as_default_value = false)]
#[allow(missing_docs)] // The columns are documented where the API shows them.
pub struct TaskRecord {
    pub id: TaskId,
    pub unit_id: UnitId,
    pub meeting_id: MeetingId,
    pub title: String,
    pub sector: Option<Sector>,
    pub assignee_kind: AssigneeKind,
    pub assignee_id: Option<MemberId>,
    pub association: String,
    pub due_on: NaiveDate,
    pub report_year: i32,
    pub report_month: i32,
    pub status: TaskStatus,
    pub done_on: Option<NaiveDate>,
    pub result: String,
    pub version: i64,
    pub drafted: bool,
}

impl TaskRecord {
    /// The tasks that a meeting assigns, in the order in which they were added.
    ///
    /// # Errors
    /// The database's.
    pub fn of(conn: &mut Conn, meeting: MeetingId) -> QueryResult<Vec<Self>> {
        task::table.filter(task::meeting_id.eq(meeting)).order(task::id).select(Self::as_select()).load(conn)
    }
}

/// One task.
pub fn one(conn: &mut Conn, id: TaskId) -> Result<TaskRow> {
    let stored: TaskRecord = task::table.find(id).select(task::all_columns).first(conn)?;
    rows(conn, vec![stored])?.pop().ok_or_else(|| Code::NotFound.into())
}

/// Tasks with the names that they mention.
pub fn rows(conn: &mut Conn, tasks: Vec<TaskRecord>) -> Result<Vec<TaskRow>> {
    let states = States::of(conn, tasks.iter().map(|task| task.unit_id))?;
    let people: Vec<MemberId> = tasks.iter().filter_map(|task| task.assignee_id).collect();
    let people: HashMap<MemberId, String> = member::table
        .filter(member::id.eq_any(people))
        .select((member::id, member::full_name))
        .load(conn)?
        .into_iter()
        .collect();
    let meetings: Vec<MeetingId> = tasks.iter().map(|task| task.meeting_id).collect();
    let labels: Vec<(MeetingId, ResolutionKind, i32)> = resolution::table
        .filter(resolution::meeting_id.eq_any(meetings))
        .select((resolution::meeting_id, resolution::kind, resolution::number))
        .load(conn)?;
    let labels: HashMap<MeetingId, String> =
        labels.into_iter().map(|(meeting, kind, number)| (meeting, kind.numbered(number))).collect();
    let row = |task: TaskRecord| TaskRow {
        id: task.id,
        version: task.version,
        unit_id: task.unit_id,
        // The branch as it is when the task is due: whose it is then.
        unit_name: states.name(task.unit_id, task.due_on).to_owned(),
        meeting_id: task.meeting_id,
        resolution: labels.get(&task.meeting_id).cloned().unwrap_or_default(),
        drafted: task.drafted,
        title: task.title,
        sector: task.sector,
        assignee_kind: task.assignee_kind,
        assignee_id: task.assignee_id,
        assignee: task.assignee_id.and_then(|id| people.get(&id).cloned()).unwrap_or(task.association),
        due_on: task.due_on,
        report_year: task.report_year,
        report_month: task.report_month,
        status: task.status,
        done_on: task.done_on,
        result: task.result,
    };
    Ok(tasks.into_iter().map(row).collect())
}
