//! Accounts as the admin sees them, with their grants.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use shared::api::account::{Account, AccountState, GrantRow};
use shared::dated::Span;
use shared::id::{AccountId, MemberId};

use crate::db::Conn;
use crate::db::schema::{account, account_grant};
use crate::http::{Context, Result};
use crate::units::GrantedRow;
use crate::units::States;

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
    let rows: Vec<GrantedRow> = account_grant::table
        .filter(account_grant::account_id.eq_any(ids))
        .filter(account_grant::replaced_at.is_null())
        .order((account_grant::starts_on.desc(), account_grant::id.desc()))
        .select(GrantedRow::as_select())
        .load(conn)?;
    let states = States::of(conn, rows.iter().map(|row| row.unit_id))?;
    let mut grants: HashMap<AccountId, Vec<GrantRow>> = HashMap::new();
    for row in rows {
        let unit_name = states.name(row.unit_id, row.ends_on.map_or(today, |last| last.min(today))).to_owned();
        grants.entry(row.account_id).or_default().push(row.shown(unit_name));
    }
    for list in grants.values_mut() {
        list.sort_by_key(|grant| !in_force(grant, today));
    }
    Ok(grants)
}

/// Whether the grant counts on the day.
pub(super) fn in_force(grant: &GrantRow, day: NaiveDate) -> bool {
    Span::new(grant.record.starts_on, grant.record.ends_on).covers(day)
}

/// One account, with its version as the answer's ETag.
pub(super) fn read(cx: &mut Context<'_>, id: AccountId) -> Result<Account> {
    let row: Stored = account::table.find(id).select(columns()).first(cx.conn)?;
    cx.set_etag(row.version);
    let today = cx.today();
    with_grants(cx.conn, vec![row], today)?.pop().ok_or_else(|| shared::problem::Code::NotFound.into())
}
