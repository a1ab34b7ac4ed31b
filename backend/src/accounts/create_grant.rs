//! Granting a role at a unit.

use chrono::{Datelike, NaiveDate};
use diesel::prelude::*;
use shared::access::Role;
use shared::api::account::{CreateGrant, GrantRow, NewGrant};
use shared::id::{AccountId, GrantId};
use shared::problem::{Code, FieldErrors};
use shared::unit::UnitKind;
use uuid::Uuid;

use super::read::touch;
use crate::db::Conn;
use crate::db::schema::{account_grant, unit};
use crate::http::{Call, Context, Result, check};

/// Years that a grant's days may lie in; others are slips of the hand.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

/// The role must fit the unit; the same role at the same unit isn't granted twice for one day.
pub fn create(cx: &mut Context<'_>, call: Call<CreateGrant>) -> Result<GrantRow> {
    let (account_id, new) = (call.path, call.body);
    let found: Option<(UnitKind, String)> =
        unit::table.find(new.unit_id).select((unit::kind, unit::name)).first(cx.conn).optional()?;
    let mut errors = FieldErrors::default();
    errors.add_if(!found.as_ref().is_some_and(|(kind, _)| fits(new.role, *kind)), "/unit_id", Code::UnknownReference);
    errors.add_if(!plausible(new.starts_on), "/starts_on", Code::OutOfRange);
    if let Some(ends_on) = new.ends_on {
        errors.add_if(!plausible(ends_on), "/ends_on", Code::OutOfRange);
        errors.add_if(ends_on < new.starts_on, "/ends_on", Code::EndBeforeStart);
    }
    check(errors)?;
    let unit_name = found.map(|(_, name)| name).unwrap_or_default();
    if overlaps(cx.conn, account_id, &new)? {
        return Err(Code::AlreadyExists.into());
    }
    let NewGrant { role, unit_id, starts_on, ends_on } = new;
    let grant = GrantRow { id: GrantId(Uuid::now_v7()), role, unit_id, unit_name, starts_on, ends_on };
    insert(cx.conn, account_id, &grant)?;
    touch(cx, account_id, &format!("grants/{}", grant.id), &(), &grant)?;
    Ok(grant)
}

/// Inserts a grant that was checked.
pub(super) fn insert(conn: &mut Conn, account_id: AccountId, grant: &GrantRow) -> QueryResult<usize> {
    diesel::insert_into(account_grant::table)
        .values((
            account_grant::id.eq(grant.id),
            account_grant::account_id.eq(account_id),
            account_grant::role.eq(grant.role),
            account_grant::unit_id.eq(grant.unit_id),
            account_grant::starts_on.eq(grant.starts_on),
            account_grant::ends_on.eq(grant.ends_on),
        ))
        .execute(conn)
}

/// Whether it is a day of our time.
pub(super) fn plausible(day: NaiveDate) -> bool {
    YEARS.contains(&day.year())
}

/// A branch's people work at the branch, the committee's at the commune.
pub(super) fn fits(role: Role, kind: UnitKind) -> bool {
    let branch = matches!(role, Role::Secretary | Role::Scribe | Role::Member);
    branch == (kind == UnitKind::Branch)
}

fn overlaps(conn: &mut Conn, account_id: AccountId, new: &NewGrant) -> QueryResult<bool> {
    let others: Vec<(NaiveDate, Option<NaiveDate>)> = account_grant::table
        .filter(account_grant::account_id.eq(account_id))
        .filter(account_grant::role.eq(new.role))
        .filter(account_grant::unit_id.eq(new.unit_id))
        .select((account_grant::starts_on, account_grant::ends_on))
        .load(conn)?;
    Ok(others.into_iter().any(|(starts_on, ends_on)| {
        new.ends_on.is_none_or(|end| end >= starts_on) && ends_on.is_none_or(|end| end >= new.starts_on)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_fits_one_kind_of_unit() {
        let at = |kind| Role::ALL.iter().filter(|role| fits(**role, kind)).count();
        assert_eq!((at(UnitKind::Branch), at(UnitKind::Commune)), (3, 5));
        assert!(fits(Role::CommitteeMember, UnitKind::Commune) && fits(Role::Scribe, UnitKind::Branch));
    }
}
