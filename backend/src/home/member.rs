//! What an ordinary member must do: attend, and do the tasks assigned to them.

use shared::api::home::{Todo, TodoKind};
use shared::api::task::TaskRow;
use shared::meeting::MeetingStatus;

use super::load::{Moment, Near, todo};

/// The announced meeting to attend.
pub(super) fn attend(next: Option<&Near>, moment: Moment) -> Option<Todo> {
    next.filter(|one| one.row.status == MeetingStatus::Announced)
        .map(|one| one.todo(TodoKind::Attend, Some(one.date), one.about(moment.language, false)))
}

/// Their open tasks.
pub(super) fn tasks(rows: &[TaskRow]) -> Vec<Todo> {
    rows.iter()
        .map(|row| Todo {
            task_id: Some(row.id),
            due_on: Some(row.due_on),
            rule: row.resolution.clone(),
            ..todo(TodoKind::DoTask, row.title.clone())
        })
        .collect()
}
