//! The API over HTTP, in one test binary: each test runs on SQLite and on PostgreSQL, with a database of its own.

mod accounts;
mod auth;
mod contract;
mod meetings;
mod overview;
mod schema;
mod supervisions;
mod support;
mod units;
