//! The roll call.

use diesel::prelude::*;
use shared::api::meeting::AttendanceChange;
use shared::meeting::{AttendanceState, MeetingStatus};

use super::super::limits;
use super::Work;
use crate::db::schema::attendance;
use crate::http::Result;

/// Writes who is present, excused or missing. Before the session opens only those who differ from "present" have a row.
pub(super) fn write(work: &mut Work<'_, '_>, changes: &[AttendanceChange]) -> Result<()> {
    for (place, change) in changes.iter().enumerate() {
        let at = |field: &str| format!("/attendance/{place}/{field}");
        let fits = work.checked(|work| {
            work.check_member(&at("member_id"), Some(change.member_id));
            work.errors.optional_text(&at("reason"), &change.reason, limits::TITLE);
        });
        if fits {
            save(work, change)?;
        }
    }
    Ok(())
}

fn save(work: &mut Work<'_, '_>, change: &AttendanceChange) -> Result<()> {
    let key = (work.record.id, change.member_id);
    let row = attendance::table.find(key);
    let present = change.state == AttendanceState::Present;
    let reason = if present { "" } else { change.reason.as_str() };
    if present && work.record.status != MeetingStatus::InSession {
        diesel::delete(row).execute(work.conn())?;
        return work.changed(format!("attendance/{}", change.member_id), change);
    }
    let set = (attendance::state.eq(change.state), attendance::reason.eq(reason));
    let known = diesel::update(row).set(set).execute(work.conn())?;
    if let (0, Some(person)) = (known, work.people.get(&change.member_id).cloned()) {
        diesel::insert_into(attendance::table)
            .values((
                attendance::meeting_id.eq(key.0),
                attendance::member_id.eq(key.1),
                attendance::kind.eq(person.kind),
                attendance::status.eq(person.status),
                attendance::state.eq(change.state),
                attendance::reason.eq(reason),
            ))
            .execute(work.conn())?;
    }
    work.changed(format!("attendance/{}", change.member_id), change)
}
