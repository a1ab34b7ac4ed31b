//! The devices on which one is signed in.

use shared::api::Page;
use shared::api::auth::{ListMySessions, Session};

use super::session;
use crate::http::{Call, Context, Result};

/// Newest first.
pub fn list(cx: &mut Context<'_>, _: Call<ListMySessions>) -> Result<Page<Session>> {
    let (account_id, current) = (cx.who()?.account_id, cx.who()?.session_id);
    let now = cx.now();
    Ok(Page::whole(session::list(cx.conn, account_id, current, now)?))
}
