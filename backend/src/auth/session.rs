//! Sessions: one per signed-in device, with the refresh token that is in force.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use diesel::prelude::*;
use shared::api::Subject;
use shared::api::auth::{Session, Token};
use shared::id::{AccountId, SessionId};
use uuid::Uuid;

use super::refresh_token::RefreshToken;
use crate::db::Conn;
use crate::db::schema::{account, session};
use crate::http::{ACCESS_SECONDS, Act, Exchange, Keys, REFRESH_DAYS, Result};

/// Days that the row of a session stays after it can't be used any more: for looking into what happened.
const KEPT_DAYS: i64 = 30;

/// Begins a session on the device that asks, in place of the one that it had, and sets its cookie.
pub(super) fn begin(conn: &mut Conn, exchange: &mut Exchange, account_id: AccountId) -> Result<SessionId> {
    let now = exchange.now.naive_utc();
    if let Some(before) = exchange.refresh_cookie.as_deref().and_then(RefreshToken::parse) {
        diesel::update(session::table)
            .filter(session::id.eq(before.session_id))
            .filter(session::refresh_hash.eq(before.hash()))
            .filter(session::ended_at.is_null())
            .set(session::ended_at.eq(now))
            .execute(conn)?;
    }
    let id = SessionId(Uuid::now_v7());
    let token = RefreshToken::random(id);
    diesel::insert_into(session::table)
        .values((
            session::id.eq(id),
            session::account_id.eq(account_id),
            session::device.eq(&exchange.device),
            session::refresh_hash.eq(token.hash()),
            session::rotated_at.eq(now),
            session::created_at.eq(now),
            session::last_used_at.eq(now),
            session::expires_at.eq(now + TimeDelta::days(REFRESH_DAYS)),
        ))
        .execute(conn)?;
    exchange.set_refresh_cookie = Some(token.text());
    Ok(id)
}

/// The act of somebody who isn't signed in, about this account with its name; `None`: it isn't known whose.
pub(super) fn act_of(act: Act, account: Option<(AccountId, String)>) -> Act {
    match account {
        Some((id, by_name)) => Act { account_id: Some(id), by_name, subject: Some((Subject::Account, id.0)), ..act },
        None => act,
    }
}

/// The account of a session, with its name.
pub(super) fn account_of(conn: &mut Conn, id: SessionId) -> QueryResult<Option<(AccountId, String)>> {
    session::table
        .inner_join(account::table)
        .filter(session::id.eq(id))
        .select((account::id, account::name))
        .first(conn)
        .optional()
}

/// Removes sessions that were over long ago. An old cookie of theirs is refused with or without a row.
pub(crate) fn purge(conn: &mut Conn, now: DateTime<Utc>) -> QueryResult<usize> {
    let old = (now - TimeDelta::days(KEPT_DAYS)).naive_utc();
    diesel::delete(session::table.filter(session::expires_at.lt(old).or(session::ended_at.lt(old)))).execute(conn)
}

/// The reply with an access token.
pub(super) fn token(keys: &Keys, id: SessionId, now: DateTime<Utc>) -> Result<Token> {
    let access_token = keys.sign(id, now)?;
    Ok(Token { access_token, token_type: "Bearer".to_owned(), expires_in: ACCESS_SECONDS })
}

/// The sessions of an account that are in force, newest first. `current` is the one that asks.
pub(crate) fn list(
    conn: &mut Conn,
    account_id: AccountId,
    current: SessionId,
    now: DateTime<Utc>,
) -> Result<Vec<Session>> {
    let rows: Vec<(SessionId, String, NaiveDateTime, NaiveDateTime)> = session::table
        .filter(session::account_id.eq(account_id))
        .filter(session::ended_at.is_null())
        .filter(session::expires_at.gt(now.naive_utc()))
        .order((session::created_at.desc(), session::id.desc()))
        .select((session::id, session::device, session::created_at, session::last_used_at))
        .load(conn)?;
    let sessions = rows.into_iter().map(|(id, device, created_at, last_used_at)| Session {
        id,
        current: id == current,
        device,
        created_at: created_at.and_utc(),
        last_used_at: last_used_at.and_utc(),
    });
    Ok(sessions.collect())
}

/// Ends every session of an account but one.
pub(crate) fn end_all(
    conn: &mut Conn,
    account_id: AccountId,
    except: Option<SessionId>,
    now: DateTime<Utc>,
) -> Result<Vec<SessionId>> {
    let open: Vec<SessionId> = session::table
        .filter(session::account_id.eq(account_id))
        .filter(session::ended_at.is_null())
        // No session has the nil id.
        .filter(session::id.ne(except.unwrap_or(SessionId(Uuid::nil()))))
        .select(session::id)
        .load(conn)?;
    diesel::update(session::table.filter(session::id.eq_any(&open)).filter(session::ended_at.is_null()))
        .set(session::ended_at.eq(now.naive_utc()))
        .execute(conn)?;
    Ok(open)
}

/// Ends one session of an account; whether it was in force.
pub(super) fn end(conn: &mut Conn, account_id: AccountId, id: SessionId, now: DateTime<Utc>) -> Result<bool> {
    let ended = diesel::update(session::table)
        .filter(session::id.eq(id))
        .filter(session::account_id.eq(account_id))
        .filter(session::ended_at.is_null())
        .set(session::ended_at.eq(now.naive_utc()))
        .execute(conn)?;
    Ok(ended == 1)
}
