//! Ending a grant.

use chrono::Days;
use diesel::prelude::*;
use shared::access::Role;
use shared::api::account::{EndGrant, GrantRow};
use shared::problem::{Code, FieldErrors};

use super::create_grant::plausible;
use super::read::{in_force, read, touch};
use crate::db::schema::account_grant;
use crate::http::{Call, Context, Result, check};

/// Grants that have ended stay as they are: who could do what when stays known. Nobody ends the own last grant as an
/// admin; another admin may.
pub fn end(cx: &mut Context<'_>, call: Call<EndGrant>) -> Result<GrantRow> {
    let ((account_id, grant_id), ends_on) = (call.path, call.body.ends_on);
    let today = cx.today();
    let yesterday = today.checked_sub_days(Days::new(1)).unwrap_or(today);
    let account = read(cx, account_id)?;
    // The ETag is the account's, not the grant's.
    cx.exchange.etag = None;
    let grant = account.grants.iter().find(|grant| grant.id == grant_id).ok_or(Code::NotFound)?;
    let mut errors = FieldErrors::default();
    errors.add_if(!plausible(ends_on) || ends_on < yesterday, "/ends_on", Code::OutOfRange);
    // One that begins today or later can be ended before it bites.
    errors.add_if(ends_on < grant.starts_on && ends_on != yesterday, "/ends_on", Code::EndBeforeStart);
    check(errors)?;
    let over = grant.ends_on.is_some_and(|ended| ended < today);
    let own_admin = grant.role == Role::Admin && cx.who()?.account_id == account_id;
    let another =
        account.grants.iter().any(|other| other.id != grant_id && other.role == Role::Admin && in_force(other, today));
    if over || (own_admin && !another) {
        return Err(Code::WrongState.into());
    }
    diesel::update(account_grant::table.find(grant_id)).set(account_grant::ends_on.eq(ends_on)).execute(cx.conn)?;
    let ended = GrantRow { ends_on: Some(ends_on), ..grant.clone() };
    touch(cx, account_id, &format!("grants/{grant_id}"), grant, &ended)?;
    Ok(ended)
}
