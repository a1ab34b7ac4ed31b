//! Accounts and grants, run by an admin.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::auth::Session;
use super::dated::Record;
use super::endpoint::{Access, Empty, NoQuery};
use super::page::Page;
use super::patch::present;
use crate::access::{Action, Role};
use crate::endpoints;
use crate::id::{AccountId, GrantId, MemberId, UnitId};
use crate::text_enum;

text_enum! {
    /// Whether an account can sign in.
    pub enum AccountState {
        /// Created, never activated.
        New = "new", "Chưa kích hoạt", "Not activated";
        /// Can sign in.
        Active = "active", "Đang dùng", "Active";
        /// Refused at once, everywhere.
        Disabled = "disabled", "Đã khóa", "Disabled";
    }
}

/// A role of an account at a unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GrantRow {
    /// The grant.
    pub id: GrantId,
    /// The role.
    pub role: Role,
    /// Where.
    pub unit_id: UnitId,
    /// The unit's name.
    pub unit_name: String,
    /// Days, decision, author.
    #[serde(flatten)]
    pub record: Record,
}

/// An account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    /// The account.
    pub id: AccountId,
    /// Grows with each write to it; the ETag begins with it.
    pub version: i64,
    /// Sign-in name, unique, lower case.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// The member that it belongs to, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<MemberId>,
    /// Whether it can sign in.
    pub state: AccountState,
    /// Last sign-in, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_sign_in_at: Option<DateTime<Utc>>,
    /// Every grant, those in force first.
    pub grants: Vec<GrantRow>,
}

/// A new account.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    /// Sign-in name: 3 to 40 of a-z, 0-9, dot, hyphen, underscore.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// The member that it belongs to, if any.
    #[serde(default)]
    pub member_id: Option<MemberId>,
}

/// What an admin may change.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AccountPatch {
    /// The person's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Disable or enable. Disabling ends every session at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
}

/// A printed slip: the only time that the code is shown.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActivationCode {
    /// Sign-in name.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// The one-use code, in groups of four.
    pub code: String,
    /// When it expires, UTC.
    pub expires_at: DateTime<Utc>,
}

/// A new grant.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewGrant {
    /// The role.
    pub role: Role,
    /// Where.
    pub unit_id: UnitId,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day; null: until ended.
    #[serde(default)]
    pub ends_on: Option<NaiveDate>,
    /// Number of the decision; empty if there is none.
    #[serde(default)]
    pub decision: String,
    /// Its date.
    #[serde(default)]
    pub decided_on: Option<NaiveDate>,
}

/// A new last day of a grant.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GrantEnd {
    /// Last day; yesterday ends it at once.
    pub ends_on: NaiveDate,
    /// Number of the decision; empty: that of the grant stays.
    #[serde(default)]
    pub decision: String,
    /// Its date.
    #[serde(default)]
    pub decided_on: Option<NaiveDate>,
}

/// Putting right what was written down wrongly.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GrantCorrection {
    /// Why it is put right.
    pub reason: String,
    /// Whether it never was.
    #[serde(default)]
    pub withdraw: bool,
    /// Its right first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<NaiveDate>,
    /// Its right last day; null: until ended.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<Option<NaiveDate>>,
    /// The right number of the decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// Its right date.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<Option<NaiveDate>>,
}

/// Which accounts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct AccountQuery {
    /// Part of the name or sign-in name, without diacritics.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Where the page begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Items at most, 1 to 200.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

const READ: Access = Access::May(Action::AccountRead);
const WRITE: Access = Access::May(Action::AccountWrite);

endpoints! {
    /// By name; with their grants.
    ListAccounts: Get "/accounts", "List accounts", READ, path (), query AccountQuery, body Empty, reply 200 Page<Account>;
    /// The account can't sign in before its activation code is used.
    CreateAccount: Post "/accounts", "Create an account", WRITE, path (), query NoQuery, body NewAccount, reply 201 Account;
    /// With its grants.
    GetAccount: Get "/accounts/{account_id}", "Read an account", READ, path AccountId, query NoQuery, body Empty, reply 200 Account;
    /// Disabling bites at once on every node.
    UpdateAccount: Patch "/accounts/{account_id}" if_match, "Change, disable or enable an account", WRITE, path AccountId, query NoQuery, body AccountPatch, reply 200 Account;
    /// Replaces an earlier unused code. The code is shown this once; the server keeps only its hash. An active account's
    /// password works until the code is used.
    IssueActivationCode: Post "/accounts/{account_id}/activation-codes", "Print an activation code", WRITE, path AccountId, query NoQuery, body Empty, reply 201 ActivationCode;
    /// Devices that are signed in.
    ListAccountSessions: Get "/accounts/{account_id}/sessions", "List an account's sessions", READ, path AccountId, query NoQuery, body Empty, reply 200 Page<Session>;
    /// Signs every device out at once.
    EndAccountSessions: Delete "/accounts/{account_id}/sessions", "End an account's sessions", WRITE, path AccountId, query NoQuery, body Empty, reply 204 Empty;
    /// From its first day on; several at once are fine.
    CreateGrant: Post "/accounts/{account_id}/grants", "Grant a role", WRITE, path AccountId, query NoQuery, body NewGrant, reply 201 GrantRow;
    /// Grants are ended, never removed: who could do what when stays known.
    EndGrant: Patch "/accounts/{account_id}/grants/{grant_id}", "End a grant", WRITE, path (AccountId, GrantId), query NoQuery, body GrantEnd, reply 200 GrantRow;
    /// With a reason. What is put right stays readable as replaced. Answers the grants that hold now, those in force first.
    CorrectGrant: Post "/accounts/{account_id}/grants/{grant_id}/corrections", "Put a grant right", WRITE, path (AccountId, GrantId), query NoQuery, body GrantCorrection, reply 201 Page<GrantRow>;
}
