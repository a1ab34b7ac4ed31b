//! Documents that members are sent before or after the meeting.

use shared::api::meeting::HandoutChange;
use shared::problem::Code;

use super::super::limits;
use super::super::rows::HandoutRecord;
use super::Work;
use crate::http::Result;

/// Adds, changes and removes handouts. When one is marked as sent, the server's clock says since when.
pub(super) fn write(work: &mut Work<'_, '_>, changes: &[HandoutChange]) -> Result<()> {
    for (index, change) in changes.iter().enumerate() {
        let at = |field: &str| format!("/handouts/{index}/{field}");
        let known = HandoutRecord::find(work.conn(), change.id)?;
        if known.as_ref().is_some_and(|row| row.meeting_id != work.record.id) {
            work.writing.errors.add(at("id"), Code::UnknownReference);
            continue;
        }
        if change.deleted {
            if known.is_some() {
                HandoutRecord::remove(work.conn(), change.id)?;
                work.writing.note(format!("handouts/{}", change.id), &known, &())?;
            }
            continue;
        }
        let before = known.clone();
        let row = merged(work, change, known);
        let fits = work.checked(|work| {
            work.writing.errors.text(&at("title"), &row.title, limits::TITLE);
            work.writing.errors.optional_text(&at("place"), &row.place, limits::ADDRESS);
        });
        if fits {
            row.save(work.conn())?;
            work.writing.note(format!("handouts/{}", change.id), &before, &row)?;
        }
    }
    Ok(())
}

fn merged(work: &Work<'_, '_>, change: &HandoutChange, known: Option<HandoutRecord>) -> HandoutRecord {
    let mut row = known.unwrap_or(HandoutRecord {
        id: change.id,
        meeting_id: work.record.id,
        title: String::new(),
        place: String::new(),
        sent_at: None,
    });
    row.title = change.title.clone().unwrap_or(row.title);
    row.place = change.place.clone().unwrap_or(row.place);
    row.sent_at = match change.sent {
        Some(true) => row.sent_at.or(Some(work.cx.now().naive_utc())),
        Some(false) => None,
        None => row.sent_at,
    };
    row
}
