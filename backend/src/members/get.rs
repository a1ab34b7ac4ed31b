//! One member's record.

use shared::api::member::{GetMember, Member};

use super::read;
use crate::http::{Call, Context, Result};

/// Identity and card numbers are masked.
pub fn get(cx: &mut Context<'_>, call: Call<GetMember>) -> Result<Member> {
    let member = read::stored(cx.conn, call.path)?;
    read::record(cx, member)
}
