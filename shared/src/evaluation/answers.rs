//! What people answer on a sheet.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::text_enum;

/// Answers by criterion id.
pub type Answers = BTreeMap<String, Answer>;

/// Points that a person gives for one criterion.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Answer {
    /// Points, at most the criterion's maximum.
    pub points: u32,
    /// Why; required where it differs from what the data give.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Answer {
    /// Points without a remark.
    pub fn of(points: u32) -> Self {
        Self { points, note: None }
    }

    /// The remark, if it says anything.
    pub fn reason(&self) -> Option<&str> {
        self.note.as_deref().map(str::trim).filter(|note| !note.is_empty())
    }
}

/// A computed figure that a person replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Override {
    /// What the data give.
    pub computed: u32,
    /// Why it was replaced.
    pub reason: String,
}

text_enum! {
    /// Why an answer doesn't count.
    pub enum AnswerProblem {
        /// It differs from a computed figure and says no reason.
        NeedsReason = "needs_reason", "Cần ghi lý do khi sửa số hệ thống tính", "Say why the computed figure is changed";
        /// More points than the criterion has.
        TooManyPoints = "too_many_points", "Vượt điểm tối đa", "More than the maximum";
        /// A yes/no criterion takes all points or none.
        AllOrNothing = "all_or_nothing", "Chỉ có đủ điểm hoặc không điểm", "Full points or none";
        /// The criterion is left out of this meeting's sheet.
        LeftOut = "left_out", "Tiêu chí không tính kỳ này", "This criterion is left out this time";
    }
}
