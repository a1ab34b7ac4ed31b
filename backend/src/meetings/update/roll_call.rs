//! The roll call.

use shared::api::meeting::AttendanceChange;
use shared::meeting::{AttendanceState, MeetingStatus};

use super::super::limits;
use super::super::rows::AttendanceRecord;
use super::Work;
use crate::http::Result;

/// Writes who is present, excused or missing. Before the session opens only those who differ from "present" have a row.
pub(super) fn write(work: &mut Work<'_, '_>, changes: &[AttendanceChange]) -> Result<()> {
    for (index, change) in changes.iter().enumerate() {
        let at = |field: &str| format!("/attendance/{index}/{field}");
        let fits = work.checked(|work| {
            work.check_member(&at("member_id"), Some(change.member_id));
            work.writing.errors.optional_text(&at("reason"), &change.reason, limits::TITLE);
        });
        if fits {
            save(work, change)?;
        }
    }
    Ok(())
}

fn save(work: &mut Work<'_, '_>, change: &AttendanceChange) -> Result<()> {
    let (meeting_id, member_id) = (work.record.id, change.member_id);
    let before = AttendanceRecord::find(work.conn(), (meeting_id, member_id))?;
    let present = change.state == AttendanceState::Present;
    let reason = if present { String::new() } else { change.reason.clone() };
    if present && work.record.status != MeetingStatus::InSession {
        AttendanceRecord::remove(work.conn(), (meeting_id, member_id))?;
        return work.writing.note(format!("attendance/{member_id}"), &before, change);
    }
    let row = match (before.clone(), work.people.get(&member_id)) {
        (Some(row), _) => Some(AttendanceRecord { state: change.state, reason, ..row }),
        (None, Some(person)) => Some(AttendanceRecord {
            meeting_id,
            member_id,
            kind: person.kind,
            status: person.status,
            state: change.state,
            reason,
        }),
        (None, None) => None,
    };
    if let Some(row) = &row {
        row.save(work.conn())?;
    }
    work.writing.note(format!("attendance/{member_id}"), &before, &row)
}
