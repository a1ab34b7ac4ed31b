//! Putting a committee member in charge of a branch.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde_json::json;
use shared::access::Role;
use shared::api::unit::{AssignSupervisor, SupervisionRow};
use shared::dated::{Edits, Gaps, Span, Trouble, begin, correct};
use shared::id::{MemberId, UnitId};
use shared::problem::{Code, FieldErrors};

use crate::db::schema::{account, account_grant, member, unit, unit_path};
use crate::db::{Conn, Dated, Decision, covers, in_force, lock_unit};
use crate::http::{Call, Context, Error, Result, check};
use crate::turns::raise;
use crate::units::{Charge, ChargeRow, InCharge, branch_on, charge_shown};

/// Ends the charge before it on the eve, so that exactly one person is in charge on a day. A charge that begins on the
/// same day is replaced: it was a mistake.
pub fn assign(cx: &mut Context<'_>, call: Call<AssignSupervisor>) -> Result<SupervisionRow> {
    let (branch, new) = (call.path, call.body);
    let mut errors = FieldErrors::default();
    errors.date("/starts_on", Some(new.starts_on));
    let (states, _) = branch_on(cx.conn, branch, new.starts_on)?;
    check(errors)?;
    let name = committee_member(cx.conn, branch, new.member_id, new.starts_on.max(cx.today()))?
        .ok_or_else(|| Error::field("/member_id", Code::UnknownReference))?;

    lock_unit(cx.conn, branch)?;
    let charge = Charge { unit_id: branch, member_id: new.member_id };
    let charge = ChargeRow::new(charge, Span::from(new.starts_on), Decision::default());
    let edits = edits(&ChargeRow::of(cx.conn, branch)?, &charge)?;
    let was = |charge: &ChargeRow| {
        let ChargeRow { id, member_id, starts_on, ends_on, .. } = charge;
        json!({ "id": id, "member_id": member_id, "starts_on": starts_on, "ends_on": ends_on })
    };
    let before = edits.replaced.last().map(was);
    let charge = ChargeRow::write(cx.conn, &edits, &cx.author()?)?.pop().ok_or(Code::NotFound)?;
    // The branch's record shows its charges, so it has changed.
    let version = raise!(cx.conn, unit, branch)?;
    let row = charge_shown(&states, InCharge { charge, name });
    cx.note(branch, version, "supervisor", &before, &row)?;
    Ok(row)
}

/// What to write so that the charge begins; nothing begins before the latest one.
fn edits(charges: &[ChargeRow], new: &ChargeRow) -> Result<Edits<ChargeRow>> {
    if charges.iter().any(|charge| charge.starts_on > new.starts_on) {
        return Err(Error::field("/starts_on", Code::OutOfRange));
    }
    let same_day = charges.iter().position(|charge| charge.starts_on == new.starts_on);
    let edits = match same_day {
        Some(at) if charges.get(at).is_some_and(|charge| charge.member_id != new.member_id) => {
            correct(charges, at, new)
        }
        Some(_) => Err(Trouble::NothingChanges),
        None => begin(charges, new, Gaps::Allowed),
    };
    edits.map_err(|trouble| match trouble {
        Trouble::NothingChanges => Code::AlreadyExists.into(),
        _ => Error::field("/starts_on", trouble.code()),
    })
}

/// The member's name, if they have a committee member's grant above the branch, in force on a day, through an account
/// that may sign in.
fn committee_member(conn: &mut Conn, branch: UnitId, id: MemberId, day: NaiveDate) -> Result<Option<String>> {
    let above = unit_path::table
        .filter(unit_path::unit_id.eq(branch))
        .filter(covers!(unit_path, day))
        .select(unit_path::ancestor_id);
    let name = account::table
        .inner_join(member::table)
        .inner_join(account_grant::table)
        .filter(member::id.eq(id))
        .filter(account::disabled.eq(false))
        .filter(account_grant::role.eq(Role::CommitteeMember))
        .filter(account_grant::unit_id.eq_any(above))
        .filter(in_force!(account_grant, day))
        .select(member::full_name)
        .first(conn)
        .optional()?;
    Ok(name)
}
