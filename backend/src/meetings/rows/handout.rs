//! What members are sent before or after the meeting.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::Serialize;
use shared::api::meeting::Handout;
use shared::id::{HandoutId, MeetingId};

use super::of_meeting;
use crate::db::schema::handout;

/// The row of table `handout`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = handout, treat_none_as_null = true, treat_none_as_default_value = false)]
#[allow(missing_docs)] // The columns are documented where the API shows them.
pub struct HandoutRecord {
    pub id: HandoutId,
    pub meeting_id: MeetingId,
    pub title: String,
    pub place: String,
    pub sent_at: Option<NaiveDateTime>,
}

of_meeting!(HandoutRecord, handout, key HandoutId = (id), order handout::id);

impl From<HandoutRecord> for Handout {
    fn from(row: HandoutRecord) -> Self {
        let HandoutRecord { id, meeting_id: _, title, place, sent_at } = row;
        Self { id, title, place, sent_at: sent_at.map(|at| at.and_utc()) }
    }
}
