//! Answers kept for `Idempotency-Key`, so that the same request, sent again, gets the same answer.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use diesel::prelude::*;
use shared::id::AccountId;

use crate::db::Conn;
use crate::db::schema::idempotency;

/// Days that an answer is kept: no device sends the same request again for longer than its session lives.
pub const KEPT_DAYS: i64 = 30;

/// An answer, with what it answered.
#[derive(Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = idempotency)]
pub struct Answer {
    /// Whose.
    pub account_id: AccountId,
    /// The key that came with the request.
    pub key: String,
    /// SHA-256 of the request.
    pub request_hash: Vec<u8>,
    /// HTTP status.
    pub status: i32,
    /// Version in the ETag.
    pub etag: Option<i64>,
    /// The body.
    pub reply: String,
    /// When, UTC.
    pub created_at: NaiveDateTime,
}

/// The answer kept under a key of an account.
///
/// # Errors
/// The database's.
pub fn find(conn: &mut Conn, account: AccountId, key: &str) -> QueryResult<Option<Answer>> {
    idempotency::table.find((account, key)).select(Answer::as_select()).first(conn).optional()
}

/// Keeps an answer.
///
/// # Errors
/// The database's.
pub fn keep(conn: &mut Conn, answer: &Answer) -> QueryResult<()> {
    diesel::insert_into(idempotency::table).values(answer).execute(conn).map(|_| ())
}

/// Removes answers that nobody asks for any more; tells how many.
///
/// # Errors
/// The database's.
pub fn purge(conn: &mut Conn, now: DateTime<Utc>) -> QueryResult<usize> {
    let old = (now - TimeDelta::days(KEPT_DAYS)).naive_utc();
    diesel::delete(idempotency::table.filter(idempotency::created_at.lt(old))).execute(conn)
}
