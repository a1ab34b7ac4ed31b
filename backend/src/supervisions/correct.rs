//! Putting right who was in charge of a branch.

use diesel::prelude::*;
use shared::api::Page;
use shared::api::unit::{CorrectSupervision, SupervisionRow};
use shared::dated::{Gaps, Span, correct, withdraw};
use shared::problem::{Code, FieldErrors};

use super::eligible::check_member;
use crate::db::schema::unit;
use crate::db::{Dated, Decision};
use crate::http::{Call, Context, Error, Result, check};
use crate::turns::raise;
use crate::units::{Charge, ChargeRow, branch_on, charges_shown};

/// With a reason; neighbours move along.
pub fn correct_charge(cx: &mut Context<'_>, call: Call<CorrectSupervision>) -> Result<Page<SupervisionRow>> {
    let ((branch, charge_id), body, today) = (call.path, call.body, cx.today());
    let version = raise!(cx.conn, unit, branch)?;
    let charges = ChargeRow::of(cx.conn, branch)?;
    let at = charges.iter().position(|charge| charge.id == charge_id).ok_or(Code::NotFound)?;
    let old = charges.get(at).ok_or(Code::NotFound)?;
    let mut errors = FieldErrors::default();
    let author = cx.author()?.because(&mut errors, &body.reason);
    errors.date("/starts_on", body.starts_on);
    errors.date("/ends_on", body.ends_on.flatten());
    let number = body.decision.as_deref().unwrap_or(&old.decision);
    let decision = Decision::entered(&mut errors, number, body.decided_on.unwrap_or(old.decided_on));
    check(errors)?;
    let edits = if body.withdraw {
        withdraw(&charges, at, Gaps::Allowed).map_err(|trouble| Error::field("/withdraw", trouble.code()))?
    } else {
        let span = Span::new(body.starts_on.unwrap_or(old.starts_on), body.ends_on.unwrap_or(old.ends_on));
        let (states, _) = branch_on(cx.conn, branch, span.starts_on)?;
        let mut errors = FieldErrors::default();
        states.check_days(&mut errors, branch, span);
        check(errors)?;
        let charge = Charge { unit_id: branch, member_id: body.member_id.unwrap_or(old.member_id) };
        let right = ChargeRow::new(charge, states.until_closed(branch, span), decision);
        let pointer = if body.ends_on.is_some() { "/ends_on" } else { "/starts_on" };
        let edits = correct(&charges, at, &right).map_err(|trouble| Error::field(pointer, trouble.code()))?;
        if (right.member_id, right.starts_on) != (old.member_id, old.starts_on) {
            check_member(cx.conn, &right, today)?;
        }
        edits
    };
    ChargeRow::write(cx.conn, &edits, &author)?;
    let rows = ChargeRow::of(cx.conn, branch)?;
    let page = Page::whole(charges_shown(cx.conn, &rows, today)?);
    let before = charges_shown(cx.conn, &edits.replaced, today)?;
    cx.note(branch, version, "supervisor", &before, &page.items)?;
    Ok(page)
}
