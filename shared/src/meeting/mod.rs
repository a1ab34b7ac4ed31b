//! Meetings of a branch: kinds, states, attendance, votes.

pub mod agenda;
pub mod allowed;
pub mod assess;
pub mod attendance;
pub mod calendar;
pub mod check;
pub mod findings;
pub mod kinds;
pub mod previous;
pub mod state;
pub mod votes;

pub use kinds::*;
