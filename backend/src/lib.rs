//! The REST API.

pub mod members;
