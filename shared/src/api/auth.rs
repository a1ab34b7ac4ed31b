//! Signing in, refreshing, activation, and one's own account.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::endpoint::{Access, Empty, NoQuery};
use super::page::Page;
use crate::access::{Actor, Role};
use crate::endpoints;
use crate::id::{AccountId, SessionId, UnitId};

/// Sign-in name and password.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// Sign-in name; case doesn't matter.
    pub login: String,
    /// Password, as typed.
    pub password: String,
}

/// A one-use activation code and the password that the person chooses.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Activation {
    /// Sign-in name.
    pub login: String,
    /// The code on the slip; blanks, hyphens and case don't matter.
    pub code: String,
    /// The new password: at least 10 characters, not a common one.
    pub password: String,
}

/// The old and the new password.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The present password.
    pub current: String,
    /// The new one: at least 10 characters, not a common one.
    pub new: String,
}

/// A short-lived access token. The refresh token travels in an HttpOnly cookie.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Token {
    /// A JWT, for `Authorization: Bearer`.
    pub access_token: String,
    /// `Bearer`.
    pub token_type: String,
    /// Seconds until it expires.
    pub expires_in: i64,
}

/// A grant as its owner sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyGrant {
    /// The role.
    pub role: Role,
    /// Where.
    pub unit_id: UnitId,
    /// The unit's name.
    pub unit_name: String,
    /// Last day; absent: until ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<NaiveDate>,
}

/// The account that is signed in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// The account.
    pub account_id: AccountId,
    /// The session that the token names.
    pub session_id: SessionId,
    /// Sign-in name.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// Grants in force today.
    pub grants: Vec<MyGrant>,
    /// What decisions are made from; the browser hides with it what the server would refuse.
    pub actor: Actor,
    /// The unit to begin with: the branch of a branch role, else the commune.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home_unit_id: Option<UnitId>,
}

/// A signed-in device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// The session.
    pub id: SessionId,
    /// Whether it's the one that asks.
    pub current: bool,
    /// What the device calls itself.
    pub device: String,
    /// Signed in at, UTC.
    pub created_at: DateTime<Utc>,
    /// Last refreshed at, UTC.
    pub last_used_at: DateTime<Utc>,
}

endpoints! {
    /// Answers an access token and sets the refresh token as an HttpOnly cookie. Wrong name and wrong password look the
    /// same; many failures slow the pair of account and address down (429 with `Retry-After`), never the account alone.
    SignIn: Post "/auth/sign-in", "Sign in", Access::Public, path (), query NoQuery, body Credentials, reply 200 Token;
    /// Exchanges the refresh cookie for a new access token and a new cookie. Within half a minute the cookie before is
    /// given the same answer (two tabs, a lost answer); after that, using an old cookie ends the session.
    Refresh: Post "/auth/refresh", "Refresh the access token", Access::Public, path (), query NoQuery, body Empty, reply 200 Token;
    /// Ends the session of the refresh cookie and clears the cookie. A program that has only an access token ends its
    /// session at `/me/sessions/{session_id}`.
    SignOut: Post "/auth/sign-out", "Sign out", Access::Public, path (), query NoQuery, body Empty, reply 204 Empty;
    /// Sets the first password, or a new one after a reset, with the printed one-use code; then signs in.
    Activate: Post "/auth/activate", "Activate an account", Access::Public, path (), query NoQuery, body Activation, reply 200 Token;
    /// The account, its grants in force and what they allow.
    GetMe: Get "/me", "Who is signed in", Access::SignedIn, path (), query NoQuery, body Empty, reply 200 Me;
    /// Ends every other session of the account.
    ChangePassword: Put "/me/password", "Change one's own password", Access::SignedIn, path (), query NoQuery, body PasswordChange, reply 204 Empty;
    /// Every device that is signed in, newest first.
    ListMySessions: Get "/me/sessions", "List one's own sessions", Access::SignedIn, path (), query NoQuery, body Empty, reply 200 Page<Session>;
    /// Bites at once: the session's tokens are refused from now on.
    EndMySession: Delete "/me/sessions/{session_id}", "End one of one's own sessions", Access::SignedIn, path SessionId, query NoQuery, body Empty, reply 204 Empty;
}
