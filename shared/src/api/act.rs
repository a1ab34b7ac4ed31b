//! Who did what, when and from where.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Subject;
use super::endpoint::{Access, Empty};
use super::page::Page;
use crate::access::Action;
use crate::endpoints;
use crate::id::{AccountId, ActId, SessionId, UnitId};

/// What somebody did, or tried and was refused.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActRow {
    /// The act.
    pub id: ActId,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// Who, as people knew them then; `console` for whoever has the server's console.
    pub by: String,
    /// Their account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_id: Option<AccountId>,
    /// For whom, when a client of the API did it for a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<String>,
    /// From which network address; empty at the console.
    pub address: String,
    /// From which signed-in session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_id: Option<SessionId>,
    /// What: the name of the endpoint, such as `UpdateMeeting`; a command of the console, such as `nenep unit create`; or
    /// `before-acts` for what was noted before acts were.
    pub operation: String,
    /// What kind of thing it was about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
    /// Which one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject_id: Option<Uuid>,
    /// The unit to which that belonged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_id: Option<UnitId>,
    /// The unit's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_name: Option<String>,
    /// `done`, or the code of the refusal.
    pub outcome: String,
    /// What it changed, in order; at most 100.
    pub changes: Vec<ActChange>,
    /// How many more changes there are.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub more_changes: i64,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde's own shape.
const fn is_zero(number: &i64) -> bool {
    *number == 0
}

/// One part of a thing that an act changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActChange {
    /// What kind of thing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
    /// Which one.
    pub subject_id: Uuid,
    /// The version that it thereby got.
    pub version: i64,
    /// Which part of it; empty for all of it.
    pub path: String,
    /// What was there before, as JSON; absent if there was nothing, or if the caller may not read such things.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What has been there since, as JSON; absent if the caller may not read such things.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// Which acts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct ActQuery {
    /// Only those about this thing, or that changed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_id: Option<Uuid>,
    /// Only of this account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<AccountId>,
    /// Only of this unit and below.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_id: Option<UnitId>,
    /// Only refusals, or only what was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<bool>,
    /// Only from this day on (Vietnam).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Only until this day (Vietnam).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// `next` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Items per page, 1 to 200; 50 when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

endpoints! {
    /// The latest first: every write, every refusal of somebody who is signed in, signing in and out, and the console's
    /// commands. What concerns no unit, such as accounts, is listed for admins only. Before and after are shown of what
    /// the caller may read.
    ListActs: Get "/acts", "List who did what", Access::May(Action::AuditRead), path (), query ActQuery, body Empty, reply 200 Page<ActRow>;
}
