//! Signing one device out, say a lost one.

use shared::api::auth::EndMySession;
use shared::api::endpoint::Empty;
use shared::problem::Code;

use super::session;
use crate::http::{Call, Context, Result};

/// Somebody else's session isn't found.
pub fn end(cx: &mut Context<'_>, call: Call<EndMySession>) -> Result<Empty> {
    let (account_id, current) = (cx.who()?.account_id, cx.who()?.session_id);
    let now = cx.now();
    if !session::end(cx.conn, account_id, call.path, now)? {
        return Err(Code::NotFound.into());
    }
    cx.note(call.path, 1, "ended_at", &(), &now)?;
    if call.path == current {
        cx.exchange.set_refresh_cookie = Some(String::new());
    }
    Ok(Empty {})
}
