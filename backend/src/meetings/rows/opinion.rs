//! What was said.

use diesel::prelude::*;
use serde::Serialize;
use shared::api::meeting::Opinion;
use shared::id::{AgendaItemId, MeetingId, MemberId, OpinionId};
use shared::meeting::OpinionKind;

use super::of_meeting;
use crate::db::schema::opinion;

/// The row of table `opinion`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = opinion, treat_none_as_null = true, treat_none_as_default_value = false)]
#[allow(missing_docs)] // The columns are documented where the API shows them.
pub struct OpinionRecord {
    pub id: OpinionId,
    pub meeting_id: MeetingId,
    pub agenda_item_id: Option<AgendaItemId>,
    pub member_id: Option<MemberId>,
    pub delegate: String,
    pub kind: OpinionKind,
    pub text: String,
}

// Ids grow with time.
of_meeting!(OpinionRecord, opinion, key OpinionId = (id), order opinion::id);

impl From<OpinionRecord> for Opinion {
    fn from(row: OpinionRecord) -> Self {
        let OpinionRecord { id, meeting_id: _, agenda_item_id, member_id, delegate, kind, text } = row;
        Self { id, agenda_item_id, member_id, delegate, kind, text }
    }
}
