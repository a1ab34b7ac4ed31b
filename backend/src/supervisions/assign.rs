//! Putting a committee member in charge of a branch.

use diesel::prelude::*;
use shared::api::unit::{AssignSupervisor, SupervisionRow};
use shared::dated::{Gaps, Span, Trouble, begin};
use shared::problem::{Code, FieldErrors};

use super::eligible::check_member;
use crate::db::schema::unit;
use crate::db::{Dated, Decision};
use crate::http::{Call, Context, Error, Result, check};
use crate::turns::raise;
use crate::units::{Charge, ChargeRow, branch_on, charges_shown};

/// Ends the charge before it on the eve, and lasts up to the next one that is known, so that exactly one person is in
/// charge on a day. One that begins on the same day is put right instead.
pub fn assign(cx: &mut Context<'_>, call: Call<AssignSupervisor>) -> Result<SupervisionRow> {
    let (branch, new, today) = (call.path, call.body, cx.today());
    let mut errors = FieldErrors::default();
    errors.date("/starts_on", Some(new.starts_on));
    let decision = Decision::entered(&mut errors, &new.decision, new.decided_on);
    check(errors)?;
    // The branch's record shows its charges, so it changes with them; and nobody else changes them meanwhile.
    let version = raise!(cx.conn, unit, branch)?;
    let (states, _) = branch_on(cx.conn, branch, new.starts_on)?;
    let mut errors = FieldErrors::default();
    states.check_days(&mut errors, branch, Span::from(new.starts_on));
    check(errors)?;
    let charge = Charge { unit_id: branch, member_id: new.member_id };
    let charge = ChargeRow::new(charge, Span::from(new.starts_on), decision);
    let mut edits =
        begin(&ChargeRow::of(cx.conn, branch)?, &charge, Gaps::Allowed).map_err(|trouble| match trouble {
            Trouble::NothingChanges => Error::field("/member_id", trouble.code()),
            _ => Error::field("/starts_on", trouble.code()),
        })?;
    let begun = edits.written.last_mut().ok_or(Code::NotFound)?;
    begun.ends_on = states.until_closed(branch, Span::new(begun.starts_on, begun.ends_on)).ends_on;
    check_member(cx.conn, begun, today)?;
    let written = ChargeRow::write(cx.conn, &edits, &cx.author()?)?;
    let before = charges_shown(cx.conn, &edits.replaced, today)?.pop();
    let row = charges_shown(cx.conn, &written, today)?.pop().ok_or(Code::NotFound)?;
    cx.note(branch, version, "supervisor", &before, &row)?;
    Ok(row)
}
