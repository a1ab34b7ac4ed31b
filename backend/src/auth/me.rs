//! Who is signed in.

use diesel::prelude::*;
use shared::access::Role;
use shared::api::auth::{GetMe, Me, MyGrant};
use shared::id::UnitId;

use crate::db::in_force;
use crate::db::schema::account_grant;
use crate::http::{Call, Context, Result};
use crate::units::States;

/// The account with its grants in force.
pub fn get(cx: &mut Context<'_>, _: Call<GetMe>) -> Result<Me> {
    let who = cx.who()?.clone();
    let today = cx.today();
    let rows: Vec<(Role, UnitId, Option<chrono::NaiveDate>)> = account_grant::table
        .filter(account_grant::account_id.eq(who.account_id))
        .filter(in_force!(account_grant, today))
        .order((account_grant::starts_on, account_grant::id))
        .select((account_grant::role, account_grant::unit_id, account_grant::ends_on))
        .load(cx.conn)?;
    let states = States::of(cx.conn, rows.iter().map(|row| row.1))?;
    let grants: Vec<MyGrant> = rows
        .into_iter()
        .map(|(role, unit_id, ends_on)| {
            let unit_name = states.name(unit_id, today).to_owned();
            MyGrant { role, unit_id, unit_name, ends_on }
        })
        .collect();
    let in_branch = |grant: &&MyGrant| matches!(grant.role, Role::Secretary | Role::Scribe | Role::Member);
    let home = grants.iter().find(in_branch).or_else(|| grants.first());
    Ok(Me {
        home_unit_id: home.map(|grant| grant.unit_id),
        account_id: who.account_id,
        session_id: who.session_id,
        login: who.login,
        name: who.name,
        grants,
        actor: who.actor,
    })
}
