//! What was reported of a task. Reports are only added: a task's state is its latest one, what was known at an earlier
//! moment is the one that held then, and a task without any is open.
// `auto_type` makes a type beside its function.
#![allow(missing_docs)]

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use serde::Serialize;
use shared::api::task::TaskReport;
use shared::id::{MeetingId, TaskId, TaskReportId};
use shared::meeting::TaskStatus;
use uuid::Uuid;

use crate::db::Conn;
use crate::db::schema::{task, task_report};

/// The row of table `task_report`. Once written only `meeting_id` and `replaced_at` are still set.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = task_report, treat_none_as_default_value = false)]
#[allow(missing_docs)] // The others are documented where the API shows them.
pub struct ReportRecord {
    pub id: TaskReportId,
    pub task_id: TaskId,
    pub status: TaskStatus,
    pub done_on: Option<NaiveDate>,
    pub result: String,
    /// Why it is open again after it was over.
    pub reason: String,
    pub recorded_at: NaiveDateTime,
    pub recorded_by: String,
    /// The meeting whose minutes were the first to have it.
    pub meeting_id: Option<MeetingId>,
    /// When the next one took its place.
    pub replaced_at: Option<NaiveDateTime>,
}

/// Tasks with the report that holds now.
#[diesel::dsl::auto_type]
pub fn with_latest() -> _ {
    task::table
        .left_join(task_report::table.on(task_report::task_id.eq(task::id).and(task_report::replaced_at.is_null())))
}

/// The report of each task that was known at a moment (UTC), for the `on` of a join with tasks: at most one.
macro_rules! report_at {
    ($at:expr) => {
        $crate::db::schema::task_report::table.on($crate::db::schema::task_report::task_id
            .eq($crate::db::schema::task::id)
            .and($crate::db::known_by!(task_report, $at)))
    };
}
pub(crate) use report_at;

impl ReportRecord {
    /// A report of now, not written yet.
    pub fn new(task_id: TaskId, status: TaskStatus, at: NaiveDateTime, by: &str) -> Self {
        Self {
            id: TaskReportId(Uuid::now_v7()),
            task_id,
            status,
            done_on: None,
            result: String::new(),
            reason: String::new(),
            recorded_at: at,
            recorded_by: by.to_owned(),
            meeting_id: None,
            replaced_at: None,
        }
    }

    /// The meeting that has reported that the task is over, if one has.
    pub fn settled_in(&self) -> Option<MeetingId> {
        self.meeting_id.filter(|_| self.status != TaskStatus::Open)
    }

    /// Adds the report: from now on it is the one that holds. Whoever calls it has the task's turn.
    ///
    /// # Errors
    /// The database's.
    pub fn add(&self, conn: &mut Conn) -> QueryResult<()> {
        let before = task_report::table.filter(task_report::task_id.eq(self.task_id));
        diesel::update(before.filter(task_report::replaced_at.is_null()))
            .set(task_report::replaced_at.eq(self.recorded_at))
            .execute(conn)?;
        diesel::insert_into(task_report::table).values(self).execute(conn).map(drop)
    }

    /// The reports of some tasks that were made after a moment, the oldest first.
    ///
    /// # Errors
    /// The database's.
    pub fn after(conn: &mut Conn, tasks: &[TaskId], at: NaiveDateTime) -> QueryResult<Vec<Self>> {
        task_report::table
            .filter(task_report::task_id.eq_any(tasks))
            .filter(task_report::recorded_at.gt(at))
            .order((task_report::recorded_at, task_report::id))
            .select(Self::as_select())
            .load(conn)
    }

    /// Every report of a task, the newest first.
    ///
    /// # Errors
    /// The database's.
    pub fn all(conn: &mut Conn, task: TaskId) -> QueryResult<Vec<Self>> {
        task_report::table
            .filter(task_report::task_id.eq(task))
            .order((task_report::recorded_at.desc(), task_report::id.desc()))
            .select(Self::as_select())
            .load(conn)
    }

    /// The report as the API shows it.
    pub fn shown(self) -> TaskReport {
        TaskReport {
            id: self.id,
            status: self.status,
            done_on: self.done_on,
            result: self.result,
            reason: self.reason,
            at: self.recorded_at.and_utc(),
            by: self.recorded_by,
            meeting_id: self.meeting_id,
            replaced_at: self.replaced_at.map(|at| at.and_utc()),
        }
    }
}
