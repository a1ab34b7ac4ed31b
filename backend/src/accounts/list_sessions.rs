//! The devices on which somebody is signed in.

use shared::api::Page;
use shared::api::account::ListAccountSessions;
use shared::api::auth::Session;

use crate::auth::list_sessions_of;
use crate::http::{Call, Context, Result};

/// Newest first.
pub fn list(cx: &mut Context<'_>, call: Call<ListAccountSessions>) -> Result<Page<Session>> {
    let (current, now) = (cx.who()?.session_id, cx.now());
    Ok(Page::whole(list_sessions_of(cx.conn, call.path, current, now)?))
}
