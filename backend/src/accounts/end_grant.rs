//! Ending a grant.

use chrono::Days;
use diesel::prelude::*;
use shared::access::Role;
use shared::api::account::{EndGrant, GrantRow};
use shared::dated::{Edits, Fact, Span};
use shared::problem::{Code, FieldErrors};

use super::create_grant::plausible;
use super::read::{in_force, read};
use crate::db::Dated;
use crate::db::schema::account;
use crate::http::{Call, Context, Result, check};
use crate::turns::raise;
use crate::units::GrantedRow;

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
    let unit_name = grant.unit_name.clone();
    let version = raise!(cx.conn, account, account_id)?;
    // Again: somebody may have ended it before this one had its turn.
    let old = GrantedRow::of(cx.conn, account_id)?.into_iter().find(|row| row.id == grant_id).ok_or(Code::NotFound)?;
    let ended = old.during(Span::new(old.starts_on, Some(ends_on)));
    let before = old.shown(unit_name.clone());
    // One that is ended before its first day never held.
    let written = if ended.span().has_days() { vec![ended.clone()] } else { Vec::new() };
    let written = GrantedRow::write(cx.conn, &Edits { replaced: vec![old], written }, &cx.author()?)?;
    let grant = written.first().unwrap_or(&ended).shown(unit_name);
    cx.note(account_id, version, format!("grants/{grant_id}"), &before, &grant)?;
    Ok(grant)
}
