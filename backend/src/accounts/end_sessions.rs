//! Signing somebody out everywhere, say after a lost telephone.

use shared::api::account::EndAccountSessions;
use shared::api::endpoint::Empty;

use crate::auth::end_sessions;
use crate::db::schema::account;
use crate::history;
use crate::http::{Call, Context, Result};
use diesel::prelude::*;

/// Bites at once on every node: each request looks its session up.
pub fn end(cx: &mut Context<'_>, call: Call<EndAccountSessions>) -> Result<Empty> {
    let (id, now) = (call.path, cx.now());
    end_sessions(cx.conn, id, None, now)?;
    let version = account::table.find(id).select(account::version).first(cx.conn)?;
    history::record(cx, id.0, version, "sessions", &"ended")?;
    Ok(Empty {})
}
