//! The commune's overview: branches by months.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::endpoint::{Access, Download, Empty};
use super::figure::Figure;
use crate::access::Action;
use crate::endpoints;
use crate::evaluation::{GradeStep, MeetingGrade};
use crate::id::{MeetingId, UnitId};
use crate::meeting::MeetingStatus;
use crate::paper::{MonthlyPaperKind, Paper};
use crate::share::Share;
use crate::text_enum;

text_enum! {
    /// What a cell of the overview says.
    pub enum CellState {
        /// The month lies ahead and nothing is planned.
        Ahead = "ahead", "Chưa đến", "Ahead";
        /// Planned or announced.
        Planned = "planned", "Đã lên lịch", "Planned";
        /// Held, not scored yet.
        Held = "held", "Đã họp, chưa chấm", "Held, not scored";
        /// Scored.
        Scored = "scored", "Đã chấm", "Scored";
        /// The month is over without a regular meeting.
        Missing = "missing", "Không họp", "Missing";
        /// The branch wasn't there: not founded yet, closed, or elsewhere.
        NoBranch = "no_branch", "Không có chi bộ", "No branch";
    }
}

/// A branch's regular meeting of a month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cell {
    /// Month, 1 to 12.
    pub month: i32,
    /// What the cell says.
    pub state: CellState,
    /// The meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting_id: Option<MeetingId>,
    /// Its state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<MeetingStatus>,
    /// Points of the newest score: the committee's, else the supervisor's, else the branch's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<i32>,
    /// Out of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub out_of: Option<i32>,
    /// Grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<MeetingGrade>,
    /// Whether the score is the committee's.
    pub decided: bool,
    /// Whether it was held on the fixed day.
    pub on_fixed_day: bool,
}

/// A branch's line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OverviewLine {
    /// The branch.
    pub unit_id: UnitId,
    /// Its name.
    pub name: String,
    /// Members in its number.
    pub members: i64,
    /// The supervising member's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supervisor: Option<String>,
    /// Its last day here, of a branch that was closed or moved away before the day that the figures are about: what it did
    /// until then counts, but nothing is said of it on that day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_on: Option<NaiveDate>,
    /// Whether the caller may open its meetings.
    pub can_open: bool,
    /// Twelve months.
    pub cells: Vec<Cell>,
    /// Regular meetings on the fixed day, or moved with a reason, of those due.
    pub schedule: Figure,
    /// Members present of those with a duty, all meetings held.
    pub attendance: Figure,
    /// Quarters with a thematic meeting of those begun.
    pub thematic: Figure,
    /// Quarters that ended without a thematic meeting.
    pub thematic_missing: Vec<u32>,
    /// Tasks done on time of those due.
    pub tasks: Figure,
}

/// A month's average over the branches.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrendValue {
    /// Average share of the points, in percent cut off after the first decimal; absent of a month without scores.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub average: Option<f64>,
    /// The branches whose scores it is made of, out of those that had a regular meeting in the month, held or due. As long as
    /// some are missing the month isn't complete, and its average may change.
    #[serde(flatten)]
    pub scored: Share,
}

impl TrendValue {
    /// Whether every branch is in it.
    pub fn is_complete(self) -> bool {
        self.scored.count == self.scored.of
    }
}

/// A month of the trend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrendPoint {
    /// Month.
    pub month: i32,
    /// In this year.
    pub now: TrendValue,
    /// In the year before that has data; absent without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<TrendValue>,
}

/// The overview of a commune for a year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Overview {
    /// The commune.
    pub unit_id: UnitId,
    /// Its name.
    pub name: String,
    /// Year.
    pub year: i32,
    /// Years with data, newest first.
    pub years: Vec<i32>,
    /// The last day that the figures are about: the year's last, or today.
    pub as_at: NaiveDate,
    /// From how many points each grade begins, the best first: by the score sheet that the commune uses on that day. Empty if
    /// it uses none. A meeting's own grade is by the sheet of its day.
    pub grades: Vec<GradeStep>,
    /// The year that the trend compares with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compared_year: Option<i32>,
    /// Members of all branches on that day.
    pub members: i64,
    /// Branches by code.
    pub branches: Vec<OverviewLine>,
    /// The commune's figures: schedule, attendance, thematic, tasks, village branches with a commune cadre, branches
    /// with somebody in charge, targets met.
    pub figures: Vec<Figure>,
    /// Twelve months.
    pub trend: Vec<TrendPoint>,
}

/// Which year.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct YearQuery {
    /// Year; absent: this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
}

/// Which month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields)]
pub struct MonthQuery {
    /// Year.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: i32,
}

endpoints! {
    /// Branches by months with the grade of each regular meeting, and the year's figures; each with what it counts.
    GetOverview: Get "/units/{unit_id}/overview", "Read a commune's overview", Access::May(Action::OverviewRead), path UnitId, query YearQuery, body Empty, reply 200 Overview;
    /// One line of the overview: the branch's months and figures.
    GetBranchYear: Get "/branches/{unit_id}/year", "Read a branch's year", Access::May(Action::MeetingRead), path UnitId, query YearQuery, body Empty, reply 200 OverviewLine;
    /// A committee's paper of a month as blocks, the same that the file is drawn from: the table of results (points and grades
    /// that the committee has decided, and why points were lost), or the notice of dates (planned meetings, else the fixed day).
    /// Facts are the month's own. A branch has none (404).
    GetMonthlyPaper: Get "/units/{unit_id}/monthly-papers/{kind}", "A committee's monthly paper as blocks", Access::May(Action::MeetingRead), path (UnitId, MonthlyPaperKind), query MonthQuery, body Empty, reply 200 Paper;
    /// The same as a file.
    GetMonthlyFile: Get "/units/{unit_id}/monthly-papers/{kind}/docx", "A committee's monthly paper as .docx", Access::May(Action::MeetingRead), path (UnitId, MonthlyPaperKind), query MonthQuery, body Empty, reply 200 Download;
}
