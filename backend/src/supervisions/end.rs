//! Ending a charge without another one.

use diesel::prelude::*;
use shared::api::unit::{EndSupervision, SupervisionRow};
use shared::dated::end;
use shared::problem::{Code, FieldErrors};

use crate::db::schema::unit;
use crate::db::{Dated, Decision};
use crate::http::{Call, Context, Error, Result, check};
use crate::turns::raise;
use crate::units::{ChargeRow, charges_shown};

/// With its last day.
pub fn end_charge(cx: &mut Context<'_>, call: Call<EndSupervision>) -> Result<SupervisionRow> {
    let ((branch, charge_id), body, today) = (call.path, call.body, cx.today());
    let mut errors = FieldErrors::default();
    errors.date("/ends_on", Some(body.ends_on));
    let decision = Decision::entered(&mut errors, &body.decision, body.decided_on);
    check(errors)?;
    let version = raise!(cx.conn, unit, branch)?;
    let charges = ChargeRow::of(cx.conn, branch)?;
    let charge = charges.into_iter().find(|charge| charge.id == charge_id).ok_or(Code::NotFound)?;
    if body.ends_on < charge.starts_on {
        return Err(Error::field("/ends_on", Code::EndBeforeStart));
    }
    let mut edits =
        end(std::slice::from_ref(&charge), body.ends_on).map_err(|trouble| Error::field("/ends_on", trouble.code()))?;
    for charge in edits.written.iter_mut().filter(|_| decision != Decision::default()) {
        (charge.decision, charge.decided_on) = (decision.number.clone(), decision.date);
    }
    let written = ChargeRow::write(cx.conn, &edits, &cx.author()?)?;
    let before = charges_shown(cx.conn, &edits.replaced, today)?.pop();
    let row = charges_shown(cx.conn, &written, today)?.pop().ok_or(Code::NotFound)?;
    cx.note(branch, version, "supervisor", &before, &row)?;
    Ok(row)
}
