//! The API over HTTP, in one test binary: each test runs on SQLite and on PostgreSQL, with a database of its own.

// What a test can't do without ends it; clippy knows only functions marked as tests, not what they call.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod accounts;
mod acts;
mod auth;
mod contract;
mod dated;
mod demo;
mod findings;
mod fuzz;
mod home;
mod jobs;
mod meetings;
mod member_imports;
mod members;
mod monthly;
mod overview;
mod permissions;
mod provision;
mod purge;
mod rules;
mod schema;
mod sheets;
mod sign_in_form;
mod supervisions;
mod support;
mod targets;
mod task_reports;
mod tasks;
mod units;
mod upgrade;
