//! Granting a role at a unit.

use chrono::{Datelike, NaiveDate};
use diesel::prelude::*;
use shared::api::account::{CreateGrant, GrantRow};
use shared::dated::{Edits, Fact, Span};
use shared::problem::{Code, FieldErrors};

use crate::db::schema::account;
use crate::db::{Dated, Decision, lock_unit};
use crate::http::{Call, Context, Error, Result, check};
use crate::turns::raise;
use crate::units::{Granted, GrantedRow, States};

/// Years that a grant's days may lie in; others are slips of the hand.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

/// The role must fit the unit, on days on which there is the unit; the same role at the same unit isn't granted twice for
/// one day.
pub fn create(cx: &mut Context<'_>, call: Call<CreateGrant>) -> Result<GrantRow> {
    let (account_id, new) = (call.path, call.body);
    // Nobody closes the unit meanwhile; whoever closes one has it locked before the accounts.
    lock_unit(cx.conn, new.unit_id)?;
    let states = States::of(cx.conn, [new.unit_id])?;
    let state = states.near(new.unit_id, new.starts_on);
    let mut errors = FieldErrors::default();
    let takes = state.is_some_and(|state| state.kind.takes(new.role));
    errors.add_if(!takes, "/unit_id", Code::UnknownReference);
    let decision = Decision::entered(&mut errors, &new.decision, new.decided_on);
    let span = Span::new(new.starts_on, new.ends_on);
    check_days(&mut errors, span);
    if takes {
        states.check_days(&mut errors, new.unit_id, span);
    }
    check(errors)?;
    let unit_name = state.map(|state| state.name.clone()).unwrap_or_default();
    // Locks the account first: of two requests at once the second sees what the first has written.
    let version = raise!(cx.conn, account, account_id)?;
    let granted = Granted { account_id, role: new.role, unit_id: new.unit_id };
    let row = GrantedRow::new(granted, states.until_closed(new.unit_id, span), decision);
    check_others(&GrantedRow::of(cx.conn, account_id)?, &row, "/starts_on")?;
    let edits = Edits { replaced: Vec::new(), written: vec![row] };
    let written = GrantedRow::write(cx.conn, &edits, &cx.author()?)?;
    let grant = written.last().ok_or(Code::NotFound)?.shown(unit_name);
    cx.note(account_id, version, format!("grants/{}", grant.id), &(), &grant)?;
    Ok(grant)
}

/// Days of our time, in order.
pub(super) fn check_days(errors: &mut FieldErrors, span: Span) {
    errors.add_if(!plausible(span.starts_on), "/starts_on", Code::OutOfRange);
    errors.add_if(span.ends_on.is_some_and(|last| !plausible(last)), "/ends_on", Code::OutOfRange);
}

/// Whether it is a day of our time.
pub(super) fn plausible(day: NaiveDate) -> bool {
    YEARS.contains(&day.year())
}

/// The same role at the same unit isn't granted twice for one day.
pub(super) fn check_others(grants: &[GrantedRow], one: &GrantedRow, pointer: &str) -> Result<()> {
    let mut others = grants.iter().filter(|other| other.same(one));
    let twice = others.any(|other| other.span().overlaps(one.span()));
    if twice { Err(Error::field(pointer, Code::Overlaps)) } else { Ok(()) }
}
