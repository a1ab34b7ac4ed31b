//! Who may do what: roles, actions, and how far each reaches. Pure: the server enforces with it, the browser hides with it.

pub mod action;
pub mod decide;
pub mod role;
pub mod table;

pub use action::Action;
pub use decide::{Actor, Decision, Grant, Whereabouts, decide};
pub use role::Role;
pub use table::{Reach, reach};
