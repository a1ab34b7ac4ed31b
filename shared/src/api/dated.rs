//! What every fact with days has in common.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// From when to when a fact holds, by what decision, and who wrote it down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Record {
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day; absent: until further notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<NaiveDate>,
    /// Number of the decision; empty if there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub decision: String,
    /// Its date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<NaiveDate>,
    /// When it was written down, UTC.
    pub recorded_at: DateTime<Utc>,
    /// By whom; empty for what was taken over from before.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub recorded_by: String,
    /// When something else took its place; absent while it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_at: Option<DateTime<Utc>>,
    /// Why it put another right; empty for a change.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub correction: String,
}

/// As at which day.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct DayQuery {
    /// As at this day; absent: today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
}

/// As known when.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct KnownQuery {
    /// Only what was known at this moment, UTC; absent: everything, what was replaced too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_at: Option<DateTime<Utc>>,
}
