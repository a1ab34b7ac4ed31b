//! Signing out of a device.

use diesel::prelude::*;
use shared::api::auth::SignOut;
use shared::api::endpoint::Empty;

use super::refresh_token::RefreshToken;
use crate::db::schema::session;
use crate::http::{Call, Context, Result};

/// Ends the cookie's session, also with an older cookie of it; without a cookie there is nothing to end.
pub fn sign_out(cx: &mut Context<'_>, _: Call<SignOut>) -> Result<Empty> {
    let now = cx.now().naive_utc();
    if let Some(token) = cx.exchange.refresh_cookie.as_deref().and_then(RefreshToken::parse) {
        diesel::update(session::table.find(token.session_id))
            .filter(session::ended_at.is_null())
            .set(session::ended_at.eq(now))
            .execute(cx.conn)?;
    }
    cx.exchange.set_refresh_cookie = Some(String::new());
    Ok(Empty {})
}
