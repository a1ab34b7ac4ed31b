//! Work in the background that happens once, however many nodes there are: put in by whoever needs it, in the same
//! transaction as what it follows from; taken by one node at a time; tried again, later each time, when it fails.
//!
//! A node may end in the middle of a job, which then runs again on another: every kind of job is idempotent.

mod list;
mod retry;
mod store;
mod worker;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::db::Db;
use crate::http::{Error, Result, Routes};

pub use store::{enqueue, purge};
pub use worker::Worker;

/// Tries after which a job isn't tried any more by itself, and stands on the admin's list.
pub const MOST_TRIES: i32 = 8;

/// A kind of job, with what it needs to know.
pub trait Job: Serialize + DeserializeOwned {
    /// Its name in the database: stable over releases.
    const KIND: &'static str;

    /// What it is about. While one isn't done, putting in another of the same key only asks for it once more.
    fn key(&self) -> String;

    /// Does it; says when to do it again, if it is to be done again and again.
    ///
    /// # Errors
    /// Whatever went wrong: it is tried again.
    fn run(&self, db: &Db, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>>;
}

type Run = fn(&Db, &str, DateTime<Utc>) -> Result<Option<DateTime<Utc>>>;

/// The kinds of jobs that a node does. Others, say of a newer program, it leaves to nodes that know them.
#[derive(Debug, Clone, Default)]
pub struct Kinds(BTreeMap<&'static str, Run>);

impl Kinds {
    /// Registers a kind.
    #[must_use]
    pub fn on<J: Job>(mut self) -> Self {
        self.0.insert(J::KIND, |db, payload, now| {
            serde_json::from_str::<J>(payload).map_err(Error::internal)?.run(db, now)
        });
        self
    }

    fn names(&self) -> Vec<&'static str> {
        self.0.keys().copied().collect()
    }

    fn run(&self, kind: &str) -> Option<Run> {
        self.0.get(kind).copied()
    }
}

/// The endpoints of this resource.
pub fn routes(routes: Routes) -> Routes {
    routes.on(list::list).on(retry::retry)
}
