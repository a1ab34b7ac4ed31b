//! A number that explains itself: what was counted out of what, what was left out and why, by which rules. It holds no
//! words: they are made where it is shown, in the reader's language ([`Figure::words`]), so that a figure that is kept reads
//! the same in every language and compares as numbers.

mod words;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use words::FigureWords;

use crate::rulebook::Digest;
use crate::share::Share;
use crate::text_enum;

text_enum! {
    /// What a figure tells: what each counts, out of what, stands in docs/api.md.
    pub enum FigureKey {
        /// Regular meetings on the fixed day, or moved with a reason, of those due.
        Schedule = "schedule", "kỳ họp đúng lịch", "meetings on schedule";
        /// Attendances of members, of those with a duty to attend.
        Attendance = "attendance", "lượt đảng viên dự họp", "attendance";
        /// Quarters with enough thematic meetings, of those that are over or have them.
        Thematic = "thematic", "quý có sinh hoạt chuyên đề", "quarters with a thematic meeting";
        /// Tasks done by their due date, of those due.
        Tasks = "tasks", "nhiệm vụ xong đúng hạn", "tasks done on time";
        /// Village branches with a commune cadre in their committee on the day.
        Cadres = "cadres", "chi bộ thôn có cán bộ xã trong chi ủy", "village branches with a commune cadre in their committee";
        /// Branches with a committee member in charge on the day.
        Supervision = "supervision", "chi bộ có đồng chí phụ trách", "branches with somebody in charge";
        /// Targets of the year met or exceeded.
        Targets = "targets", "chỉ tiêu đạt và vượt", "targets met or exceeded";
    }
}

text_enum! {
    /// Why something isn't counted, or is although it may not look so.
    pub enum FigureReason {
        /// Moved with a reason: counted as on schedule.
        MovedWithReason = "moved_with_reason", "kỳ dời ngày có ghi lý do, vẫn tính là đúng lịch", "meetings moved with a reason count as on schedule";
        /// The day of the meeting is yet to come.
        MeetingAhead = "meeting_ahead", "kỳ chưa đến ngày họp, không tính", "meetings not due yet are left out";
        /// Attendances of members who are exempt, temporarily away or suspended.
        NoDuty = "no_duty", "lượt của đảng viên miễn sinh hoạt, tạm thời chuyển đi, bị đình chỉ, không tính", "attendances of members exempt, temporarily out or suspended are left out";
        /// The quarter is under way and has no meeting so far.
        QuarterOpen = "quarter_open", "quý đang diễn ra chưa có, chưa tính", "quarters under way without one aren't counted yet";
        /// The quarter hasn't begun.
        QuarterAhead = "quarter_ahead", "quý chưa đến, không tính", "quarters that haven't begun are left out";
        /// Done after the due date: counted as due, not as on time.
        TaskLate = "task_late", "nhiệm vụ xong muộn, không tính là đúng hạn", "tasks done late don't count as on time";
        /// Done, but not due yet.
        TaskEarly = "task_early", "nhiệm vụ xong trước hạn, chưa đến hạn nên không tính", "tasks done before they are due are left out";
        /// Neither done nor due yet.
        TaskAhead = "task_ahead", "nhiệm vụ chưa đến hạn, không tính", "tasks not due yet are left out";
        /// Cancelled.
        TaskCancelled = "task_cancelled", "nhiệm vụ thôi thực hiện, không tính", "tasks that were cancelled are left out";
        /// Closed, or moved away, before the day that is counted.
        BranchGone = "branch_gone", "chi bộ đến ngày này không còn, không tính", "branches that were gone by that day are left out";
        /// Counted, and lacking what is asked for: `names` has them all.
        Lacking = "lacking", "Còn thiếu", "Lacking";
        /// No value entered yet: counted as not met.
        NoValue = "no_value", "chỉ tiêu chưa có số liệu, tính là chưa đạt", "targets without figures yet count as not met";
    }
}

/// How many there are of something that isn't counted, or that one may wonder about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FigureNote {
    /// Why.
    pub reason: FigureReason,
    /// How many.
    pub count: u64,
    /// Which branches, as they were called on the day; of reasons that name any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

/// A share with everything that somebody needs to check it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Figure {
    /// Which figure.
    pub key: FigureKey,
    /// The last day that it is about: the period's last, or the day on which it was made.
    pub as_at: NaiveDate,
    /// What is counted, out of what. As a percentage it is cut off after the first decimal, never rounded up.
    #[serde(flatten)]
    pub share: Share,
    /// What was left out, and what else to know; one entry for each reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<FigureNote>,
    /// The rule set by which it was judged (`GET /rule-sets/{digest}`); absent where the book had none for the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<Digest>,
}

impl Figure {
    /// Adds how many there are of something; nothing where there is none of it.
    #[must_use]
    pub fn noting(mut self, reason: FigureReason, count: u64) -> Self {
        if count > 0 {
            self.left_out.push(FigureNote { reason, count, names: Vec::new() });
        }
        self
    }

    /// Adds those that lack what is asked for, by name.
    #[must_use]
    pub fn lacking(mut self, names: Vec<String>) -> Self {
        if !names.is_empty() {
            let count = u64::try_from(names.len()).unwrap_or(u64::MAX);
            self.left_out.push(FigureNote { reason: FigureReason::Lacking, count, names });
        }
        self
    }
}
