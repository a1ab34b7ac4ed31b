//! Corrections of locked minutes.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use shared::api::meeting::Addendum;
use shared::id::{AddendumId, MeetingId};

use super::of_meeting;
use crate::db::schema::addendum;

/// The row of table `addendum`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = addendum, treat_none_as_null = true, treat_none_as_default_value = false)]
#[allow(missing_docs)] // The columns are documented where the API shows them.
pub struct AddendumRecord {
    pub id: AddendumId,
    pub meeting_id: MeetingId,
    pub text: String,
    pub by_name: String,
    pub written_at: NaiveDateTime,
}

of_meeting!(AddendumRecord, addendum, key AddendumId = (id), order (addendum::written_at, addendum::id));

impl From<AddendumRecord> for Addendum {
    fn from(row: AddendumRecord) -> Self {
        Self { id: row.id, text: row.text, by: row.by_name, at: row.written_at.and_utc() }
    }
}
