//! Where members are, and as what, from a day to a day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::dated::{KnownQuery, Record};
use super::endpoint::{Access, Empty, NoQuery};
use super::page::Page;
use super::patch::present;
use crate::access::Action;
use crate::endpoints;
use crate::id::{MemberId, MembershipId, UnitId};
use crate::member::{ActivityStatus, MembershipKind};

/// Where a member is, and as what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Membership {
    /// The membership.
    pub id: MembershipId,
    /// The member.
    pub member_id: MemberId,
    /// Their branch.
    pub unit_id: UnitId,
    /// Its name at the membership's beginning.
    pub unit_name: String,
    /// Official or probationary.
    pub kind: MembershipKind,
    /// Activity; who has left has left this branch.
    pub status: ActivityStatus,
    /// Cadre or civil servant of the commune.
    pub is_commune_cadre: bool,
    /// Days, decision, author.
    #[serde(flatten)]
    pub record: Record,
}

/// A change from a day on, up to the next one that is known; absent fields stay.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MembershipChange {
    /// First day.
    pub starts_on: NaiveDate,
    /// Another branch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_id: Option<UnitId>,
    /// Official or probationary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<MembershipKind>,
    /// Activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ActivityStatus>,
    /// Cadre or civil servant of the commune.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_commune_cadre: Option<bool>,
    /// Number of the decision; empty if there is none.
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
pub struct MembershipCorrection {
    /// Why it is put right.
    pub reason: String,
    /// Whether it never was: what was before it holds on instead.
    #[serde(default)]
    pub withdraw: bool,
    /// Its right first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<NaiveDate>,
    /// The right branch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_id: Option<UnitId>,
    /// The right kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<MembershipKind>,
    /// The right activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ActivityStatus>,
    /// Whether a cadre or civil servant of the commune.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_commune_cadre: Option<bool>,
    /// The right number of the decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// Its right date.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<Option<NaiveDate>>,
}

const READ: Access = Access::May(Action::MemberRead);
const WRITE: Access = Access::May(Action::MemberWrite);

endpoints! {
    /// The latest first; what was replaced is there too and says so.
    ListMemberships: Get "/members/{member_id}/memberships", "List where a member was, is and will be", READ, path MemberId, query KnownQuery, body Empty, reply 200 Page<Membership>;
    /// Moves to another branch, becomes official, is exempt, leaves. Rolls and figures of earlier days don't change. Who
    /// moves or leaves ends offices of the old branch on the eve; a cadre of the commune keeps them when moving.
    ChangeMembership: Post "/members/{member_id}/memberships", "Move a member, or change kind or activity, from a day on", WRITE, path MemberId, query NoQuery, body MembershipChange, reply 201 Membership;
    /// With a reason. What is put right stays readable as replaced; neighbours move along. Answers what holds now.
    CorrectMembership: Post "/members/{member_id}/memberships/{membership_id}/corrections", "Put right where a member was", WRITE, path (MemberId, MembershipId), query NoQuery, body MembershipCorrection, reply 201 Page<Membership>;
}
