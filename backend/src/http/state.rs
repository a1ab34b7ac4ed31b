//! What every request shares.

use super::{Keys, Refusals};
use crate::db::Db;

/// What every request shares.
#[derive(Clone)]
pub struct State {
    /// The database.
    pub db: Db,
    /// The key that signs access tokens.
    pub keys: Keys,
    /// Whether `X-Forwarded-For` is a proxy's of ours.
    pub trust_proxy: bool,
    /// Where refusals are handed in to be written down.
    pub refusals: Refusals,
}
