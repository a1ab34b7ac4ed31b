//! Removing what nobody needs any more: answers kept for `Idempotency-Key`, sessions that are over, counters of failed
//! sign-ins, expired activation codes. Every node does it each hour: what another one has removed isn't there any more.

use std::time::Duration;

use actix_web::{rt::time::interval, web};
use chrono::{DateTime, Utc};
use diesel::QueryResult;

use crate::auth::{purge_codes, purge_sessions, purge_throttle};
use crate::db::{Conn, Db};
use crate::http::{Result, purge_idempotency};

const HOUR: Duration = Duration::from_secs(3600);

type Purge = fn(&mut Conn, DateTime<Utc>) -> QueryResult<usize>;

/// Removes it now; tells how many rows. One transaction for each table: nothing waits for long, and two nodes at once
/// don't wait for each other in a circle.
///
/// # Errors
/// The database's.
pub fn purge(db: &Db, now: DateTime<Utc>) -> Result<usize> {
    let tables: [Purge; 4] = [purge_idempotency, purge_sessions, purge_throttle, purge_codes];
    tables.into_iter().map(|table| db.write(|conn| Ok(table(conn, now)?))).sum()
}

/// Removes it now and each hour from now on. A failure is in the log and tried again an hour later.
pub async fn every_hour(db: Db) {
    let mut hours = interval(HOUR);
    loop {
        hours.tick().await;
        let db = db.clone();
        match web::block(move || purge(&db, Utc::now())).await {
            Ok(Ok(rows)) => tracing::debug!(rows, "purged"),
            Ok(Err(error)) => tracing::error!(%error, "purging failed"),
            Err(error) => tracing::error!(%error, "purging was cancelled"),
        }
    }
}
