//! One member's record.

use chrono::NaiveDate;
use shared::api::member::{GetMember, Member};
use shared::problem::{Code, FieldErrors};

use super::membership::MembershipRow;
use super::read;
use crate::db::Dated;
use crate::http::{Call, Context, Result, check};

/// Identity and card numbers are masked. On a day before they were anywhere there is nobody.
pub fn get(cx: &mut Context<'_>, call: Call<GetMember>) -> Result<Member> {
    let member = read::stored(cx.conn, call.path)?;
    let mut errors = FieldErrors::default();
    errors.date("query/on", call.query.on);
    check(errors)?;
    let memberships = MembershipRow::of(cx.conn, call.path)?;
    let before = |day: NaiveDate| memberships.first().is_some_and(|first| day < first.starts_on);
    if call.query.on.is_some_and(before) {
        return Err(Code::NotFound.into());
    }
    let day = call.query.on.unwrap_or_else(|| cx.today());
    read::record(cx, member, day)
}
