//! Members and the import of registers.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::dated::DayQuery;
use super::endpoint::{Access, Download, Empty, NoQuery, Upload};
use super::page::Page;
use super::patch::present;
use crate::access::Action;
use crate::endpoints;
use crate::id::{MemberId, UnitId};
use crate::member::register::{AcceptedVariant, RegisterFinding};
use crate::member::{ActivityStatus, Gender, MembershipKind};
use crate::unit::Office;

/// A member in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberRow {
    /// The member.
    pub id: MemberId,
    /// Their branch.
    pub unit_id: UnitId,
    /// Its name.
    pub unit_name: String,
    /// Full name.
    pub full_name: String,
    /// Gender.
    pub gender: Gender,
    /// Birth date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<NaiveDate>,
    /// Official or probationary.
    pub kind: MembershipKind,
    /// Activity.
    pub status: ActivityStatus,
    /// Office in the branch's committee.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<Office>,
    /// Admitted on (ngày vào Đảng).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admitted_on: Option<NaiveDate>,
    /// Recognised as official on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recognized_on: Option<NaiveDate>,
}

/// A member's record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Member {
    /// What lists show.
    #[serde(flatten)]
    pub row: MemberRow,
    /// Grows with each write to it; the ETag begins with it.
    pub version: i64,
    /// Dân tộc.
    pub ethnicity: String,
    /// Identity number, all but the last four digits masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citizen_id_masked: Option<String>,
    /// Party card number, all but the last four digits masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party_card_masked: Option<String>,
    /// Telephone number.
    pub phone: String,
    /// Cadre or civil servant of the commune.
    pub is_commune_cadre: bool,
    /// Since when the activity status holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_since: Option<NaiveDate>,
}

/// A new member.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewMember {
    /// The id, if the caller makes it (UUIDv7).
    #[serde(default)]
    pub id: Option<MemberId>,
    /// Full name.
    pub full_name: String,
    /// Gender.
    pub gender: Gender,
    /// Birth date.
    #[serde(default)]
    pub birth_date: Option<NaiveDate>,
    /// Dân tộc.
    #[serde(default)]
    pub ethnicity: String,
    /// Identity number, 12 digits.
    #[serde(default)]
    pub citizen_id: Option<String>,
    /// Party card number, 12 digits.
    #[serde(default)]
    pub party_card: Option<String>,
    /// Telephone number.
    #[serde(default)]
    pub phone: String,
    /// Official or probationary.
    pub kind: MembershipKind,
    /// Admitted on.
    #[serde(default)]
    pub admitted_on: Option<NaiveDate>,
    /// Recognised as official on.
    #[serde(default)]
    pub recognized_on: Option<NaiveDate>,
    /// First day in the branch; absent: today.
    #[serde(default)]
    pub starts_on: Option<NaiveDate>,
    /// Number of the decision; empty if there is none.
    #[serde(default)]
    pub decision: String,
    /// Its date.
    #[serde(default)]
    pub decided_on: Option<NaiveDate>,
}

/// What may be changed in a member's record.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MemberPatch {
    /// Full name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full_name: Option<String>,
    /// Gender.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// Birth date.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Option<NaiveDate>>,
    /// Dân tộc.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ethnicity: Option<String>,
    /// Telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Official or probationary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<MembershipKind>,
    /// Activity; its day is `status_since`, or today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ActivityStatus>,
    /// Since when the activity status holds.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub status_since: Option<Option<NaiveDate>>,
    /// Admitted on.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub admitted_on: Option<Option<NaiveDate>>,
    /// Recognised as official on.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub recognized_on: Option<Option<NaiveDate>>,
    /// Cadre or civil servant of the commune.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_commune_cadre: Option<bool>,
}

/// Which members.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct MemberQuery {
    /// Only of this unit and below.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_id: Option<UnitId>,
    /// Part of the name, without diacritics.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Only of this kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<MembershipKind>,
    /// Only with this activity; absent: everybody but those who left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ActivityStatus>,
    /// As at this day; absent: today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// Where the page begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Items at most, 1 to 200.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Whether to count all pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<bool>,
}

/// Whether an import changes anything.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct ImportQuery {
    /// False (default): a dry run that changes nothing. True: applies the rows without unmendable findings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apply: Option<bool>,
}

/// What an import found, and what it changed or would change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportReport {
    /// Whether the changes were made.
    pub applied: bool,
    /// Rows with somebody in them.
    pub rows: i64,
    /// Members that are new.
    pub added: i64,
    /// Members whose record changes.
    pub changed: i64,
    /// Members whose record stays.
    pub unchanged: i64,
    /// Rows left out because of findings that the importer can't mend.
    pub left_out: i64,
    /// What is wrong, by row and column.
    pub findings: Vec<RegisterFinding>,
    /// Unusual ways of writing that were understood.
    pub accepted_variants: Vec<AcceptedVariant>,
    /// Headings that no column of the register has; they are ignored.
    pub unknown_columns: Vec<String>,
}

const READ: Access = Access::May(Action::MemberRead);

endpoints! {
    /// By given name in the Vietnamese alphabet.
    ListMembers: Get "/members", "List members", READ, path (), query MemberQuery, body Empty, reply 200 Page<MemberRow>;
    /// As at a day. Identity and card numbers are masked.
    GetMember: Get "/members/{member_id}", "Read a member's record", READ, path MemberId, query DayQuery, body Empty, reply 200 Member;
    /// Into a branch.
    CreateMember: Post "/branches/{unit_id}/members", "Add a member", Access::May(Action::MemberWrite), path UnitId, query NoQuery, body NewMember, reply 201 Member;
    /// Absent fields stay as they are.
    UpdateMember: Patch "/members/{member_id}" if_match, "Change a member's record", Access::May(Action::MemberWrite), path MemberId, query NoQuery, body MemberPatch, reply 200 Member;
    /// The body is an .xlsx file. Without `apply=true` nothing changes. Members are recognised by card number, then by
    /// identity number, then by folded name and birth date in the branch; importing the same file twice changes nothing.
    ImportMembers: Post "/units/{unit_id}/member-imports", "Import a register of members", Access::May(Action::MemberImport), path UnitId, query ImportQuery, body Upload, reply 200 ImportReport;
    /// The list as an .xlsx file, every page of it.
    ExportMembers: Get "/members.xlsx", "Export members", READ, path (), query MemberQuery, body Empty, reply 200 Download;
}
