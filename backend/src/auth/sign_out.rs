//! Signing out of a device.

use diesel::prelude::*;
use shared::api::Endpoint;
use shared::api::auth::SignOut;
use shared::api::endpoint::Empty;

use super::refresh_token::RefreshToken;
use super::session::{account_of, act_of};
use crate::acts;
use crate::db::schema::session;
use crate::http::{Act, Call, Context, Result};

/// Ends the cookie's session, also with an older cookie of it; without a cookie there is nothing to end.
pub fn sign_out(cx: &mut Context<'_>, _: Call<SignOut>) -> Result<Empty> {
    let now = cx.now().naive_utc();
    if let Some(token) = cx.exchange.refresh_cookie.as_deref().and_then(RefreshToken::parse) {
        let ended = diesel::update(session::table.find(token.session_id))
            .filter(session::ended_at.is_null())
            .set(session::ended_at.eq(now))
            .execute(cx.conn)?;
        if ended == 1 {
            let account = account_of(cx.conn, token.session_id)?;
            let act = Act { session_id: Some(token.session_id), ..cx.exchange.act(SignOut::NAME) };
            acts::write(cx.conn, act_of(act, account))?;
        }
    }
    cx.exchange.set_refresh_cookie = Some(String::new());
    Ok(Empty {})
}
