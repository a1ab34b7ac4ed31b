//! Meetings of a branch: kinds, states, attendance, votes.

pub mod kinds;
pub mod votes;

pub use kinds::*;
