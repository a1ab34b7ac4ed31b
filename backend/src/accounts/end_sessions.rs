//! Signing somebody out everywhere, say after a lost telephone.

use shared::api::account::EndAccountSessions;
use shared::api::endpoint::Empty;
use shared::id::SessionId;

use crate::auth::end_sessions;
use crate::db::schema::account;
use crate::http::{Call, Context, Result};
use diesel::prelude::*;

/// Bites at once on every node: each request looks its session up.
pub fn end(cx: &mut Context<'_>, call: Call<EndAccountSessions>) -> Result<Empty> {
    let (id, now) = (call.path, cx.now());
    let ended = end_sessions(cx.conn, id, None, now)?;
    let version = account::table.find(id).select(account::version).first(cx.conn)?;
    cx.note(id, version, "sessions", &ended, &Vec::<SessionId>::new())?;
    Ok(Empty {})
}
