//! A POST with an `Idempotency-Key` happens once: its answer is kept in the same transaction, and given again.

use shared::api::Endpoint;
use shared::problem::Code;

use super::exchange::IdempotencyKey;
use super::{Context, Error, Exchange, Result};
use crate::answers::{self, Answer};
use crate::db::Conn;

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
    if let Some(kept) = answers::find(conn, account_id, &key.key)? {
        if kept.request_hash != key.request_hash {
            return Err(Code::KeyReused.into());
        }
        exchange.etag = kept.etag;
        return serde_json::from_str(&kept.reply).map_err(Error::internal);
    }
    let reply = handler(&mut Context { conn, exchange })?;
    let answer = Answer {
        account_id,
        key: key.key.clone(),
        request_hash: key.request_hash.to_vec(),
        status: E::STATUS.into(),
        etag: exchange.etag,
        reply: serde_json::to_string(&reply).map_err(Error::internal)?,
        created_at: exchange.now.naive_utc(),
    };
    answers::keep(conn, &answer)?;
    Ok(reply)
}
