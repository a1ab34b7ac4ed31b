//! The answer to a write of a thing that has states.

use serde::{Deserialize, Serialize};

use crate::problem::Change;

/// A write was saved; `S` are the states of the thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Saved<S> {
    /// The thing's new version; also the ETag.
    pub version: i64,
    /// Its state now.
    pub status: S,
    /// Other parts, which somebody else had changed since the version given in `If-Match`: to be read again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Change>,
}
