//! From a session to the account behind it. Account, grants and charges are read for every request, so that disabling an
//! account or ending a grant bites at once on every node.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::access::{Actor, Grant, Role};
use shared::id::{AccountId, MemberId, SessionId, UnitId};
use shared::problem::Code;
use shared::time;

use crate::db::schema::{account, account_grant, session, supervision};
use crate::db::{Conn, in_force};
use crate::http::{Result, SignedIn};

/// The account of a session that is in force.
///
/// # Errors
/// [`Code::SignInNeeded`] if there is none.
pub fn signed_in(conn: &mut Conn, session_id: SessionId, now: DateTime<Utc>) -> Result<SignedIn> {
    let row: Option<(AccountId, String, String, Option<MemberId>)> = session::table
        .inner_join(account::table)
        .filter(session::id.eq(session_id))
        .filter(session::ended_at.is_null())
        .filter(session::expires_at.gt(now.naive_utc()))
        .filter(account::disabled.eq(false))
        .select((account::id, account::login, account::name, account::member_id))
        .first(conn)
        .optional()?;
    let (account_id, login, name, member_id) = row.ok_or(Code::SignInNeeded)?;
    let actor = actor(conn, account_id, member_id, time::local_date(now))?;
    Ok(SignedIn { account_id, session_id, login, name, actor })
}

/// What decisions about the account are made from on a day.
fn actor(conn: &mut Conn, account_id: AccountId, member_id: Option<MemberId>, today: NaiveDate) -> QueryResult<Actor> {
    let grants: Vec<(Role, UnitId)> = account_grant::table
        .filter(account_grant::account_id.eq(account_id))
        .filter(in_force!(account_grant, today))
        .order((account_grant::starts_on, account_grant::id))
        .select((account_grant::role, account_grant::unit_id))
        .load(conn)?;
    let grants: Vec<Grant> = grants.into_iter().map(|(role, unit_id)| Grant { role, unit_id }).collect();
    let in_charge = grants.iter().any(|grant| grant.role == Role::CommitteeMember);
    let supervised = match member_id.filter(|_| in_charge) {
        Some(member_id) => supervision::table
            .filter(supervision::member_id.eq(member_id))
            .filter(in_force!(supervision, today))
            .select(supervision::unit_id)
            .load(conn)?,
        None => Vec::new(),
    };
    Ok(Actor { member_id, grants, supervised })
}
