//! One task.

use shared::api::task::{GetTask, TaskRow};

use super::read;
use crate::http::{Call, Context, Result};

/// With the number of its resolution.
pub fn get(cx: &mut Context<'_>, call: Call<GetTask>) -> Result<TaskRow> {
    let task = read::one(cx.conn, call.path)?;
    cx.set_etag(task.version);
    Ok(task)
}
