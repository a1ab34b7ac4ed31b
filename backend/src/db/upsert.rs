//! Inserting what may be there already, which diesel can't say for the connection to either database. The same SQL on
//! both.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::sql_types::{Binary, Text, Timestamp};
use diesel::{QueryResult, RunQueryDsl};
use shared::id::JobId;

use super::Conn;

/// Makes a counter of failures if there is none; others that want the same one wait until this transaction ends.
///
/// # Errors
/// The database's.
pub fn lock_throttle(conn: &mut Conn, key: &[u8], now: DateTime<Utc>) -> QueryResult<()> {
    diesel::sql_query(
        "INSERT INTO throttle (key, failures, last_at) VALUES ($1, 0, $2) \
         ON CONFLICT (key) DO UPDATE SET failures = throttle.failures",
    )
    .bind::<Binary, _>(key)
    .bind::<Timestamp, _>(now.naive_utc())
    .execute(conn)
    .map(|_| ())
}

/// Puts a job in, or asks once more for the one of the same kind and key that isn't done; the earlier time counts.
///
/// # Errors
/// The database's.
pub fn ask_for_job(
    conn: &mut Conn,
    id: JobId,
    kind: &str,
    key: &str,
    payload: &str,
    run_at: NaiveDateTime,
) -> QueryResult<()> {
    diesel::sql_query(
        "INSERT INTO job (id, kind, key, payload, run_at, asked, tries) VALUES ($1, $2, $3, $4, $5, 1, 0) \
         ON CONFLICT (kind, key) WHERE done_at IS NULL DO UPDATE SET payload = excluded.payload, \
         asked = job.asked + 1, \
         run_at = CASE WHEN excluded.run_at < job.run_at THEN excluded.run_at ELSE job.run_at END",
    )
    .bind::<Binary, _>(id)
    .bind::<Text, _>(kind)
    .bind::<Text, _>(key)
    .bind::<Text, _>(payload)
    .bind::<Timestamp, _>(run_at)
    .execute(conn)
    .map(|_| ())
}
