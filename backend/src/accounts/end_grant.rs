//! Ending a grant.

use chrono::{Days, NaiveDate};
use diesel::prelude::*;
use shared::access::Role;
use shared::api::account::{Account, EndGrant, GrantRow};
use shared::dated::{Edits, Fact, Span};
use shared::id::{AccountId, GrantId};
use shared::problem::{Code, FieldErrors};

use super::create_grant::{check_others, plausible};
use super::read::{in_force, read};
use crate::db::schema::account;
use crate::db::{Dated, Decision, lock_unit};
use crate::http::{Call, Context, Result, check};
use crate::turns::raise;
use crate::units::{GrantedRow, States};

/// Grants that have ended stay as they are: who could do what when stays known. Nobody ends the own last grant as an
/// admin; another admin may.
pub fn end(cx: &mut Context<'_>, call: Call<EndGrant>) -> Result<GrantRow> {
    let ((account_id, grant_id), body) = (call.path, call.body);
    let (today, ends_on) = (cx.today(), body.ends_on);
    let yesterday = today.checked_sub_days(Days::new(1)).unwrap_or(today);
    let account = read(cx, account_id)?;
    // The ETag is the account's, not the grant's.
    cx.exchange.etag = None;
    let grant = account.grants.iter().find(|grant| grant.id == grant_id).ok_or(Code::NotFound)?;
    let mut errors = FieldErrors::default();
    let decision = Decision::entered(&mut errors, &body.decision, body.decided_on);
    errors.add_if(!plausible(ends_on) || ends_on < yesterday, "/ends_on", Code::OutOfRange);
    // One that begins today or later can be ended before it bites.
    errors.add_if(ends_on < grant.record.starts_on && ends_on != yesterday, "/ends_on", Code::EndBeforeStart);
    check(errors)?;
    let over = grant.record.ends_on.is_some_and(|ended| ended < today);
    if over || is_own_last(cx, &account, grant_id, today)? {
        return Err(Code::WrongState.into());
    }
    let unit_name = grant.unit_name.clone();
    lock_unit(cx.conn, grant.unit_id)?;
    let version = raise!(cx.conn, account, account_id)?;
    // Again: somebody may have ended it before this one had its turn.
    let (old, others) = taken(GrantedRow::of(cx.conn, account_id)?, grant_id)?;
    let mut ended = old.during(Span::new(old.starts_on, Some(ends_on)));
    if decision != Decision::default() {
        (ended.decision, ended.decided_on) = (decision.number, decision.date);
    }
    let before = old.shown(unit_name.clone());
    // One that is ended before its first day never held.
    let written = if ended.span().has_days() { vec![ended.clone()] } else { Vec::new() };
    if !written.is_empty() {
        // A later last day is one too.
        let mut errors = FieldErrors::default();
        States::of(cx.conn, [old.unit_id])?.check_days(&mut errors, old.unit_id, ended.span());
        errors.0.retain(|(pointer, _)| pointer == "/ends_on");
        check(errors)?;
        check_others(&others, &ended, "/ends_on")?;
    }
    let written = GrantedRow::write(cx.conn, &Edits { replaced: vec![old], written }, &cx.author()?)?;
    let grant = written.first().unwrap_or(&ended).shown(unit_name);
    cx.note(account_id, version, format!("grants/{grant_id}"), &before, &grant)?;
    Ok(grant)
}

/// The grant, and the others.
pub(super) fn taken(mut grants: Vec<GrantedRow>, id: GrantId) -> Result<(GrantedRow, Vec<GrantedRow>)> {
    let at = grants.iter().position(|grant| grant.id == id).ok_or(Code::NotFound)?;
    Ok((grants.remove(at), grants))
}

/// Whether without the grant the caller would be no admin any more.
pub(super) fn is_own_last(cx: &Context<'_>, account: &Account, id: GrantId, today: NaiveDate) -> Result<bool> {
    let own: AccountId = cx.who()?.account_id;
    let admin = |grant: &&GrantRow| grant.role == Role::Admin && in_force(grant, today);
    let is_admin = account.grants.iter().any(|grant| grant.id == id && grant.role == Role::Admin);
    let another = account.grants.iter().filter(admin).any(|grant| grant.id != id);
    Ok(own == account.id && is_admin && !another)
}
