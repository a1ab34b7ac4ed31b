//! Corrections of locked minutes: appended, never written over.

use diesel::prelude::*;
use shared::api::meeting::{AddAddendum, Saved};
use shared::id::AddendumId;
use shared::meeting::MeetingStatus;
use shared::problem::FieldErrors;
use uuid::Uuid;

use super::limits;
use super::record::MeetingRecord;
use super::rows::AddendumRecord;
use crate::db::schema::addendum;
use crate::http::{Call, Context, Result, check};

/// Appends a correction with its author and time.
pub fn add(cx: &mut Context<'_>, call: Call<AddAddendum>) -> Result<Saved> {
    let record = MeetingRecord::claim(cx, call.path)?;
    record.expect(MeetingStatus::Locked)?;
    let mut errors = FieldErrors::default();
    errors.text("/text", &call.body.text, limits::TEXT);
    check(errors)?;
    let id = call.body.id.unwrap_or_else(|| AddendumId(Uuid::now_v7()));
    let by_name = cx.who()?.name.clone();
    let addendum = AddendumRecord {
        id,
        meeting_id: record.id,
        text: call.body.text.trim().to_owned(),
        by_name,
        written_at: cx.now().naive_utc(),
    };
    diesel::insert_into(addendum::table).values(&addendum).execute(cx.conn)?;
    cx.note(record.id, record.version, format!("addenda/{id}"), &(), &call.body.text)?;
    Ok(record.saved())
}
