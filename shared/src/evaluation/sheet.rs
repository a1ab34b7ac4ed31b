//! A score sheet as data: groups, criteria, bands, grades.

use serde::{Deserialize, Serialize};

use super::facts::YesFact;
use crate::text::Bilingual;
use crate::text_enum;

text_enum! {
    /// Grade of a meeting's quality. The lowest is "Kém", not "Yếu" (HD 12-HD/BTCTW of 06/7/2018 as provinces apply
    /// it; kept under HD 42-HD/BTCTW of 28/10/2025). Not the scale of yearly ratings.
    pub enum MeetingGrade {
        /// From 90 points, and any required criteria full.
        Good = "good", "Tốt", "Good";
        /// From 70 points.
        Fair = "fair", "Khá", "Fair";
        /// From 50 points.
        Average = "average", "Trung bình", "Average";
        /// Below 50 points.
        Poor = "poor", "Kém", "Poor";
    }
}

text_enum! {
    /// What a sheet is for: no other than these is read when a meeting is scored.
    pub enum SheetPurpose {
        /// The quality of a branch's meeting.
        Meeting = "meeting", "Chấm chất lượng sinh hoạt chi bộ", "Scoring a branch's meeting";
    }
}

text_enum! {
    /// Where a criterion's points come from.
    pub enum Basis {
        /// From recorded data; people may override it only with a reason.
        Computed = "computed", "Tự tính", "Computed";
        /// Filled in from recorded data, people confirm or change it.
        Prefilled = "prefilled", "Điền sẵn, cần xác nhận", "Prefilled, to be confirmed";
        /// People's judgement.
        Human = "human", "Người chấm", "Judged";
    }
}

text_enum! {
    /// What a banded criterion measures.
    pub enum Measure {
        /// Minutes held, of the minutes required.
        Minutes = "minutes", "Thời lượng", "Duration";
        /// Members present, of those with a duty to attend.
        Attendance = "attendance", "Đảng viên dự", "Attendance";
        /// Members who spoke, of those present.
        Speakers = "speakers", "Người phát biểu", "Speakers";
        /// Tasks of the last resolution that are done, of all of them; none counts as 100 %.
        PreviousTasks = "previous_tasks", "Nhiệm vụ kỳ trước đến hạn", "Previous tasks that were due";
    }
}

text_enum! {
    /// When a criterion doesn't apply to a meeting.
    pub enum Condition {
        /// No thematic meeting belongs to the month.
        NoThematic = "no_thematic", "Tháng không có sinh hoạt chuyên đề", "No thematic meeting this month";
        /// The branch has a secretary but no committee.
        OnlySecretary = "only_secretary", "Chi bộ chỉ có bí thư", "The branch has only a secretary";
    }
}

text_enum! {
    /// What becomes of a criterion that doesn't apply.
    pub enum NotApplicablePolicy {
        /// Full points.
        Full = "full", "Được đủ điểm", "Full points";
        /// Left out: the sheet is out of fewer points, nothing is rescaled.
        Exclude = "exclude", "Không tính", "Left out";
    }
}

text_enum! {
    /// How sure a sheet's number is.
    pub enum Origin {
        /// Printed in the source.
        Found = "found", "Có trong nguồn", "Found in the source";
        /// Worked out from the sums of the source.
        Inferred = "inferred", "Suy ra từ tổng của nguồn", "Worked out from the source's sums";
        /// Proposed by this program or a commune: no source has it.
        Proposed = "proposed", "Đề xuất, không có trong nguồn", "Proposed, not in the source";
        /// Reconstructed from how such sheets usually were.
        Reconstructed = "reconstructed", "Phục dựng, chưa thấy văn bản", "Reconstructed, no document found";
    }
}

impl Origin {
    /// Whether it needs no remark; takes a reference because serde hands one.
    fn is_found(&self) -> bool {
        *self == Self::Found
    }
}

const fn found() -> Origin {
    Origin::Found
}

/// A score sheet. A scored meeting keeps the digest of its own, since sheets change. What a stored sheet of an earlier form
/// doesn't have is read as it was meant then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScoreSheet {
    /// Stable id, e.g. `an-phu-2025`.
    pub id: String,
    /// What people call it.
    pub title: Bilingual,
    /// The documents that it comes from, with number and date.
    pub document: Bilingual,
    /// The rule set of its time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule_set: Option<String>,
    /// How sure it is as a whole.
    #[serde(default = "found", skip_serializing_if = "Origin::is_found")]
    pub origin: Origin,
    /// What whoever uses it must know of its source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Bilingual>,
    /// Sum of all criteria's points.
    pub total: u32,
    /// Grades from the best down; the last begins at 0.
    pub grades: Vec<GradeStep>,
    /// Criteria that need full points for the grade `good`.
    pub must_be_full_for_good: Vec<String>,
    /// one absence without a reason keeps the grade `good` away, whatever the points.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub no_unexcused_for_good: bool,
    /// Groups in their order.
    pub groups: Vec<Group>,
    /// Criteria in their order.
    pub criteria: Vec<Criterion>,
}

impl ScoreSheet {
    /// The criterion with this id.
    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| criterion.id == id)
    }

    /// The criterion that measures attendance, if there is one.
    pub fn attendance(&self) -> Option<&Criterion> {
        let measures = |one: &&Criterion| matches!(&one.how, How::Bands(bands) if bands.measure == Measure::Attendance);
        self.criteria.iter().find(measures)
    }

    /// The fewest points of the best grade.
    pub fn points_for_good(&self) -> u32 {
        self.grades.iter().find(|step| step.grade == MeetingGrade::Good).map_or(self.total, |step| step.min)
    }

    /// The grade by points alone.
    pub fn grade_of(&self, points: u32) -> MeetingGrade {
        self.grades.iter().find(|step| points >= step.min).map_or(MeetingGrade::Poor, |step| step.grade)
    }
}

/// From how many points a grade begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GradeStep {
    /// The grade.
    pub grade: MeetingGrade,
    /// The fewest points that reach it.
    pub min: u32,
}

/// A group of criteria.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Group {
    /// Its number on the sheet.
    pub id: String,
    /// Sum of its criteria's points.
    pub max: u32,
    /// Its heading.
    pub name: Bilingual,
    /// How sure its points are.
    #[serde(default = "found", skip_serializing_if = "Origin::is_found")]
    pub origin: Origin,
}

/// One line of the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Criterion {
    /// Its number on the sheet, e.g. `2.1`.
    pub id: String,
    /// The group's number.
    pub group: String,
    /// Full points.
    pub max: u32,
    /// Where its points come from.
    pub basis: Basis,
    /// What it asks for.
    pub name: Bilingual,
    /// How sure its points are.
    #[serde(default = "found", skip_serializing_if = "Origin::is_found")]
    pub origin: Origin,
    /// Which records it is read from, or who judges it.
    pub from: Bilingual,
    /// How points are found.
    pub how: How,
    /// When it doesn't apply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_applicable: Option<NotApplicable>,
}

/// How a criterion's points are found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum How {
    /// By the first band that a measured share fits.
    Bands(Bands),
    /// Full points or none.
    YesNo {
        /// The recorded fact that answers it; `None`: people answer.
        fact: Option<YesFact>,
    },
    /// Any number of points up to the maximum, by people.
    Judged,
}

/// The bands of a measured criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Bands {
    /// What is measured.
    pub measure: Measure,
    /// From the best down: the first that fits counts, so none can overlap; the last takes the rest, so none is
    /// missing (the published sheet leaves 45 to 60 of 90 minutes and exactly 50 % speaking without a band).
    pub bands: Vec<Band>,
    /// One absence without a reason is enough for the lowest band.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lowest_when_unexcused: bool,
    /// So many points less for each absence without a reason, down to none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub less_per_unexcused: u32,
    /// How sure limits and points are.
    #[serde(default = "found", skip_serializing_if = "Origin::is_found")]
    pub origin: Origin,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// A band: its limit and its points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Band {
    /// What fits into it.
    pub limit: Limit,
    /// What it gives.
    pub points: u32,
}

/// The limit of a band. Percentages are compared as exact fractions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Limit {
    /// At least this percentage.
    AtLeast(u32),
    /// More than this percentage.
    MoreThan(u32),
    /// At most so many units (minutes, members, tasks) short of the whole.
    ShortAtMost(u32),
    /// Everything else.
    Otherwise,
}

/// When a criterion doesn't apply and what happens then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NotApplicable {
    /// The case.
    pub when: Condition,
    /// Full points, or left out.
    pub policy: NotApplicablePolicy,
}
