//! The tasks of the branches that the caller may see.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::access::Action;
use shared::api::Page;
use shared::api::task::{ListTasks, TaskQuery, TaskRow};
use shared::id::TaskId;
use shared::meeting::TaskStatus;

use super::read::{self, TaskRecord};
use crate::db::Backend;
use crate::db::schema::{meeting, task};
use crate::http::{Call, Context, Paging, Result, below, in_scope};

/// The list's order: open, done, cancelled (which is descending by their texts), each by due date.
type Key = (TaskStatus, NaiveDate, TaskId);

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
        tasks = tasks.filter(task::status.lt(status).or(task::status.eq(status).and(later)));
    }
    let rows: Vec<TaskRecord> = tasks
        .order((task::status.desc(), task::due_on, task::id))
        .limit(paging.rows())
        .select(task::all_columns)
        .load(cx.conn)?;
    let Page { items, next, .. } = paging.page(rows, |row| (row.status, row.due_on, row.id));
    Ok(Page { items: read::rows(cx.conn, items)?, next, total })
}

/// What the query asks for, of what the caller may see; for a page and its total.
fn matching(cx: &mut Context<'_>, query: &TaskQuery) -> Result<task::BoxedQuery<'static, Backend>> {
    let scope = cx.scope(Action::TaskRead)?;
    // Until the conclusion assigns them they are drafts of those who write the minutes.
    let drafted_here = cx.scope_as(Action::MeetingRun, |_| true)?;
    let mut tasks = task::table
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
        tasks = tasks.filter(task::status.eq(status));
    }
    if query.late == Some(true) {
        tasks = tasks.filter(task::status.eq(TaskStatus::Open)).filter(task::due_on.lt(cx.today()));
    }
    if let Some(year) = query.year {
        let of_year = meeting::table.filter(meeting::year.eq(year)).select(meeting::id);
        tasks = tasks.filter(task::meeting_id.eq_any(of_year));
    }
    Ok(tasks)
}
