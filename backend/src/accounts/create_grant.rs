//! Granting a role at a unit.

use chrono::{Datelike, NaiveDate};
use diesel::prelude::*;
use shared::api::account::{CreateGrant, GrantRow};
use shared::dated::{Edits, Fact, Span};
use shared::problem::{Code, FieldErrors};

use crate::db::schema::account;
use crate::db::{Dated, Decision};
use crate::http::{Call, Context, Result, check};
use crate::turns::raise;
use crate::units::{Granted, GrantedRow, States};

/// Years that a grant's days may lie in; others are slips of the hand.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

/// The role must fit the unit; the same role at the same unit isn't granted twice for one day.
pub fn create(cx: &mut Context<'_>, call: Call<CreateGrant>) -> Result<GrantRow> {
    let (account_id, new) = (call.path, call.body);
    let states = States::of(cx.conn, [new.unit_id])?;
    let state = states.near(new.unit_id, new.starts_on);
    let mut errors = FieldErrors::default();
    errors.add_if(!state.is_some_and(|state| state.kind.takes(new.role)), "/unit_id", Code::UnknownReference);
    errors.add_if(!plausible(new.starts_on), "/starts_on", Code::OutOfRange);
    if let Some(ends_on) = new.ends_on {
        errors.add_if(!plausible(ends_on), "/ends_on", Code::OutOfRange);
        errors.add_if(ends_on < new.starts_on, "/ends_on", Code::EndBeforeStart);
    }
    check(errors)?;
    let unit_name = state.map(|state| state.name.clone()).unwrap_or_default();
    // Locks the account first: of two requests at once the second sees what the first has written.
    let version = raise!(cx.conn, account, account_id)?;
    let granted = Granted { account_id, role: new.role, unit_id: new.unit_id };
    let row = GrantedRow::new(granted, Span::new(new.starts_on, new.ends_on), Decision::default());
    let mut others = GrantedRow::of(cx.conn, account_id)?;
    others.retain(|other| (other.role, other.unit_id) == (row.role, row.unit_id));
    if others.iter().any(|other| other.span().overlaps(row.span())) {
        return Err(Code::AlreadyExists.into());
    }
    let edits = Edits { replaced: Vec::new(), written: vec![row] };
    let written = GrantedRow::write(cx.conn, &edits, &cx.author()?)?;
    let grant = written.last().ok_or(Code::NotFound)?.shown(unit_name);
    cx.note(account_id, version, format!("grants/{}", grant.id), &(), &grant)?;
    Ok(grant)
}

/// Whether it is a day of our time.
pub(super) fn plausible(day: NaiveDate) -> bool {
    YEARS.contains(&day.year())
}
