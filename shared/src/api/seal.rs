//! What is locked, of whatever kind it is: its lock, and the corrections that are appended to it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::id::AddendumId;

/// The lock on a thing, as its seal says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Lock {
    /// SHA-256 of the sealed content, hexadecimal.
    pub hash: String,
    /// Locked at, UTC.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// Whether what is shown is what was sealed: the hash was made again just now. If not, it can't be relied on.
    pub matches: bool,
    /// The hash on papers from before the content itself was sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<String>,
}

/// A correction appended to what is locked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Addendum {
    /// The addendum.
    pub id: AddendumId,
    /// What is corrected.
    pub text: String,
    /// Who wrote it.
    pub by: String,
    /// When, UTC.
    pub at: DateTime<Utc>,
}

/// A correction of what is locked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAddendum {
    /// The id, if the caller makes it.
    #[serde(default)]
    pub id: Option<AddendumId>,
    /// What is corrected.
    pub text: String,
}
