//! A POST with an `Idempotency-Key` happens once: its answer is kept in the same transaction, and given again.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use shared::api::Endpoint;
use shared::problem::Code;

use super::exchange::IdempotencyKey;
use super::{Context, Error, Exchange, REFRESH_DAYS, Result};
use crate::db::Conn;
use crate::db::schema::idempotency;

/// Days that an answer is kept: no device sends the same request again for longer than its session lives.
const KEPT_DAYS: i64 = REFRESH_DAYS;

/// Removes answers that nobody asks for any more.
pub(crate) fn purge(conn: &mut Conn, now: DateTime<Utc>) -> QueryResult<usize> {
    let old = (now - TimeDelta::days(KEPT_DAYS)).naive_utc();
    diesel::delete(idempotency::table.filter(idempotency::created_at.lt(old))).execute(conn)
}

/// Gives the kept answer, or runs the handler and keeps its answer. Failures aren't kept: they changed nothing.
pub(super) fn once<E: Endpoint>(
    conn: &mut Conn,
    exchange: &mut Exchange,
    key: &IdempotencyKey,
    handler: impl FnOnce(&mut Context<'_>) -> Result<E::Reply>,
) -> Result<E::Reply> {
    // Public endpoints have no account to keep answers for, and answer with secrets.
    let Some(account_id) = exchange.who.as_ref().map(|who| who.account_id) else {
        return handler(&mut Context { conn, exchange });
    };
    let kept: Option<(Vec<u8>, Option<i64>, String)> = idempotency::table
        .find((account_id, &key.key))
        .select((idempotency::request_hash, idempotency::etag, idempotency::reply))
        .first(conn)
        .optional()?;
    if let Some((hash, etag, reply)) = kept {
        if hash != key.request_hash {
            return Err(Code::KeyReused.into());
        }
        exchange.etag = etag;
        return serde_json::from_str(&reply).map_err(Error::internal);
    }
    let reply = handler(&mut Context { conn, exchange })?;
    diesel::insert_into(idempotency::table)
        .values((
            idempotency::account_id.eq(account_id),
            idempotency::key.eq(&key.key),
            idempotency::request_hash.eq(key.request_hash.to_vec()),
            idempotency::status.eq(i32::from(E::STATUS)),
            idempotency::etag.eq(exchange.etag),
            idempotency::reply.eq(serde_json::to_string(&reply).map_err(Error::internal)?),
            idempotency::created_at.eq(exchange.now.naive_utc()),
        ))
        .execute(conn)?;
    Ok(reply)
}
