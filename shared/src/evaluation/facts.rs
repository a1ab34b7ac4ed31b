//! What is known about a meeting, as the scoring takes it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::sheet::{Condition, Measure};
use crate::text_enum;

text_enum! {
    /// A fact that a yes/no criterion asks for.
    pub enum YesFact {
        ///
        NobodyExcusedOver3InARow = "nobody_excused_over_3_in_a_row", "Không ai vắng có lý do quá 3 kỳ liên tiếp", "Nobody excused more than 3 times in a row";
        ///
        ContentCompleteAndFocused = "content_complete_and_focused", "Có đúng một vấn đề trọng tâm", "Exactly one focal issue";
        /// A draft existed before the meeting.
        DraftResolution = "draft_resolution", "Có dự thảo kết luận, nghị quyết", "A draft conclusion or resolution";
        ///
        CommitteePreparedWithMinutes = "committee_prepared_with_minutes", "Chi ủy họp chuẩn bị, có biên bản", "Committee met before, with minutes";
        ///
        NoticeToAllAndDelegate = "notice_to_all_and_delegate", "Đã báo mọi đảng viên và cấp ủy viên phụ trách", "Everybody and the committee member in charge told";
        ///
        DocumentsADayBefore = "documents_a_day_before", "Tài liệu gửi trước 1 ngày", "Documents a day before";
        ///
        AllStepsDone = "all_steps_done", "Đủ các bước của quy trình", "All steps of the procedure";
        /// Praise, a reminder or criticism is in the minutes.
        PraiseOrReminders = "praise_or_reminders", "Có biểu dương hoặc nhắc nhở", "Praise or reminders";
        /// The minutes have all their parts.
        MinutesComplete = "minutes_complete", "Biên bản đủ các phần", "Minutes complete";
        /// At least 15 minutes of self-criticism and criticism.
        SelfCriticismTime = "self_criticism_time", "Dành ít nhất 15 phút tự phê bình, phê bình", "At least 15 minutes of self-criticism and criticism";
        /// Documents are published.
        DocumentsPublished = "documents_published", "Tài liệu đã đăng", "Documents published";
        /// Concluded, resolution adopted.
        ConcludedAndResolved = "concluded_and_resolved", "Đã kết luận và thông qua nghị quyết", "Concluded and resolved";
        ///
        MinutesAdoptedWithAssignments = "minutes_adopted_with_assignments", "Đã thông qua biên bản, nhiệm vụ có người làm và hạn", "Minutes adopted, tasks with assignee and due date";
        /// R-03; meetings without a fixed day are always in order.
        OnFixedDay = "on_fixed_day", "Đúng ngày cố định, hoặc dời có lý do", "On the fixed day, or moved with a reason";
        ///
        DocumentsWithin2DaysAfter = "documents_within_2_days_after", "Gửi tài liệu trong 2 ngày sau họp", "Documents sent within 2 days";
    }
}

/// The recorded data of one meeting, reduced to what sheets ask for. Facts that were stored before there was a field are read
/// without it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeetingFacts {
    /// Members with a duty to attend: without the exempt, those on special duty and those temporarily out.
    pub duty: u32,
    /// Of those, how many were present.
    pub present: u32,
    /// Of those, how many were absent without a reason.
    pub unexcused: u32,
    /// Members left out of `duty` as exempt.
    pub left_out_exempt: u32,
    /// Members left out of `duty` as temporarily transferred or suspended.
    pub left_out_away: u32,
    /// Length in minutes; `None` before the meeting has ended.
    pub minutes: Option<u32>,
    /// Minutes that the rule set of the meeting's date requires.
    pub minimum_minutes: u32,
    /// Different members who spoke.
    pub speakers: u32,
    /// Tasks of the last resolution that had to be done by now, cancelled ones not counted.
    pub previous_tasks: u32,
    /// Of those, how many are done.
    pub previous_done: u32,
    /// A thematic meeting belongs to this month.
    pub has_thematic: bool,
    /// The branch has a secretary but no committee.
    pub only_secretary: bool,
    /// Yes/no facts; one that isn't here isn't known yet.
    pub yes: BTreeMap<YesFact, bool>,
}

impl MeetingFacts {
    /// Whether a condition holds.
    pub fn holds(&self, condition: Condition) -> bool {
        match condition {
            Condition::NoThematic => !self.has_thematic,
            Condition::OnlySecretary => self.only_secretary,
        }
    }

    /// Numerator and denominator of a measure; `None` while it isn't known.
    pub(super) fn measured(&self, measure: Measure) -> Option<(u32, u32)> {
        let (numerator, denominator) = match measure {
            Measure::Minutes => (self.minutes?, self.minimum_minutes),
            Measure::Attendance => (self.present, self.duty),
            Measure::Speakers => (self.speakers, self.present),
            Measure::PreviousTasks if self.previous_tasks == 0 => (1, 1),
            Measure::PreviousTasks => (self.previous_done, self.previous_tasks),
        };
        (denominator > 0).then_some((numerator, denominator))
    }
}
