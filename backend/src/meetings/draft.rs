//! The resolution's text until the conclusion issues it: kept with the meeting, so that it's there on every device.

use diesel::prelude::*;
use shared::api::meeting::ResolutionDraft;
use shared::id::MeetingId;
use shared::meeting::{MeetingKind, ResolutionKind};

use super::record::MeetingRecord;
use crate::db::Conn;
use crate::db::schema::{resolution, resolution_draft};
use crate::http::Result;

type Columns = (ResolutionKind, String, String, String, String);

fn draft((kind, title, assessment, direction, execution): Columns) -> ResolutionDraft {
    ResolutionDraft { kind, title, assessment, direction, execution }
}

/// What was drafted; `None` if nobody has written anything yet.
fn kept(conn: &mut Conn, id: MeetingId) -> QueryResult<Option<ResolutionDraft>> {
    let row: Option<Columns> = resolution_draft::table
        .find(id)
        .select((
            resolution_draft::kind,
            resolution_draft::title,
            resolution_draft::assessment,
            resolution_draft::direction,
            resolution_draft::execution,
        ))
        .first(conn)
        .optional()?;
    Ok(row.map(draft))
}

/// The text to write on: what was drafted, else what was issued before the minutes were reopened, else the usual title
/// and what was prepared. `None` for a meeting that has no resolution, or whose is issued.
pub(super) fn of(conn: &mut Conn, record: &MeetingRecord) -> Result<Option<ResolutionDraft>> {
    if record.kind == MeetingKind::Preparatory || !record.status.minutes_open() {
        return Ok(None);
    }
    if let Some(kept) = kept(conn, record.id)? {
        return Ok(Some(kept));
    }
    let issued: Option<Columns> = resolution::table
        .filter(resolution::meeting_id.eq(record.id))
        .select((
            resolution::kind,
            resolution::title,
            resolution::assessment,
            resolution::direction,
            resolution::execution,
        ))
        .first(conn)
        .optional()?;
    Ok(Some(issued.map_or_else(|| beginning(record), draft)))
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
    forget(conn, id)?;
    diesel::insert_into(resolution_draft::table)
        .values((
            resolution_draft::meeting_id.eq(id),
            resolution_draft::kind.eq(draft.kind),
            resolution_draft::title.eq(&draft.title),
            resolution_draft::assessment.eq(&draft.assessment),
            resolution_draft::direction.eq(&draft.direction),
            resolution_draft::execution.eq(&draft.execution),
        ))
        .execute(conn)
        .map(drop)
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
    diesel::delete(resolution_draft::table.find(id)).execute(conn).map(drop)
}
