//! Who may be in charge of a branch.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::access::Role;
use shared::problem::Code;

use crate::db::schema::{account, account_grant, member, unit_path};
use crate::db::{Conn, covers, in_force};
use crate::http::{Error, Result};
use crate::units::ChargeRow;

/// Somebody with a committee member's grant above the branch, in force on the first day; while the charge isn't over,
/// through an account that may sign in.
///
/// # Errors
/// A field error at `/member_id`, and the database's.
pub(super) fn check_member(conn: &mut Conn, charge: &ChargeRow, today: NaiveDate) -> Result<()> {
    let day = charge.starts_on;
    let above = unit_path::table
        .filter(unit_path::unit_id.eq(charge.unit_id))
        .filter(covers!(unit_path, day))
        .select(unit_path::ancestor_id);
    let disabled: Vec<bool> = account::table
        .inner_join(member::table)
        .inner_join(account_grant::table)
        .filter(member::id.eq(charge.member_id))
        .filter(account_grant::role.eq(Role::CommitteeMember))
        .filter(account_grant::unit_id.eq_any(above))
        .filter(in_force!(account_grant, day))
        .select(account::disabled)
        .load(conn)?;
    let over = charge.ends_on.is_some_and(|last| last < today);
    let found = disabled.into_iter().any(|disabled| over || !disabled);
    if found { Ok(()) } else { Err(Error::field("/member_id", Code::UnknownReference)) }
}
