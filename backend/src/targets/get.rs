//! One target.

use shared::api::target::{GetTarget, TargetRow};

use super::read::{one, row};
use crate::http::{Call, Context, Result};

/// With its percent and state.
pub fn get(cx: &mut Context<'_>, call: Call<GetTarget>) -> Result<TargetRow> {
    let target = one(cx.conn, call.path)?;
    cx.set_etag(target.version);
    Ok(row(target))
}
