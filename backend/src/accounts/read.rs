//! Accounts as the admin sees them, with their grants.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use shared::access::Role;
use shared::api::account::{Account, AccountState, GrantRow};
use shared::id::{AccountId, GrantId, MemberId, UnitId};

use crate::db::Conn;
use crate::db::schema::{account, account_grant, unit};
use crate::http::{Context, Result};

/// A row of the database, without the password's hash itself.
#[derive(Debug, Clone, Queryable)]
pub(super) struct Stored {
    pub id: AccountId,
    pub version: i64,
    pub login: String,
    pub name: String,
    pub folded_name: String,
    pub member_id: Option<MemberId>,
    pub activated: bool,
    pub disabled: bool,
    pub last_sign_in_at: Option<NaiveDateTime>,
}

/// The columns of [`Stored`].
pub(super) type Columns = (
    account::id,
    account::version,
    account::login,
    account::name,
    account::folded_name,
    account::member_id,
    diesel::dsl::IsNotNull<account::password_hash>,
    account::disabled,
    account::last_sign_in_at,
);

/// What to select for [`Stored`].
pub(super) fn columns() -> Columns {
    (
        account::id,
        account::version,
        account::login,
        account::name,
        account::folded_name,
        account::member_id,
        account::password_hash.is_not_null(),
        account::disabled,
        account::last_sign_in_at,
    )
}

/// The rows with their grants, in the same order.
pub(super) fn with_grants(conn: &mut Conn, rows: Vec<Stored>, today: NaiveDate) -> Result<Vec<Account>> {
    let ids: Vec<AccountId> = rows.iter().map(|row| row.id).collect();
    let mut grants = grants(conn, ids, today)?;
    let accounts = rows.into_iter().map(|row| Account {
        state: match (row.disabled, row.activated) {
            (true, _) => AccountState::Disabled,
            (false, true) => AccountState::Active,
            (false, false) => AccountState::New,
        },
        grants: grants.remove(&row.id).unwrap_or_default(),
        id: row.id,
        version: row.version,
        login: row.login,
        name: row.name,
        member_id: row.member_id,
        last_sign_in_at: row.last_sign_in_at.map(|at| at.and_utc()),
    });
    Ok(accounts.collect())
}

/// Every grant of the accounts, those in force first, then the latest first.
fn grants(conn: &mut Conn, ids: Vec<AccountId>, today: NaiveDate) -> Result<HashMap<AccountId, Vec<GrantRow>>> {
    type Row = (AccountId, GrantId, Role, UnitId, String, NaiveDate, Option<NaiveDate>);
    let rows: Vec<Row> = account_grant::table
        .inner_join(unit::table)
        .filter(account_grant::account_id.eq_any(ids))
        .order((account_grant::starts_on.desc(), account_grant::id.desc()))
        .select((
            account_grant::account_id,
            account_grant::id,
            account_grant::role,
            account_grant::unit_id,
            unit::name,
            account_grant::starts_on,
            account_grant::ends_on,
        ))
        .load(conn)?;
    let mut grants: HashMap<AccountId, Vec<GrantRow>> = HashMap::new();
    for (account_id, id, role, unit_id, unit_name, starts_on, ends_on) in rows {
        let grant = GrantRow { id, role, unit_id, unit_name, starts_on, ends_on };
        grants.entry(account_id).or_default().push(grant);
    }
    for list in grants.values_mut() {
        list.sort_by_key(|grant| !in_force(grant, today));
    }
    Ok(grants)
}

/// Whether the grant counts on the day.
pub(super) fn in_force(grant: &GrantRow, day: NaiveDate) -> bool {
    grant.starts_on <= day && grant.ends_on.is_none_or(|ends_on| ends_on >= day)
}

/// One account, with its version as the answer's ETag.
pub(super) fn read(cx: &mut Context<'_>, id: AccountId) -> Result<Account> {
    let row: Stored = account::table.find(id).select(columns()).first(cx.conn)?;
    cx.set_etag(row.version);
    let today = cx.today();
    with_grants(cx.conn, vec![row], today)?.pop().ok_or_else(|| shared::problem::Code::NotFound.into())
}

/// Notes a change of something that belongs to the account and isn't guarded by `If-Match`, such as a grant.
pub(super) fn touch(
    cx: &mut Context<'_>,
    id: AccountId,
    path: &str,
    before: &impl serde::Serialize,
    after: &impl serde::Serialize,
) -> Result<()> {
    diesel::update(account::table.find(id)).set(account::version.eq(account::version + 1)).execute(cx.conn)?;
    let version = account::table.find(id).select(account::version).first(cx.conn)?;
    cx.note(id, version, path, before, after)
}
