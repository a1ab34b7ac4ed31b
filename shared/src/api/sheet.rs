//! A commune's own score sheets, and which sheet it uses from a day on: the office prepares, a standing member decides.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::dated::{KnownQuery, Record};
use super::endpoint::{Access, Empty, NoQuery};
use super::page::Page;
use super::patch::present;
use crate::access::Action;
use crate::endpoints;
use crate::evaluation::{Criterion, GradeStep, Group, Origin, ScoreSheet};
use crate::id::{SheetChoiceId, SheetId, UnitId};
use crate::problem::FieldError;
use crate::rulebook::Digest;
use crate::text::Bilingual;

/// A sheet that a unit can choose or copy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SheetRow {
    /// The sheet.
    pub id: SheetId,
    /// The unit that made it; absent: shipped with this program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_id: Option<UnitId>,
    /// What people call it.
    pub title: Bilingual,
    /// The documents that it comes from.
    pub document: Bilingual,
    /// How sure it is as a whole.
    pub origin: Origin,
    /// Names its content as it is now; a draft's changes with every write.
    pub digest: Digest,
    /// Digest of the sheet that it was copied from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub based_on: Option<Digest>,
    /// Put in force at least once, or shipped: it doesn't change any more.
    pub settled: bool,
    /// An edition that was shipped before and that a newer one has replaced: listed only where it is chosen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub replaced: bool,
    /// When it was copied or shipped, UTC.
    pub recorded_at: DateTime<Utc>,
    /// By whom.
    pub recorded_by: String,
    /// Grows with each write to it; the ETag of a unit's own sheet.
    pub version: i64,
    /// From when to when the unit that was asked for uses it by its own choice, the earliest first.
    pub in_force: Vec<InForce>,
}

/// Days on which a sheet is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InForce {
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day; absent: until further notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<NaiveDate>,
}

/// A unit's own sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sheet {
    /// What the list says of it.
    #[serde(flatten)]
    pub row: SheetRow,
    /// All of it.
    pub content: ScoreSheet,
    /// What keeps it from being chosen, each with its place in the content (`/criteria/3/how/bands/bands/1/points`) and in
    /// words; empty: it is whole.
    pub problems: Vec<FieldError>,
}

/// A copy to be changed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SheetCopy {
    /// The id, if the caller makes it (UUIDv7).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<SheetId>,
    /// Content of the sheet to copy: any that the unit's list has.
    pub from: Digest,
    /// What it is to be called; the English may be empty.
    pub title: Bilingual,
}

/// What of a draft is to be another; a list comes whole. A draft may be saved while it isn't whole.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SheetPatch {
    /// What people call it; the English may be empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Bilingual>,
    /// The documents that it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Bilingual>,
    /// What whoever uses it must know of its source; null: nothing.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub note: Option<Option<Bilingual>>,
    /// Sum of all criteria's points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<u32>,
    /// Grades from the best down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grades: Option<Vec<GradeStep>>,
    /// Criteria that need full points for the best grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub must_be_full_for_good: Option<Vec<String>>,
    /// whether one absence without a reason keeps the best grade away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_unexcused_for_good: Option<bool>,
    /// Groups in their order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<Group>>,
    /// Criteria in their order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criteria: Option<Vec<Criterion>>,
}

/// Which sheet a unit uses from a day to a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SheetChoice {
    /// The choice.
    pub id: SheetChoiceId,
    /// The unit that chose, for itself and everything below it that chose nothing.
    pub unit_id: UnitId,
    /// Content of the sheet: `GET /score-sheets/{digest}` reads it.
    pub sheet: Digest,
    /// What people call it.
    pub title: Bilingual,
    /// Days, decision, author.
    #[serde(flatten)]
    pub record: Record,
}

/// A choice from a day on, up to the next one that is known.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewSheetChoice {
    /// Content of the sheet as whoever decides has seen it: any that the unit's list has and that is whole.
    pub sheet: Digest,
    /// First day.
    pub starts_on: NaiveDate,
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
pub struct SheetChoiceCorrection {
    /// Why it is put right.
    pub reason: String,
    /// Whether it never was: what was chosen before it holds on instead.
    #[serde(default)]
    pub withdraw: bool,
    /// The right sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<Digest>,
    /// Its right first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<NaiveDate>,
    /// The right number of the decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// Its right date.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<Option<NaiveDate>>,
}

const READ: Access = Access::May(Action::SheetRead);
const WRITE: Access = Access::May(Action::SheetWrite);
const CHOOSE: Access = Access::May(Action::SheetChoose);

endpoints! {
    /// Those that are shipped, in their order; then the unit's own, drafts too, and those that units above it have put in
    /// force, the latest first.
    ListSheets: Get "/units/{unit_id}/sheets", "List the sheets that a unit can choose", READ, path UnitId, query NoQuery, body Empty, reply 200 Page<SheetRow>;
    /// A draft of the unit's own, with everything that the sheet it is copied from has. Not for branches.
    CopySheet: Post "/units/{unit_id}/sheets", "Copy a sheet into a draft", WRITE, path UnitId, query NoQuery, body SheetCopy, reply 201 Sheet;
    /// A unit's own, with what keeps it from being chosen. What is shipped is read by its digest.
    GetSheet: Get "/sheets/{sheet_id}", "Read a unit's own sheet", READ, path SheetId, query NoQuery, body Empty, reply 200 Sheet;
    /// Only a draft; once it was put in force it can be copied, not changed.
    UpdateSheet: Patch "/sheets/{sheet_id}" if_match, "Change a draft of a sheet", WRITE, path SheetId, query NoQuery, body SheetPatch, reply 200 Sheet;
    /// Only a draft.
    DeleteSheet: Delete "/sheets/{sheet_id}" if_match, "Remove a draft of a sheet", WRITE, path SheetId, query NoQuery, body Empty, reply 204 Empty;
    /// The latest first; what was replaced is there too and says so.
    ListSheetChoices: Get "/units/{unit_id}/sheet-choices", "List which sheets a unit has chosen", READ, path UnitId, query KnownQuery, body Empty, reply 200 Page<SheetChoice>;
    /// Meetings of earlier days keep the sheet that they have; none of the day or later may have been concluded by another.
    /// A draft must be whole, and doesn't change any more from now on. Not for branches.
    ChooseSheet: Post "/units/{unit_id}/sheet-choices", "Put a sheet in force from a day on", CHOOSE, path UnitId, query NoQuery, body NewSheetChoice, reply 201 SheetChoice;
    /// With a reason. What is put right stays readable as replaced; neighbours move along. No meeting that was concluded may
    /// get another sheet by it. Answers what holds now.
    CorrectSheetChoice: Post "/units/{unit_id}/sheet-choices/{choice_id}/corrections", "Put right which sheet was chosen", CHOOSE, path (UnitId, SheetChoiceId), query NoQuery, body SheetChoiceCorrection, reply 201 Page<SheetChoice>;
}
