//! What units are from a day to a day: founding, changing, closing, putting right.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::dated::{KnownQuery, Record};
use super::endpoint::{Access, Empty, NoQuery};
use super::page::Page;
use super::patch::present;
use crate::access::Action;
use crate::endpoints;
use crate::id::{UnitId, UnitStateId};
use crate::unit::{BranchKind, UnitKind};

/// What a unit is from a day to a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitState {
    /// The state.
    pub id: UnitStateId,
    /// The unit.
    pub unit_id: UnitId,
    /// The unit above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<UnitId>,
    /// Its name at the state's beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_name: Option<String>,
    /// Level.
    pub kind: UnitKind,
    /// Kind of a branch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch_kind: Option<BranchKind>,
    /// Short code, unique among the units below the same one.
    pub code: String,
    /// Name.
    pub name: String,
    /// Day of the month of the regular meeting, 1 to 31; only of what meets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed_day: Option<i32>,
    /// Usual place, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Usual hour, likewise: `19:30`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hour: Option<String>,
    /// The place that papers print beside the date; empty: that of the unit above.
    pub locality: String,
    /// Days, decision, author.
    #[serde(flatten)]
    pub record: Record,
}

/// A new unit below another one.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewUnit {
    /// The id, if the caller makes it (UUIDv7).
    #[serde(default)]
    pub id: Option<UnitId>,
    /// Level.
    pub kind: UnitKind,
    /// Kind of a branch.
    #[serde(default)]
    pub branch_kind: Option<BranchKind>,
    /// Short code, unique among the units below the same one.
    pub code: String,
    /// Name.
    pub name: String,
    /// Day of the month of the regular meeting; needed by what meets.
    #[serde(default)]
    pub fixed_day: Option<i32>,
    /// Usual place.
    #[serde(default)]
    pub place: Option<String>,
    /// Usual hour, `19:30`.
    #[serde(default)]
    pub hour: Option<String>,
    /// The place that papers print beside the date; empty: that of the unit above.
    #[serde(default)]
    pub locality: String,
    /// Its first day.
    pub starts_on: NaiveDate,
    /// Number of the decision; empty if there is none.
    #[serde(default)]
    pub decision: String,
    /// Its date.
    #[serde(default)]
    pub decided_on: Option<NaiveDate>,
}

/// What of a unit is to be another; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UnitSettings {
    /// The unit above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<UnitId>,
    /// Level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<UnitKind>,
    /// Kind of a branch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch_kind: Option<BranchKind>,
    /// Short code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Day of the month of the regular meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed_day: Option<i32>,
    /// Usual place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Usual hour, `19:30`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hour: Option<String>,
    /// The place that papers print; empty: that of the unit above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locality: Option<String>,
}

/// A change from a day on, up to the next one that is known.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UnitChange {
    /// First day.
    pub starts_on: NaiveDate,
    /// What is another from then on.
    pub settings: UnitSettings,
    /// Number of the decision; empty if there is none.
    #[serde(default)]
    pub decision: String,
    /// Its date.
    #[serde(default)]
    pub decided_on: Option<NaiveDate>,
}

/// The end of a unit.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UnitClosure {
    /// Its last day.
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
pub struct UnitCorrection {
    /// Why it is put right.
    pub reason: String,
    /// Whether it never was: what was before it holds on instead.
    #[serde(default)]
    pub withdraw: bool,
    /// Its right first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<NaiveDate>,
    /// Its right last day; null: until further notice.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<Option<NaiveDate>>,
    /// What it should have said.
    #[serde(default)]
    pub settings: UnitSettings,
    /// The right number of the decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// Its right date.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<Option<NaiveDate>>,
}

const READ: Access = Access::May(Action::UnitRead);
const WRITE: Access = Access::May(Action::UnitWrite);

endpoints! {
    /// Below the unit that the path names, from a day on. What may stand below what is data.
    FoundUnit: Post "/units/{unit_id}/units", "Found a unit", WRITE, path UnitId, query NoQuery, body NewUnit, reply 201 UnitState;
    /// Everything that the unit was, is and will be, the latest first; what was replaced is there too and says so.
    ListUnitStates: Get "/units/{unit_id}/states", "List what a unit was, is and will be", READ, path UnitId, query KnownQuery, body Empty, reply 200 Page<UnitState>;
    /// What was before stays as it was: figures and papers of earlier days don't change. Meetings already planned stay.
    ChangeUnit: Post "/units/{unit_id}/states", "Change a unit from a day on", WRITE, path UnitId, query NoQuery, body UnitChange, reply 201 UnitState;
    /// Its members have moved before, its meetings are decided, nothing is below it. Offices, charges and roles there end.
    CloseUnit: Post "/units/{unit_id}/closure", "Close a unit", WRITE, path UnitId, query NoQuery, body UnitClosure, reply 201 UnitState;
    /// With a reason. What is put right stays readable as replaced; neighbours move along. Answers what holds now.
    CorrectUnit: Post "/units/{unit_id}/states/{state_id}/corrections", "Put right what a unit was", WRITE, path (UnitId, UnitStateId), query NoQuery, body UnitCorrection, reply 201 Page<UnitState>;
}
