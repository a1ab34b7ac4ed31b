//! Domain types, rules and API declarations of Nề Nếp: pure, no I/O, compiled into the server and the browser program.

pub mod access;
pub mod act;
pub mod api;
pub mod branch;
pub mod dated;
pub mod evaluation;
pub mod finding;
pub mod id;
pub mod language;
pub mod meeting;
pub mod member;
pub mod paper;
pub mod part;
pub mod period;
pub mod problem;
pub mod rule_set;
pub mod rulebook;
pub mod seen;
pub mod share;
pub mod target;
pub mod text;
pub mod text_enum;
pub mod time;
pub mod unit;
