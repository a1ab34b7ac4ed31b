//! One target.

use shared::api::target::{GetTarget, TargetRow};
use shared::problem::Code;

use super::read::{one, rows};
use crate::http::{Call, Context, Result};

/// With its percent and state.
pub fn get(cx: &mut Context<'_>, call: Call<GetTarget>) -> Result<TargetRow> {
    let target = one(cx.conn, call.path)?;
    cx.set_etag(target.version);
    let today = cx.today();
    rows(cx.conn, vec![target], today)?.pop().ok_or_else(|| Code::NotFound.into())
}
