//! The resolution's text until the conclusion issues it.

use diesel::prelude::*;
use shared::api::meeting::ResolutionDraft;
use shared::id::MeetingId;
use shared::meeting::ResolutionKind;

use super::of_meeting;
use crate::db::schema::resolution_draft;

/// The row of table `resolution_draft`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = resolution_draft, primary_key(meeting_id))]
#[diesel(treat_none_as_null = true, treat_none_as_default_value = false)]
#[allow(missing_docs)] // The columns are documented where the API shows them.
pub struct ResolutionDraftRecord {
    pub meeting_id: MeetingId,
    pub kind: ResolutionKind,
    pub title: String,
    pub assessment: String,
    pub direction: String,
    pub execution: String,
}

of_meeting!(ResolutionDraftRecord, resolution_draft, key MeetingId = (meeting_id), order resolution_draft::meeting_id);

impl ResolutionDraftRecord {
    /// The row that keeps a draft.
    pub fn new(meeting_id: MeetingId, draft: &ResolutionDraft) -> Self {
        let ResolutionDraft { kind, title, assessment, direction, execution } = draft.clone();
        Self { meeting_id, kind, title, assessment, direction, execution }
    }
}

impl From<ResolutionDraftRecord> for ResolutionDraft {
    fn from(row: ResolutionDraftRecord) -> Self {
        let ResolutionDraftRecord { meeting_id: _, kind, title, assessment, direction, execution } = row;
        Self { kind, title, assessment, direction, execution }
    }
}
