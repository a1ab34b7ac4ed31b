//! Nề Nếp's REST API: one module per resource, each with its handlers and their SQL side by side.

pub mod accounts;
pub mod acts;
pub mod answers;
pub mod auth;
pub mod db;
pub mod demo;
pub mod error;
pub mod figures;
pub mod findings;
pub mod home;
pub mod http;
pub mod jobs;
pub mod meetings;
pub mod members;
pub mod overview;
pub mod papers;
pub mod purge;
pub mod resolutions;
pub mod rules;
pub mod seal;
pub mod server;
pub mod supervisions;
pub mod targets;
pub mod tasks;
pub mod turns;
pub mod units;
