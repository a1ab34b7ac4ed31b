//! Removing a meeting that was only planned.

use diesel::prelude::*;
use shared::access::Action;
use shared::api::endpoint::Empty;
use shared::api::meeting::DeleteMeeting;
use shared::id::MeetingId;
use shared::meeting::MeetingStatus;
use shared::meeting::allowed::allowed_in;
use shared::problem::Code;

use super::lock;
use super::record::MeetingRecord;
use crate::db::Conn;
use crate::db::schema::{meeting, opinion, task, vote};
use crate::http::{Call, Context, Result};

/// Removes it with its agenda, notices and documents, and the plans of meetings that were to prepare it.
pub fn remove(cx: &mut Context<'_>, call: Call<DeleteMeeting>) -> Result<Empty> {
    let record = MeetingRecord::claim(cx, call.path)?;
    let open = allowed_in(record.kind, record.status, Action::MeetingPlan);
    if !open || anything_recorded(cx.conn, record.id)? {
        return Err(Code::WrongState.into());
    }
    let preparations = meeting::table.filter(meeting::prepares_id.eq(record.id)).select(MeetingRecord::as_select());
    for gone in preparations.load(cx.conn)?.into_iter().chain([record]) {
        let before = lock::content(cx.conn, gone.id)?;
        cx.note(gone.id, gone.version, "", &before, &())?;
    }
    diesel::delete(meeting::table.find(call.path)).execute(cx.conn)?;
    cx.exchange.etag = None;
    Ok(Empty {})
}

fn anything_recorded(conn: &mut Conn, id: MeetingId) -> Result<bool> {
    let opinions: i64 = opinion::table.filter(opinion::meeting_id.eq(id)).count().get_result(conn)?;
    let votes: i64 = vote::table.filter(vote::meeting_id.eq(id)).count().get_result(conn)?;
    let tasks: i64 = task::table.filter(task::meeting_id.eq(id)).count().get_result(conn)?;
    // A preparatory meeting that was held has minutes of its own: it mustn't go with the one that it prepared.
    let preparations: i64 = meeting::table
        .filter(meeting::prepares_id.eq(id))
        .filter(meeting::status.ne_all([MeetingStatus::Planned, MeetingStatus::Announced]))
        .count()
        .get_result(conn)?;
    Ok(opinions + votes + tasks + preparations > 0)
}
