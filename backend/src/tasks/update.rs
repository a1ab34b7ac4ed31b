//! Reporting a task's result: by the branch, or by the member for their own. The minutes of the meeting that assigned
//! it may be opened again or locked meanwhile; its tasks go on.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::api::task::{TaskPatch, TaskRow, UpdateTask};
use shared::meeting::TaskStatus;
use shared::problem::{Code, FieldErrors};
use shared::text::compose;

use super::read;
use crate::db::schema::task;
use crate::http::{Call, Context, Result, check};
use crate::turns::{parts_of, turn};

/// Longest result, in characters.
const MAX_RESULT: usize = 4000;

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
    let after = TaskRow { version: turn.next(), ..after };
    diesel::update(task::table.find(id))
        .set((
            task::status.eq(after.status),
            task::done_on.eq(after.done_on),
            task::result.eq(&after.result),
            task::version.eq(after.version),
        ))
        .execute(cx.conn)?;
    if after.status != before.status {
        cx.note(id, after.version, "status", &before.status, &after.status)?;
    }
    if after.done_on != before.done_on {
        cx.note(id, after.version, "done_on", &before.done_on, &after.done_on)?;
    }
    if after.result != before.result {
        cx.note(id, after.version, "result", &before.result, &after.result)?;
    }
    cx.set_etag(after.version);
    Ok(after)
}

fn apply(mut task: TaskRow, patch: TaskPatch, today: NaiveDate) -> Result<TaskRow> {
    let mut errors = FieldErrors::default();
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
    let no_reason = task.status == TaskStatus::Cancelled && task.result.is_empty();
    errors.add_if(no_reason, "/result", Code::ReasonNeeded);
    check(errors)?;
    Ok(task)
}
