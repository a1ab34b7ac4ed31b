//! What a meeting's conclusion says of the tasks before it: that they are over, and which it answers for in its score.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use shared::id::{MeetingId, TaskId, UnitId};
use shared::meeting::TaskStatus;

use crate::db::Conn;
use crate::db::schema::{meeting, task, task_report};

/// A meeting of the branch that closes its minutes.
#[derive(Debug, Clone, Copy)]
pub struct Concluded {
    /// The meeting.
    pub id: MeetingId,
    /// Its branch.
    pub unit_id: UnitId,
    /// Year and month that it counts for.
    pub month: (i32, i32),
    /// When it was to begin, UTC.
    pub scheduled_at: NaiveDateTime,
    /// When its minutes were closed, UTC.
    pub at: NaiveDateTime,
}

/// Notes what a meeting has reported: of the tasks that it listed, and those that were cancelled meanwhile, what is over is
/// so in its minutes. Notes which it answers for, too.
///
/// # Errors
/// The database's.
pub fn settle(conn: &mut Conn, of: Concluded, listed: &[TaskId], answered_for: &[TaskId]) -> QueryResult<()> {
    let (year, month) = of.month;
    let due = task::report_year.lt(year).or(task::report_year.eq(year).and(task::report_month.le(month)));
    let mut over: Vec<TaskId> = task::table
        .inner_join(meeting::table)
        .inner_join(task_report::table.on(task_report::task_id.eq(task::id)))
        .filter(task::unit_id.eq(of.unit_id))
        .filter(task::meeting_id.ne(of.id))
        .filter(meeting::scheduled_at.lt(of.scheduled_at))
        .filter(due)
        .filter(task_report::status.eq(TaskStatus::Cancelled))
        .filter(task_report::meeting_id.is_null())
        .filter(task_report::replaced_at.is_null())
        .select(task::id)
        .load(conn)?;
    over.extend(listed);
    let over = task_report::table
        .filter(task_report::task_id.eq_any(over))
        .filter(task_report::status.ne(TaskStatus::Open))
        .filter(task_report::meeting_id.is_null())
        .filter(task_report::replaced_at.is_null())
        .filter(task_report::recorded_at.le(of.at));
    diesel::update(over).set(task_report::meeting_id.eq(of.id)).execute(conn)?;
    let counted = task::table.filter(task::id.eq_any(answered_for)).filter(task::counted_in.is_null());
    diesel::update(counted).set(task::counted_in.eq(of.id)).execute(conn).map(drop)
}

/// Takes that back: the meeting's minutes are open again.
///
/// # Errors
/// The database's.
pub fn unsettle(conn: &mut Conn, meeting: MeetingId) -> QueryResult<()> {
    diesel::update(task_report::table.filter(task_report::meeting_id.eq(meeting)))
        .set(task_report::meeting_id.eq(None::<MeetingId>))
        .execute(conn)?;
    diesel::update(task::table.filter(task::counted_in.eq(meeting)))
        .set(task::counted_in.eq(None::<MeetingId>))
        .execute(conn)
        .map(drop)
}
