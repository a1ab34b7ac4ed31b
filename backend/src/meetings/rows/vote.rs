//! Votes: counts only, also of open ones.

use diesel::prelude::*;
use serde::Serialize;
use shared::id::{MeetingId, VoteId};
use shared::meeting::{VoteMethod, VoteSubject};

use super::of_meeting;
use crate::db::schema::vote;

/// The row of table `vote`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = vote, treat_none_as_null = true, treat_none_as_default_value = false)]
#[allow(missing_docs)] // The columns are documented where the API shows them.
pub struct VoteRecord {
    pub id: VoteId,
    pub meeting_id: MeetingId,
    pub subject: VoteSubject,
    pub title: String,
    pub method: VoteMethod,
    pub in_favour: i32,
    pub against: i32,
    pub abstain: i32,
}

of_meeting!(VoteRecord, vote, key VoteId = (id), order vote::id);
