//! Documents that members are sent before or after the meeting.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use shared::api::meeting::HandoutChange;
use shared::id::{HandoutId, MeetingId};
use shared::problem::Code;

use super::super::limits;
use super::Work;
use crate::db::schema::handout;
use crate::http::Result;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = handout, treat_none_as_null = true)]
struct Row {
    id: HandoutId,
    meeting_id: MeetingId,
    title: String,
    place: String,
    sent_at: Option<NaiveDateTime>,
}

/// Adds, changes and removes handouts. When one is marked as sent, the server's clock says since when.
pub(super) fn write(work: &mut Work<'_, '_>, changes: &[HandoutChange]) -> Result<()> {
    for (place, change) in changes.iter().enumerate() {
        let at = |field: &str| format!("/handouts/{place}/{field}");
        let known: Option<Row> =
            handout::table.find(change.id).select(Row::as_select()).first(work.conn()).optional()?;
        if known.as_ref().is_some_and(|row| row.meeting_id != work.record.id) {
            work.errors.add(at("id"), Code::UnknownReference);
            continue;
        }
        if change.deleted {
            if known.is_some() {
                diesel::delete(handout::table.find(change.id)).execute(work.conn())?;
                work.changed(format!("handouts/{}", change.id), &())?;
            }
            continue;
        }
        let new = known.is_none();
        let row = merged(work, change, known);
        let fits = work.checked(|work| {
            work.errors.text(&at("title"), &row.title, limits::TITLE);
            work.errors.optional_text(&at("place"), &row.place, limits::ADDRESS);
        });
        if fits {
            if new {
                diesel::insert_into(handout::table).values(&row).execute(work.conn())?;
            } else {
                diesel::update(handout::table.find(row.id)).set(&row).execute(work.conn())?;
            }
            work.changed(format!("handouts/{}", change.id), change)?;
        }
    }
    Ok(())
}

fn merged(work: &Work<'_, '_>, change: &HandoutChange, known: Option<Row>) -> Row {
    let mut row = known.unwrap_or(Row {
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
