//! Putting a grant right.

use diesel::prelude::*;
use shared::api::Page;
use shared::api::account::{CorrectGrant, GrantRow};
use shared::dated::{Edits, Fact, Span};
use shared::problem::{Code, FieldErrors};

use super::create_grant::{check_days, check_others};
use super::end_grant::{is_own_last, taken};
use super::read::read;
use crate::db::schema::account;
use crate::db::{Dated, Decision, lock_unit};
use crate::http::{Call, Context, Result, check};
use crate::turns::raise;
use crate::units::{GrantedRow, States};

/// With a reason: other days or another decision, or it never was. Another role or unit is another grant. Nobody takes
/// the own last grant as an admin away; another admin may.
pub fn correct(cx: &mut Context<'_>, call: Call<CorrectGrant>) -> Result<Page<GrantRow>> {
    let ((account_id, grant_id), body, today) = (call.path, call.body, cx.today());
    let known = read(cx, account_id)?;
    cx.exchange.etag = None;
    let shown = known.grants.iter().find(|grant| grant.id == grant_id).ok_or(Code::NotFound)?.clone();
    lock_unit(cx.conn, shown.unit_id)?;
    let version = raise!(cx.conn, account, account_id)?;
    let (old, others) = taken(GrantedRow::of(cx.conn, account_id)?, grant_id)?;
    let mut errors = FieldErrors::default();
    let author = cx.author()?.because(&mut errors, &body.reason);
    let number = body.decision.as_deref().unwrap_or(&old.decision);
    let decision = Decision::entered(&mut errors, number, body.decided_on.unwrap_or(old.decided_on));
    let span = Span::new(body.starts_on.unwrap_or(old.starts_on), body.ends_on.unwrap_or(old.ends_on));
    check_days(&mut errors, span);
    let states = States::of(cx.conn, [old.unit_id])?;
    states.check_days(&mut errors, old.unit_id, span);
    check(errors)?;
    let right = GrantedRow::new(old.value(), states.until_closed(old.unit_id, span), decision);
    let gone = body.withdraw || !right.span().covers(today);
    if gone && is_own_last(cx, &known, grant_id, today)? {
        return Err(Code::WrongState.into());
    }
    let written = if body.withdraw { Vec::new() } else { vec![right] };
    for right in &written {
        check_others(&others, right, "/starts_on")?;
    }
    let before = old.shown(shown.unit_name.clone());
    let written = GrantedRow::write(cx.conn, &Edits { replaced: vec![old], written }, &author)?;
    let after = written.first().map(|grant| grant.shown(shown.unit_name));
    cx.note(account_id, version, format!("grants/{grant_id}"), &before, &after)?;
    let grants = read(cx, account_id)?.grants;
    cx.exchange.etag = None;
    Ok(Page::whole(grants))
}
