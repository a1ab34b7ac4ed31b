//! Corrections of locked minutes: appended, never written over.

use shared::api::meeting::{AddAddendum, Saved};
use shared::meeting::MeetingStatus;

use super::record::MeetingRecord;
use crate::http::{Call, Context, Result};
use crate::seal::addenda;

/// Appends a correction with its author and time.
pub fn add(cx: &mut Context<'_>, call: Call<AddAddendum>) -> Result<Saved> {
    let record = MeetingRecord::claim(cx, call.path)?;
    record.expect(MeetingStatus::Locked)?;
    let id = addenda::add(cx, record.id.0, &call.body)?;
    cx.note(record.id, record.version, format!("addenda/{id}"), &(), &call.body.text)?;
    Ok(record.saved())
}
