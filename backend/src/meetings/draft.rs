//! The resolution's text until the conclusion issues it: kept with the meeting, so that it's there on every device.

use diesel::prelude::*;
use shared::api::meeting::ResolutionDraft;
use shared::id::MeetingId;
use shared::meeting::{MeetingKind, ResolutionKind};

use super::record::MeetingRecord;
use super::rows::ResolutionDraftRecord;
use crate::db::Conn;
use crate::db::schema::resolution_draft;
use crate::http::Result;
use crate::resolutions::ResolutionRecord;

/// The text to write on: what was drafted, else what was issued before the minutes were reopened, else the usual title
/// and what was prepared. `None` for a meeting that has no resolution, or whose is issued.
pub(super) fn of(conn: &mut Conn, record: &MeetingRecord) -> Result<Option<ResolutionDraft>> {
    if record.kind == MeetingKind::Preparatory || !record.status.minutes_open() {
        return Ok(None);
    }
    if let Some(kept) = ResolutionDraftRecord::find(conn, record.id)? {
        return Ok(Some(kept.into()));
    }
    let issued = ResolutionRecord::of(conn, record.id)?;
    Ok(Some(issued.map_or_else(|| beginning(record), ResolutionRecord::text)))
}

/// What a branch's resolution is called when nobody says otherwise.
fn beginning(record: &MeetingRecord) -> ResolutionDraft {
    ResolutionDraft {
        kind: ResolutionKind::Resolution,
        title: format!("Lãnh đạo thực hiện nhiệm vụ tháng {}/{}", record.month, record.year),
        assessment: String::new(),
        direction: record.draft_resolution.clone(),
        execution: String::new(),
    }
}

/// Keeps the draft.
pub(super) fn keep(conn: &mut Conn, id: MeetingId, draft: &ResolutionDraft) -> QueryResult<()> {
    ResolutionDraftRecord::new(id, draft).save(conn)
}

/// Lets the second part follow what was prepared, unless somebody has written something else there.
pub(super) fn follow(conn: &mut Conn, id: MeetingId, before: &str, after: &str) -> QueryResult<()> {
    diesel::update(resolution_draft::table.find(id).filter(resolution_draft::direction.eq(before)))
        .set(resolution_draft::direction.eq(after))
        .execute(conn)
        .map(drop)
}

/// Removes the draft: it is issued.
pub(super) fn forget(conn: &mut Conn, id: MeetingId) -> QueryResult<()> {
    ResolutionDraftRecord::remove(conn, id).map(drop)
}
