//! The tasks of the branches that the caller may see.

use chrono::NaiveDate;
use diesel::helper_types::IntoBoxed;
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};
use shared::access::Action;
use shared::api::Page;
use shared::api::task::{ListTasks, TaskQuery, TaskRow};
use shared::id::TaskId;
use shared::meeting::TaskStatus;

use super::read::{self, Reported};
use super::report::{ReportRecord, with_latest};
use crate::db::Backend;
use crate::db::schema::{meeting, task, task_report};
use crate::http::{Call, Context, Paging, Result, below, in_scope};

/// The list's order: open, done, cancelled (which is descending by their texts), each by due date.
type Key = (TaskStatus, NaiveDate, TaskId);

diesel::define_sql_function! {
    /// The first that isn't NULL.
    fn coalesce(one: Nullable<Text>, other: Text) -> Text;
}

/// The task's state: open without a report.
macro_rules! state {
    () => {
        coalesce(task_report::status.nullable(), TaskStatus::Open)
    };
}

/// Open ones first, by due date.
pub fn list(cx: &mut Context<'_>, call: Call<ListTasks>) -> Result<Page<TaskRow>> {
    page(cx, &call.query)
}

/// The same, for the home page too.
///
/// # Errors
/// The query's, or the database's.
pub fn page(cx: &mut Context<'_>, query: &TaskQuery) -> Result<Page<TaskRow>> {
    let paging = Paging::<Key>::new(query.cursor.as_deref(), query.limit)?;
    if query.mine == Some(true) && cx.who()?.actor.member_id.is_none() {
        return Ok(Page { total: query.total.filter(|asked| *asked).map(|_| 0), ..Page::whole(Vec::new()) });
    }
    let total = match query.total {
        Some(true) => Some(matching(cx, query)?.count().get_result(cx.conn)?),
        _ => None,
    };
    let mut tasks = matching(cx, query)?;
    if let Some((status, due_on, id)) = paging.after {
        let later = task::due_on.gt(due_on).or(task::due_on.eq(due_on).and(task::id.gt(id)));
        tasks = tasks.filter(state!().lt(status).or(state!().eq(status).and(later)));
    }
    let rows: Vec<Reported> = tasks
        .order((state!().desc(), task::due_on, task::id))
        .limit(paging.rows())
        .select(Reported::as_select())
        .load(cx.conn)?;
    let status = |report: &Option<ReportRecord>| report.as_ref().map_or(TaskStatus::Open, |report| report.status);
    let Page { items, next, .. } = paging.page(rows, |(task, report)| (status(report), task.due_on, task.id));
    Ok(Page { items: read::rows(cx.conn, items)?, next, total })
}

/// What the query asks for, of what the caller may see; for a page and its total.
fn matching(cx: &mut Context<'_>, query: &TaskQuery) -> Result<IntoBoxed<'static, with_latest, Backend>> {
    let scope = cx.scope(Action::TaskRead)?;
    // Until the conclusion assigns them they are drafts of those who write the minutes.
    let drafted_here = cx.scope_as(Action::MeetingRun, |_| true)?;
    let mut tasks = with_latest()
        .filter(task::unit_id.eq_any(in_scope(&scope)))
        .filter(task::drafted.eq(false).or(task::unit_id.eq_any(in_scope(&drafted_here))))
        .into_boxed();
    if let Some(unit) = query.unit_id {
        tasks = tasks.filter(task::unit_id.eq_any(below(vec![unit], scope.day)));
    }
    if query.mine == Some(true) {
        tasks = tasks.filter(task::assignee_id.eq(cx.who()?.actor.member_id));
    }
    if let Some(status) = query.status {
        tasks = tasks.filter(state!().eq(status));
    }
    if query.late == Some(true) {
        tasks = tasks.filter(state!().eq(TaskStatus::Open)).filter(task::due_on.lt(cx.today()));
    }
    if let Some(year) = query.year {
        let of_year = meeting::table.filter(meeting::year.eq(year)).select(meeting::id);
        tasks = tasks.filter(task::meeting_id.eq_any(of_year));
    }
    Ok(tasks)
}
