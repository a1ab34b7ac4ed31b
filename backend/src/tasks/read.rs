//! A task's row, and as the API shows it.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Serialize;
use shared::api::task::TaskRow;
use shared::id::{MeetingId, MemberId, TaskId, UnitId};
use shared::meeting::{AssigneeKind, ResolutionKind, TaskStatus};
use shared::problem::Code;
use shared::unit::Sector;

use super::report::{ReportRecord, with_latest};
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
    pub version: i64,
    pub drafted: bool,
    /// The meeting that answers for it in its score: its conclusion writes that, no part of the minutes says it.
    #[serde(skip)]
    #[diesel(skip_update)]
    pub counted_in: Option<MeetingId>,
}

impl TaskRecord {
    /// The tasks that a meeting assigns, in the order in which they were added.
    ///
    /// # Errors
    /// The database's.
    pub fn of(conn: &mut Conn, meeting: MeetingId) -> QueryResult<Vec<Self>> {
        task::table.filter(task::meeting_id.eq(meeting)).order(task::id).select(Self::as_select()).load(conn)
    }

    /// The task as the API shows it, with what a report says of it.
    pub fn row(self, report: Option<ReportRecord>, names: Names) -> TaskRow {
        let settled_in = report.as_ref().and_then(ReportRecord::settled_in);
        let (status, done_on, result) =
            report.map_or_else(Default::default, |report| (Some(report.status), report.done_on, report.result));
        TaskRow {
            id: self.id,
            version: self.version,
            unit_id: self.unit_id,
            unit_name: names.unit,
            meeting_id: self.meeting_id,
            resolution: names.resolution.map(|(kind, number)| kind.numbered(number)).unwrap_or_default(),
            drafted: self.drafted,
            title: self.title,
            sector: self.sector,
            assignee_kind: self.assignee_kind,
            assignee_id: self.assignee_id,
            assignee: names.assignee.unwrap_or(self.association),
            due_on: self.due_on,
            report_year: self.report_year,
            report_month: self.report_month,
            status: status.unwrap_or(TaskStatus::Open),
            done_on,
            result,
            settled_in,
        }
    }
}

/// What a task's row names and other tables have.
#[derive(Debug, Default)]
pub struct Names {
    /// The branch.
    pub unit: String,
    /// The member whom it is assigned to.
    pub assignee: Option<String>,
    /// The resolution that assigned it.
    pub resolution: Option<(ResolutionKind, i32)>,
}

/// A task with the report that says how it stands.
pub type Reported = (TaskRecord, Option<ReportRecord>);

/// One task.
pub fn one(conn: &mut Conn, id: TaskId) -> Result<TaskRow> {
    let stored: Reported = with_latest().filter(task::id.eq(id)).select(Reported::as_select()).first(conn)?;
    rows(conn, vec![stored])?.pop().ok_or_else(|| Code::NotFound.into())
}

/// Tasks with the names that they mention.
pub fn rows(conn: &mut Conn, tasks: Vec<Reported>) -> Result<Vec<TaskRow>> {
    let states = States::of(conn, tasks.iter().map(|(task, _)| task.unit_id))?;
    let people: Vec<MemberId> = tasks.iter().filter_map(|(task, _)| task.assignee_id).collect();
    let people: HashMap<MemberId, String> = member::table
        .filter(member::id.eq_any(people))
        .select((member::id, member::full_name))
        .load(conn)?
        .into_iter()
        .collect();
    let meetings: Vec<MeetingId> = tasks.iter().map(|(task, _)| task.meeting_id).collect();
    let labels: Vec<(MeetingId, ResolutionKind, i32)> = resolution::table
        .filter(resolution::meeting_id.eq_any(meetings))
        .select((resolution::meeting_id, resolution::kind, resolution::number))
        .load(conn)?;
    let labels: HashMap<MeetingId, (ResolutionKind, i32)> =
        labels.into_iter().map(|(meeting, kind, number)| (meeting, (kind, number))).collect();
    let row = |(task, report): Reported| {
        let names = Names {
            // The branch as it is when the task is due: whose it is then.
            unit: states.name(task.unit_id, task.due_on).to_owned(),
            assignee: task.assignee_id.and_then(|id| people.get(&id).cloned()),
            resolution: labels.get(&task.meeting_id).copied(),
        };
        task.row(report, names)
    };
    Ok(tasks.into_iter().map(row).collect())
}
