//! One member's record.

use shared::api::member::{GetMember, Member};
use shared::problem::FieldErrors;

use super::read;
use crate::http::{Call, Context, Result, check};

/// Identity and card numbers are masked.
pub fn get(cx: &mut Context<'_>, call: Call<GetMember>) -> Result<Member> {
    let member = read::stored(cx.conn, call.path)?;
    let mut errors = FieldErrors::default();
    errors.date("query/on", call.query.on);
    check(errors)?;
    let day = call.query.on.unwrap_or_else(|| cx.today());
    read::record(cx, member, day)
}
