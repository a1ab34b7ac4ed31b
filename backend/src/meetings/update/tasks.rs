//! Tasks that the meeting assigns. Their results are reported elsewhere.

use diesel::prelude::*;
use shared::api::meeting::TaskChange;
use shared::id::TaskId;
use shared::meeting::AssigneeKind;
use shared::problem::Code;
use shared::seen::Seen;

use super::super::limits;
use super::super::record::MeetingRecord;
use super::Work;
use crate::acts;
use crate::db::schema::{task, task_report};
use crate::http::Result;
use crate::tasks::TaskRecord;

/// Adds, changes and withdraws tasks.
pub(super) fn write(work: &mut Work<'_, '_>, changes: &[TaskChange]) -> Result<()> {
    for (index, change) in changes.iter().enumerate() {
        let at = |field: &str| format!("/tasks/{index}/{field}");
        let known: Option<TaskRecord> =
            task::table.find(change.id).select(TaskRecord::as_select()).first(work.conn()).optional()?;
        if known.as_ref().is_some_and(|row| row.meeting_id != work.record.id) {
            work.writing.errors.add(at("id"), Code::UnknownReference);
            continue;
        }
        if change.deleted {
            withdraw(work, change.id, known)?;
            continue;
        }
        let before = known.clone();
        let new = before.is_none();
        let row = merged(&work.record, change, known);
        if work.checked(|work| check(work, change, &row, new, &at)) {
            if new {
                diesel::insert_into(task::table).values(&row).execute(work.conn())?;
            } else {
                // Not over a report that came in between.
                let seen = row.version - 1;
                let unchanged = task::table.find(row.id).filter(task::version.eq(seen));
                if diesel::update(unchanged).set(&row).execute(work.conn())? == 0 {
                    return Err(acts::changed(work.conn(), row.id.0, &Seen::at(seen), row.version));
                }
            }
            work.writing.note(format!("tasks/{}", change.id), &before, &row)?;
        }
    }
    Ok(())
}

/// A task that was reported on isn't withdrawn: its reports would be lost.
fn withdraw(work: &mut Work<'_, '_>, id: TaskId, known: Option<TaskRecord>) -> Result<()> {
    match known {
        None => Ok(()),
        Some(known) => {
            let reports: i64 =
                task_report::table.filter(task_report::task_id.eq(id)).count().get_result(work.conn())?;
            // A report that comes in between makes another version of it.
            let unchanged = task::table.find(id).filter(task::version.eq(known.version));
            if reports > 0 || diesel::delete(unchanged).execute(work.conn())? == 0 {
                return Err(Code::WrongState.into());
            }
            work.writing.note(format!("tasks/{id}"), &known, &())
        }
    }
}

fn check(work: &mut Work<'_, '_>, change: &TaskChange, row: &TaskRecord, new: bool, at: &dyn Fn(&str) -> String) {
    work.writing.errors.text(&at("title"), &row.title, limits::PARAGRAPH);
    work.writing.errors.optional_text(&at("association"), &row.association, limits::TITLE);
    work.check_member(&at("assignee_id"), change.assignee_id.flatten());
    match row.assignee_kind {
        AssigneeKind::Member | AssigneeKind::CommitteeMember => {
            work.writing.errors.add_if(row.assignee_id.is_none(), &at("assignee_id"), Code::Required);
        }
        AssigneeKind::Association => {
            work.writing.errors.add_if(row.association.trim().is_empty(), &at("association"), Code::Required);
        }
    }
    work.writing.errors.add_if(new && change.due_on.is_none(), &at("due_on"), Code::Required);
    work.writing.errors.date(&at("due_on"), change.due_on);
    let before = change.due_on.is_some_and(|due| due < work.record.day());
    work.writing.errors.add_if(before, &at("due_on"), Code::OutOfRange);
    let possible = (1..=12).contains(&row.report_month);
    work.writing.errors.add_if(!possible, &at("report_month"), Code::OutOfRange);
    let in_time = (2000..=2100).contains(&row.report_year)
        && (row.report_year, row.report_month) >= (work.record.year, work.record.month);
    work.writing.errors.add_if(possible && !in_time, &at("report_year"), Code::OutOfRange);
}

fn merged(meeting: &MeetingRecord, change: &TaskChange, known: Option<TaskRecord>) -> TaskRecord {
    let (year, month) = (meeting.year, meeting.month);
    // By default it's reported at the next month's meeting.
    let (next_year, next_month) = if month >= 12 { (year + 1, 1) } else { (year, month + 1) };
    let mut row = match known {
        Some(row) => TaskRecord { version: row.version + 1, ..row },
        None => TaskRecord {
            id: change.id,
            unit_id: meeting.unit_id,
            meeting_id: meeting.id,
            title: String::new(),
            sector: None,
            assignee_kind: AssigneeKind::Member,
            assignee_id: None,
            association: String::new(),
            due_on: meeting.day(),
            report_year: next_year,
            report_month: next_month,
            version: 1,
            drafted: true,
            counted_in: None,
        },
    };
    row.title = change.title.clone().unwrap_or(row.title);
    row.sector = change.sector.unwrap_or(row.sector);
    row.assignee_kind = change.assignee_kind.unwrap_or(row.assignee_kind);
    row.assignee_id = change.assignee_id.unwrap_or(row.assignee_id);
    row.association = change.association.clone().unwrap_or(row.association);
    match row.assignee_kind {
        AssigneeKind::Member | AssigneeKind::CommitteeMember => row.association.clear(),
        AssigneeKind::Association => row.assignee_id = None,
    }
    row.due_on = change.due_on.unwrap_or(row.due_on);
    row.report_year = change.report_year.unwrap_or(row.report_year);
    row.report_month = change.report_month.unwrap_or(row.report_month);
    row
}
