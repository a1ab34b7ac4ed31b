//! The API over HTTP, in one test binary: each test runs on SQLite and on PostgreSQL, with a database of its own.

mod accounts;
mod auth;
mod contract;
mod demo;
mod fuzz;
mod meetings;
mod member_imports;
mod members;
mod overview;
mod permissions;
mod rules;
mod schema;
mod supervisions;
mod support;
mod targets;
mod tasks;
mod units;
