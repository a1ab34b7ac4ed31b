//! Opening a task again that is over: by the branch's secretary, with a reason. What the minutes say of it stays.

use diesel::prelude::*;
use shared::api::meeting::Reason;
use shared::api::task::{ReopenTask, TaskRow};
use shared::meeting::TaskStatus;
use shared::part::Part;
use shared::problem::{Code, FieldErrors};
use shared::text::compose;

use super::read;
use super::report::ReportRecord;
use super::update::{MAX_RESULT, add};
use crate::db::schema::task;
use crate::http::{Call, Context, Result, check};
use crate::turns::turn;

/// From now on it is open, and is reported anew.
pub fn reopen(cx: &mut Context<'_>, call: Call<ReopenTask>) -> Result<TaskRow> {
    let id = call.path;
    let turn = turn!(cx, task, id, &[Part::whole()])?;
    let before = read::one(cx.conn, id)?;
    if before.status == TaskStatus::Open {
        return Err(Code::WrongState.into());
    }
    let Reason { reason } = call.body;
    let mut errors = FieldErrors::default();
    errors.text("/reason", &reason, MAX_RESULT);
    check(errors)?;
    let reason = compose(reason.trim());
    cx.note(id, turn.next(), "reason", &"", &reason)?;
    let (at, by) = (cx.now().naive_utc(), cx.who()?.name.clone());
    let report = ReportRecord { reason, ..ReportRecord::new(id, TaskStatus::Open, at, &by) };
    add(cx, &turn, &before, report)
}
