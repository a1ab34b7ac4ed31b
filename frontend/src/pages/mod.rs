//! Pages, a folder each; they mirror the menu.

pub mod account;
pub mod activate;
pub mod forbidden;
mod gate;
pub mod not_found;
pub mod sign_in;
