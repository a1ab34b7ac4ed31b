//! Resolutions and the tasks that they assign.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::endpoint::{Access, Empty, NoQuery};
use super::meeting::Reason;
use super::page::Page;
use super::patch::present;
use crate::access::Action;
use crate::endpoints;
use crate::id::{MeetingId, MemberId, ResolutionId, TaskId, TaskReportId, UnitId};
use crate::meeting::{AssigneeKind, ResolutionKind, TaskStatus};
use crate::unit::Sector;

/// A task.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TaskRow {
    /// The task.
    pub id: TaskId,
    /// Grows with each write to it; the ETag begins with it.
    pub version: i64,
    /// Its branch.
    pub unit_id: UnitId,
    /// The branch's name.
    pub unit_name: String,
    /// The meeting that assigned it.
    pub meeting_id: MeetingId,
    /// The resolution's number, such as `05-NQ/CB`; empty until the meeting is concluded.
    pub resolution: String,
    /// Whether no conclusion has assigned it yet: a draft, which nobody reports on.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub drafted: bool,
    /// What is to be done.
    pub title: String,
    /// Sector of work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<Sector>,
    /// Kind of assignee.
    pub assignee_kind: AssigneeKind,
    /// The member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee_id: Option<MemberId>,
    /// The member's or the association's name.
    pub assignee: String,
    /// Due.
    pub due_on: NaiveDate,
    /// Year of the meeting at which it is reported.
    pub report_year: i32,
    /// Month of the meeting at which it is reported.
    pub report_month: i32,
    /// State.
    pub status: TaskStatus,
    /// Done on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_on: Option<NaiveDate>,
    /// The result, in words.
    pub result: String,
    /// The meeting that has reported that it is over: only the branch's secretary opens it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled_in: Option<MeetingId>,
}

/// A report of a task. The first of a list is what holds; each took the place of the one after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TaskReport {
    /// The report.
    pub id: TaskReportId,
    /// State that it reports.
    pub status: TaskStatus,
    /// Done on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_on: Option<NaiveDate>,
    /// The result, in words.
    pub result: String,
    /// Why the task was opened again.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Reported at, UTC.
    pub at: DateTime<Utc>,
    /// Who reported it, as people know them.
    pub by: String,
    /// The meeting whose minutes were the first to have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting_id: Option<MeetingId>,
    /// When another one took its place, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_at: Option<DateTime<Utc>>,
}

impl TaskRow {
    /// Whether it is or was late: open after its due date, or done after it.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        match self.status {
            TaskStatus::Open => today > self.due_on,
            TaskStatus::Done => self.done_on.is_some_and(|done| done > self.due_on),
            TaskStatus::Cancelled => false,
        }
    }
}

/// A report of a task: what is absent is as the report before said.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct TaskPatch {
    /// State; cancelling needs a result that says why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<TaskStatus>,
    /// Done on; absent when it becomes done: today.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub done_on: Option<Option<NaiveDate>>,
    /// The result, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
}

/// A numbered resolution or conclusion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResolutionRow {
    /// The resolution.
    pub id: ResolutionId,
    /// Its branch.
    pub unit_id: UnitId,
    /// The branch's name.
    pub unit_name: String,
    /// The meeting that adopted it.
    pub meeting_id: MeetingId,
    /// Kind.
    pub kind: ResolutionKind,
    /// Number within branch, kind and term, from 1 without gaps.
    pub number: i32,
    /// As printed: `05-NQ/CB`.
    pub label: String,
    /// What it is about.
    pub title: String,
    /// Part I.
    pub assessment: String,
    /// Part II.
    pub direction: String,
    /// Part III.
    pub execution: String,
    /// Issued at, UTC.
    pub issued_at: DateTime<Utc>,
    /// Tasks that it assigns.
    pub tasks: i32,
    /// Of which done.
    pub tasks_done: i32,
}

/// Which tasks.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct TaskQuery {
    /// Only of this unit and below.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_id: Option<UnitId>,
    /// Only those assigned to the caller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mine: Option<bool>,
    /// Only in this state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<TaskStatus>,
    /// Only open ones past their due date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub late: Option<bool>,
    /// Only assigned by meetings of this year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Where the page begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Items at most, 1 to 200.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Whether to count all pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<bool>,
}

/// Which resolutions.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct ResolutionQuery {
    /// Only of this unit and below.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_id: Option<UnitId>,
    /// Only of meetings of this year, by their days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Where the page begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Items at most, 1 to 200.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

const READ: Access = Access::May(Action::TaskRead);

endpoints! {
    /// Open ones first, by due date. Before the conclusion of their meeting tasks are drafts, which this list has for
    /// the branch's secretary and scribes only; who may read the open minutes sees them there.
    ListTasks: Get "/tasks", "List tasks", READ, path (), query TaskQuery, body Empty, reply 200 Page<TaskRow>;
    /// One task.
    GetTask: Get "/tasks/{task_id}", "Read a task", READ, path TaskId, query NoQuery, body Empty, reply 200 TaskRow;
    /// Every report of a task, the newest first.
    ListTaskReports: Get "/tasks/{task_id}/reports", "List the reports of a task", READ, path TaskId, query NoQuery, body Empty, reply 200 Page<TaskReport>;
    /// By the branch for any of its tasks, by a member for their own; from the conclusion of the meeting on. It is added to
    /// the reports before. A task that a meeting has reported as over is reported anew only after it was reopened.
    UpdateTask: Patch "/tasks/{task_id}" if_match, "Report a task's result", Access::May(Action::TaskReport), path TaskId, query NoQuery, body TaskPatch, reply 200 TaskRow;
    /// With the reason, which stays beside the minutes that say otherwise.
    ReopenTask: Post "/tasks/{task_id}/reopening" if_match, "Open a task again that is over", Access::May(Action::TaskReopen), path TaskId, query NoQuery, body Reason, reply 200 TaskRow;
    /// Newest first.
    ListResolutions: Get "/resolutions", "List resolutions", READ, path (), query ResolutionQuery, body Empty, reply 200 Page<ResolutionRow>;
}
