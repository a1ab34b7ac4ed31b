//! Who can be put in charge of a branch.

use diesel::prelude::*;
use shared::access::{Action, Role};
use shared::api::Page;
use shared::api::unit::{CommitteeMemberRow, ListCommitteeMembers};
use shared::id::{MemberId, UnitId};

use super::in_force;
use crate::db::schema::{account, account_grant, member, unit};
use crate::http::{Call, Context, Result, in_scope};

/// By name, with the branches in their charge today.
pub fn list(cx: &mut Context<'_>, _: Call<ListCommitteeMembers>) -> Result<Page<CommitteeMemberRow>> {
    let scope = cx.scope(Action::SupervisionAssign)?;
    let today = cx.today();
    let mut people: Vec<(MemberId, String)> = account::table
        .inner_join(member::table)
        .inner_join(account_grant::table)
        .filter(account::disabled.eq(false))
        .filter(account_grant::role.eq(Role::CommitteeMember))
        .filter(account_grant::unit_id.eq_any(in_scope(&scope)))
        .filter(account_grant::starts_on.le(today))
        .filter(account_grant::ends_on.is_null().or(account_grant::ends_on.ge(today)))
        .order((member::sort_key, member::id))
        .select((member::id, member::full_name))
        .load(cx.conn)?;
    // Somebody may have the role at two units, or two accounts.
    people.dedup();
    let branches: Vec<UnitId> = unit::table.filter(unit::id.eq_any(in_scope(&scope))).select(unit::id).load(cx.conn)?;
    let charges = in_force(cx.conn, &branches, today)?;
    let items = people
        .into_iter()
        .map(|(member_id, name)| {
            let own = charges.iter().filter(|charge| charge.member_id == member_id);
            CommitteeMemberRow { member_id, name, branches: own.map(|charge| charge.unit_name.clone()).collect() }
        })
        .collect();
    Ok(Page::whole(items))
}
