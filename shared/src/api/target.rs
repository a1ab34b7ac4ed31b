//! Targets of a year.

use serde::{Deserialize, Serialize};

use super::endpoint::{Access, Empty, NoQuery};
use super::page::Page;
use super::patch::present;
use crate::access::Action;
use crate::endpoints;
use crate::id::{TargetId, UnitId};
use crate::target::{Direction, TargetStatus};
use crate::unit::Sector;

/// A target with its state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TargetRow {
    /// The target.
    pub id: TargetId,
    /// Grows with each write to it; the ETag begins with it.
    pub version: i64,
    /// Whose.
    pub unit_id: UnitId,
    /// The unit's name.
    pub unit_name: String,
    /// Year.
    pub year: i32,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Unit of measure.
    pub measured_in: String,
    /// Sector of work.
    pub sector: Sector,
    /// Whether more or less is better.
    pub better: Direction,
    /// Planned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<f64>,
    /// Reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual: Option<f64>,
    /// Percent of plan, one decimal: computed, or as reported where only a percentage is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<f64>,
    /// Whether the percentage is as reported, without planned and actual values.
    pub percent_reported: bool,
    /// Not met, met or exceeded; absent while unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<TargetStatus>,
    /// Whether it is far above the plan, by the rules of its year.
    #[serde(default)]
    pub far_exceeded: bool,
}

/// New values.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct TargetPatch {
    /// Planned.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub planned: Option<Option<f64>>,
    /// Reached.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub actual: Option<Option<f64>>,
}

/// Which targets.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct TargetQuery {
    /// Only of this unit; absent: the commune's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_id: Option<UnitId>,
    /// Only of this year; absent: this year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
}

endpoints! {
    /// By code.
    ListTargets: Get "/targets", "List targets", Access::May(Action::TargetRead), path (), query TargetQuery, body Empty, reply 200 Page<TargetRow>;
    /// One target.
    GetTarget: Get "/targets/{target_id}", "Read a target", Access::May(Action::TargetRead), path TargetId, query NoQuery, body Empty, reply 200 TargetRow;
    /// Percent and state follow.
    UpdateTarget: Patch "/targets/{target_id}" if_match, "Enter a target's values", Access::May(Action::TargetWrite), path TargetId, query NoQuery, body TargetPatch, reply 200 TargetRow;
}
