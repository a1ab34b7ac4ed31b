//! Removing what nobody needs any more: answers kept for `Idempotency-Key`, sessions that are over, counters of failed
//! sign-ins, expired activation codes, jobs that are done. A job that is done each hour, by one node.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::QueryResult;
use serde::{Deserialize, Serialize};

use crate::auth::{purge_codes, purge_sessions, purge_throttle};
use crate::db::{Conn, Db};
use crate::http::Result;
use crate::jobs::Job;
use crate::{answers, jobs};

type Remove = fn(&mut Conn, DateTime<Utc>) -> QueryResult<usize>;

/// Removes it now; tells how many rows. One transaction for each table: nothing waits for long.
///
/// # Errors
/// The database's.
pub fn purge(db: &Db, now: DateTime<Utc>) -> Result<usize> {
    let tables: [Remove; 5] = [answers::purge, purge_sessions, purge_throttle, purge_codes, jobs::purge];
    tables.into_iter().map(|table| db.write(|conn| Ok(table(conn, now)?))).sum()
}

/// The job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purge {}

impl Job for Purge {
    const KIND: &'static str = "purge";

    fn key(&self) -> String {
        String::new()
    }

    fn run(&self, db: &Db, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
        let rows = purge(db, now)?;
        tracing::debug!(rows, "purged");
        Ok(Some(now + TimeDelta::hours(1)))
    }
}
