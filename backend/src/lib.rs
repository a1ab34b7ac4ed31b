//! The REST API.

pub mod members;
pub mod papers;
