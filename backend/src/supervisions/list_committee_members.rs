//! Who can be put in charge of a branch.

use diesel::prelude::*;
use shared::access::{Action, Role};
use shared::api::Page;
use shared::api::unit::{CommitteeMemberRow, ListCommitteeMembers};
use shared::id::{MemberId, UnitId};
use shared::problem::FieldErrors;

use crate::db::in_force;
use crate::db::schema::{account, account_grant, member, unit_state};
use crate::http::{Call, Context, Result, check, in_scope};
use crate::units::in_charge;

/// By name, with the branches in their charge on the day.
pub fn list(cx: &mut Context<'_>, call: Call<ListCommitteeMembers>) -> Result<Page<CommitteeMemberRow>> {
    let scope = cx.scope(Action::SupervisionAssign)?;
    let mut errors = FieldErrors::default();
    errors.date("query/on", call.query.on);
    check(errors)?;
    let day = call.query.on.unwrap_or_else(|| cx.today());
    let mut people: Vec<(MemberId, String)> = account::table
        .inner_join(member::table)
        .inner_join(account_grant::table)
        .filter(account::disabled.eq(false))
        .filter(account_grant::role.eq(Role::CommitteeMember))
        .filter(account_grant::unit_id.eq_any(in_scope(&scope)))
        .filter(in_force!(account_grant, day))
        .order((member::sort_key, member::id))
        .select((member::id, member::full_name))
        .load(cx.conn)?;
    // Somebody may have the role at two units, or two accounts.
    people.dedup();
    let branches: Vec<(UnitId, String)> = unit_state::table
        .filter(unit_state::unit_id.eq_any(in_scope(&scope)))
        .filter(in_force!(unit_state, day))
        .order((unit_state::code, unit_state::unit_id))
        .select((unit_state::unit_id, unit_state::name))
        .load(cx.conn)?;
    let ids: Vec<UnitId> = branches.iter().map(|(id, _)| *id).collect();
    let charges = in_charge(cx.conn, &ids, day)?;
    let in_charge =
        |unit: &UnitId, member: MemberId| charges.get(unit).is_some_and(|found| found.charge.member_id == member);
    let items = people
        .into_iter()
        .map(|(member_id, name)| {
            let own = branches.iter().filter(|(unit, _)| in_charge(unit, member_id));
            CommitteeMemberRow { member_id, name, branches: own.map(|(_, name)| name.clone()).collect() }
        })
        .collect();
    Ok(Page::whole(items))
}
