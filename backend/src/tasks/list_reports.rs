//! What was reported of a task, one after the other.

use shared::api::Page;
use shared::api::task::{ListTaskReports, TaskReport};

use super::report::ReportRecord;
use crate::http::{Call, Context, Result};

/// The newest first. Few, so they come whole.
pub fn list(cx: &mut Context<'_>, call: Call<ListTaskReports>) -> Result<Page<TaskReport>> {
    Ok(Page::whole(ReportRecord::all(cx.conn, call.path)?.into_iter().map(ReportRecord::shown).collect()))
}
