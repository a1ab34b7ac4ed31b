//! Items of the agenda.

use diesel::prelude::*;
use serde::Serialize;
use shared::api::meeting::AgendaItem;
use shared::id::{AgendaItemId, MeetingId, MemberId};
use shared::meeting::AgendaPart;

use super::of_meeting;
use crate::db::schema::agenda_item;

/// The row of table `agenda_item`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = agenda_item, treat_none_as_null = true, treat_none_as_default_value = false)]
#[allow(missing_docs)] // The columns are documented where the API shows them.
pub struct AgendaItemRecord {
    pub id: AgendaItemId,
    pub meeting_id: MeetingId,
    pub part: AgendaPart,
    pub position: i32,
    pub title: String,
    pub mandatory: bool,
    pub previous_tasks: bool,
    pub presenter_id: Option<MemberId>,
    pub outcome: String,
    pub done: bool,
}

of_meeting!(AgendaItemRecord, agenda_item, key AgendaItemId = (id), order (agenda_item::position, agenda_item::id));

impl AgendaItemRecord {
    /// An item of which nothing is written yet.
    pub fn blank(id: AgendaItemId, meeting_id: MeetingId, part: AgendaPart, position: i32) -> Self {
        Self {
            id,
            meeting_id,
            part,
            position,
            title: String::new(),
            mandatory: false,
            previous_tasks: false,
            presenter_id: None,
            outcome: String::new(),
            done: false,
        }
    }
}

impl From<AgendaItemRecord> for AgendaItem {
    fn from(row: AgendaItemRecord) -> Self {
        let AgendaItemRecord { id, part, position, title, mandatory, previous_tasks, presenter_id, .. } = row;
        let (outcome, done) = (row.outcome, row.done);
        Self { id, part, position, title, mandatory, previous_tasks, presenter_id, outcome, done }
    }
}
