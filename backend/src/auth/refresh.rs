//! A new access token for the refresh cookie, which rotates. An older cookie tells that two have it, one of them a
//! thief: nobody knows which, so the session ends for both.

use chrono::TimeDelta;
use diesel::prelude::*;
use shared::api::Endpoint;
use shared::api::auth::{Refresh, Token};
use shared::problem::Code;

use super::refresh_token::RefreshToken;
use super::session;
use crate::acts;
use crate::db::Conn;
use crate::db::schema::{account, session as sessions};
use crate::http::{Act, Call, Exchange, Result, State};

/// Seconds in which the cookie before the present one is given the same answer as the first time: two tabs that
/// refresh at once, and an answer that was lost on a weak network.
const GRACE_SECONDS: i64 = 30;

/// Gives an access token and the next cookie.
pub fn refresh(state: &State, exchange: &mut Exchange, _: Call<Refresh>) -> Result<Token> {
    let presented = exchange.refresh_cookie.as_deref().and_then(RefreshToken::parse);
    let now = exchange.now;
    let next = match &presented {
        Some(token) => {
            let next = token.next(state.keys.secret())?;
            // Ending a session that was stolen must outlast the refusal: the transaction itself succeeds.
            let act = exchange.act(Refresh::NAME);
            state.db.write(|conn| rotate(conn, token, &next, act))?.then_some(next)
        }
        None => None,
    };
    exchange.set_refresh_cookie = Some(next.as_ref().map(RefreshToken::text).unwrap_or_default());
    match next {
        Some(next) => session::token(&state.keys, next.session_id, now),
        None => Err(Code::SignInNeeded.into()),
    }
}

/// Whether the token may be exchanged for the next one. Only the end of a session is an act.
fn rotate(conn: &mut Conn, token: &RefreshToken, next: &RefreshToken, act: Act) -> Result<bool> {
    let now = act.at.naive_utc();
    let enabled = account::table.filter(account::disabled.eq(false)).select(account::id);
    let rotated = diesel::update(sessions::table.find(token.session_id))
        .filter(sessions::refresh_hash.eq(token.hash()))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::expires_at.gt(now))
        .filter(sessions::account_id.eq_any(enabled))
        .set((sessions::refresh_hash.eq(next.hash()), sessions::rotated_at.eq(now), sessions::last_used_at.eq(now)))
        .execute(conn)?;
    if rotated == 1 {
        return Ok(true);
    }
    // The present token is this one's successor: this one was exchanged last.
    let repeated: i64 = sessions::table
        .find(token.session_id)
        .filter(sessions::refresh_hash.eq(next.hash()))
        .filter(sessions::rotated_at.ge(now - TimeDelta::seconds(GRACE_SECONDS)))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::expires_at.gt(now))
        .filter(sessions::account_id.eq_any(enabled))
        .count()
        .get_result(conn)?;
    if repeated == 1 {
        return Ok(true);
    }
    let ended = diesel::update(sessions::table.find(token.session_id))
        .filter(sessions::ended_at.is_null())
        .set(sessions::ended_at.eq(now))
        .execute(conn)?;
    if ended == 1 {
        let act = Act { session_id: Some(token.session_id), refusal: Some(Code::SignInNeeded), ..act };
        let account = session::account_of(conn, token.session_id)?;
        acts::write(conn, session::act_of(act, account))?;
    }
    Ok(false)
}
