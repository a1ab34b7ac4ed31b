//! Reporting a task's result: by the branch, or by the member for their own. Each report is added to those before. The
//! minutes of the meeting that assigned it may be opened again or locked meanwhile; its tasks go on.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::api::task::{TaskPatch, TaskRow, UpdateTask};
use shared::meeting::TaskStatus;
use shared::problem::{Code, FieldErrors};
use shared::text::compose;

use super::read;
use super::report::ReportRecord;
use crate::db::schema::task;
use crate::http::{Call, Context, Result, check};
use crate::turns::{Turn, parts_of, turn};

/// Longest result, in characters.
pub(super) const MAX_RESULT: usize = 4000;

/// Done today unless another day is given.
pub fn update(cx: &mut Context<'_>, call: Call<UpdateTask>) -> Result<TaskRow> {
    let id = call.path;
    let turn = turn!(cx, task, id, &parts_of(&call.body)?)?;
    let before = read::one(cx.conn, id)?;
    if before.drafted {
        return Err(Code::WrongState.into());
    }
    let after = apply(before.clone(), call.body, cx.today())?;
    if after == before {
        turn.leave(cx);
        return Ok(before);
    }
    if before.settled_in.is_some() {
        return Err(Code::TaskSettled.into());
    }
    let (at, by) = (cx.now().naive_utc(), cx.who()?.name.clone());
    let report =
        ReportRecord { done_on: after.done_on, result: after.result, ..ReportRecord::new(id, after.status, at, &by) };
    add(cx, &turn, &before, report)
}

/// Adds a report to a task whose turn is taken, and notes what it changes.
pub(super) fn add(cx: &mut Context<'_>, turn: &Turn, before: &TaskRow, report: ReportRecord) -> Result<TaskRow> {
    let (id, version) = (before.id, turn.next());
    report.add(cx.conn)?;
    diesel::update(task::table.find(id)).set(task::version.eq(version)).execute(cx.conn)?;
    if report.status != before.status {
        cx.note(id, version, "status", &before.status, &report.status)?;
    }
    if report.done_on != before.done_on {
        cx.note(id, version, "done_on", &before.done_on, &report.done_on)?;
    }
    if report.result != before.result {
        cx.note(id, version, "result", &before.result, &report.result)?;
    }
    cx.set_etag(version);
    let ReportRecord { status, done_on, result, .. } = report;
    Ok(TaskRow { version, status, done_on, result, settled_in: None, ..before.clone() })
}

fn apply(mut task: TaskRow, patch: TaskPatch, today: NaiveDate) -> Result<TaskRow> {
    let mut errors = FieldErrors::default();
    // What was reported before is no reason to give it up.
    let reason = patch.result.as_ref().is_some_and(|result| !result.trim().is_empty());
    if let Some(result) = patch.result {
        errors.optional_text("/result", &result, MAX_RESULT);
        task.result = compose(result.trim());
    }
    let was = task.status;
    task.status = patch.status.unwrap_or(was);
    match task.status {
        TaskStatus::Done => {
            let done_on = match patch.done_on {
                Some(given) => given,
                None if was == TaskStatus::Done => task.done_on,
                None => Some(today),
            };
            errors.add_if(done_on.is_none(), "/done_on", Code::Required);
            errors.date("/done_on", done_on);
            errors.add_if(done_on.is_some_and(|day| day > today), "/done_on", Code::InFuture);
            task.done_on = done_on;
        }
        TaskStatus::Open | TaskStatus::Cancelled => {
            errors.add_if(patch.done_on.flatten().is_some(), "/done_on", Code::WrongState);
            task.done_on = None;
        }
    }
    let given_up = task.status == TaskStatus::Cancelled && (was != TaskStatus::Cancelled || task.result.is_empty());
    errors.add_if(given_up && !reason, "/result", Code::ReasonNeeded);
    check(errors)?;
    Ok(task)
}
