//! Who was told of the meeting.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::Serialize;
use shared::id::{MeetingId, MemberId};
use shared::meeting::NoticeChannel;

use super::of_meeting;
use crate::db::schema::notice;

/// The row of table `notice`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = notice, primary_key(meeting_id, member_id))]
#[diesel(treat_none_as_null = true, treat_none_as_default_value = false)]
#[allow(missing_docs)] // The columns are documented where the API shows them.
pub struct NoticeRecord {
    pub meeting_id: MeetingId,
    pub member_id: MemberId,
    pub channel: NoticeChannel,
    pub sent_at: NaiveDateTime,
}

of_meeting!(NoticeRecord, notice, key (MeetingId, MemberId) = (meeting_id, member_id), order notice::member_id);
