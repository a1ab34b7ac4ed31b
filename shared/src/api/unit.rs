//! Units, branches, and who is in charge of them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::dated::{DayQuery, Record};
use super::endpoint::{Access, Empty, NoQuery};
use super::page::Page;
use super::patch::present;
use crate::access::Action;
use crate::endpoints;
use crate::id::{MemberId, OfficeId, SupervisionId, UnitId};
use crate::unit::{BranchKind, Office, UnitKind};

/// A unit in the tree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitRow {
    /// The unit.
    pub id: UnitId,
    /// The unit above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<UnitId>,
    /// Level.
    pub kind: UnitKind,
    /// Kind of a branch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch_kind: Option<BranchKind>,
    /// Code, unique in the commune.
    pub code: String,
    /// Name.
    pub name: String,
}

/// How many members a branch has; all derived from the register.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberCounts {
    /// In the branch's number (đảng số): everybody but those temporarily in and those who left.
    pub members: i64,
    /// Official members among them.
    pub official: i64,
    /// Probationary members among them.
    pub probationary: i64,
    /// Exempt among them.
    pub exempt: i64,
    /// Temporarily out among them.
    pub temporary_out: i64,
    /// Temporarily in, not among them.
    pub temporary_in: i64,
    /// With a duty to attend.
    pub duty: i64,
    /// Women among them.
    pub women: i64,
}

/// A branch in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BranchRow {
    /// The branch.
    pub id: UnitId,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: BranchKind,
    /// Day of the month of the regular meeting, 1 to 31.
    pub fixed_day: i32,
    /// How many members.
    pub counts: MemberCounts,
    /// The secretary's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secretary: Option<String>,
    /// The supervising committee member's name today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supervisor: Option<String>,
    /// Whether a commune cadre sits in its committee.
    pub has_commune_cadre: bool,
}

/// A place in a branch's committee.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfficeRow {
    /// The term of office.
    pub id: OfficeId,
    /// Who.
    pub member_id: MemberId,
    /// Their name.
    pub name: String,
    /// Which office.
    pub office: Office,
    /// Whether they are a cadre or civil servant of the commune.
    pub is_commune_cadre: bool,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<NaiveDate>,
}

/// Who is in charge of a branch, from a day, to a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SupervisionRow {
    /// The assignment.
    pub id: SupervisionId,
    /// The branch.
    pub unit_id: UnitId,
    /// Its name.
    pub unit_name: String,
    /// The committee member.
    pub member_id: MemberId,
    /// Their name.
    pub name: String,
    /// Days, decision, author.
    #[serde(flatten)]
    pub record: Record,
}

/// A branch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Branch {
    /// The branch.
    pub id: UnitId,
    /// Grows with each write to it; the ETag begins with it.
    pub version: i64,
    /// The commune's organisation.
    pub parent_id: UnitId,
    /// Its name.
    pub parent_name: String,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: BranchKind,
    /// Day of the month of the regular meeting, 1 to 31.
    pub fixed_day: i32,
    /// Usual place.
    pub place: String,
    /// Usual hour in Vietnam, `19:30`.
    pub hour: String,
    /// The place that papers print beside the date; the commune's where the branch says none.
    pub locality: String,
    /// The day on which it was founded, or from which on it is known.
    pub founded_on: NaiveDate,
    /// Its last day, once it is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<NaiveDate>,
    /// First day of the committee's term; numbers of resolutions begin anew with each term.
    pub term_starts_on: NaiveDate,
    /// How many members.
    pub counts: MemberCounts,
    /// The committee on the day, secretary first.
    pub committee: Vec<OfficeRow>,
    /// Who has been in charge, newest first.
    pub supervisions: Vec<SupervisionRow>,
}

/// What the office may change.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BranchPatch {
    /// Name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Day of the month, 1 to 31.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed_day: Option<i32>,
    /// Usual place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Usual hour, `19:30`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hour: Option<String>,
}

/// A new charge: it ends the one in force the day before.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewSupervision {
    /// The committee member.
    pub member_id: MemberId,
    /// First day.
    pub starts_on: NaiveDate,
    /// Number of the decision; empty if there is none.
    #[serde(default)]
    pub decision: String,
    /// Its date.
    #[serde(default)]
    pub decided_on: Option<NaiveDate>,
}

/// The end of a charge.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SupervisionEnd {
    /// Last day.
    pub ends_on: NaiveDate,
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
pub struct SupervisionCorrection {
    /// Why it is put right.
    pub reason: String,
    /// Whether it never was: who was in charge before still is.
    #[serde(default)]
    pub withdraw: bool,
    /// Who it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<MemberId>,
    /// Its right first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<NaiveDate>,
    /// Its right last day; null: until further notice.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<Option<NaiveDate>>,
    /// The right number of the decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// Its right date.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<Option<NaiveDate>>,
}

/// Which branches or units.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct BranchQuery {
    /// Only the branches below this unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_id: Option<UnitId>,
    /// As at this day; absent: today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
}

/// Someone who can be put in charge of a branch: has a committee member's grant in force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CommitteeMemberRow {
    /// The member.
    pub member_id: MemberId,
    /// Their name.
    pub name: String,
    /// The names of the branches in their charge on the day.
    pub branches: Vec<String>,
}

const READ: Access = Access::May(Action::UnitRead);

endpoints! {
    /// Every unit that the caller may see and that there was on the day, parents before children.
    ListUnits: Get "/units", "List units", READ, path (), query DayQuery, body Empty, reply 200 Page<UnitRow>;
    /// With counts, secretary and supervising member, by code.
    ListBranches: Get "/branches", "List branches", READ, path (), query BranchQuery, body Empty, reply 200 Page<BranchRow>;
    /// With committee, charges and counts, as at a day.
    GetBranch: Get "/branches/{unit_id}", "Read a branch", READ, path UnitId, query DayQuery, body Empty, reply 200 Branch;
    /// The fixed day, place and hour are what new meetings begin with; meetings already planned stay.
    UpdateBranch: Patch "/branches/{unit_id}" if_match, "Change a branch", Access::May(Action::UnitWrite), path UnitId, query NoQuery, body BranchPatch, reply 200 Branch;
    /// One per branch, by the branch's code.
    ListSupervisions: Get "/supervisions", "List who is in charge of which branch", Access::May(Action::SupervisionRead), path (), query DayQuery, body Empty, reply 200 Page<SupervisionRow>;
    /// By name, as at a day: who has the grant then.
    ListCommitteeMembers: Get "/committee-members", "List who can be put in charge", Access::May(Action::SupervisionAssign), path (), query DayQuery, body Empty, reply 200 Page<CommitteeMemberRow>;
    /// Exactly one committee member is in charge of a branch on a day: up to the next charge that is known.
    AssignSupervisor: Post "/branches/{unit_id}/supervisions", "Put a committee member in charge", Access::May(Action::SupervisionAssign), path UnitId, query NoQuery, body NewSupervision, reply 201 SupervisionRow;
    /// With a last day; from then on nobody is in charge.
    EndSupervision: Post "/branches/{unit_id}/supervisions/{supervision_id}/end", "End a charge", Access::May(Action::SupervisionAssign), path (UnitId, SupervisionId), query NoQuery, body SupervisionEnd, reply 201 SupervisionRow;
    /// With a reason. What is put right stays readable as replaced; neighbours move along. Answers what holds now.
    CorrectSupervision: Post "/branches/{unit_id}/supervisions/{supervision_id}/corrections", "Put right who was in charge", Access::May(Action::SupervisionAssign), path (UnitId, SupervisionId), query NoQuery, body SupervisionCorrection, reply 201 Page<SupervisionRow>;
}
