//! Home: what this person must do next.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::endpoint::{Access, Empty, NoQuery};
use super::figure::Figure;
use super::meeting::MeetingRow;
use super::task::TaskRow;
use crate::endpoints;
use crate::id::{AccountId, MeetingId, TaskId, UnitId};
use crate::text_enum;

text_enum! {
    /// Something that waits for the person; its label is the line's title.
    pub enum TodoKind {
        /// No meeting is planned for the month.
        PlanMeeting = "plan_meeting", "Lên lịch buổi sinh hoạt", "Plan the meeting";
        /// No thematic meeting in the quarter.
        PlanThematic = "plan_thematic", "Lên lịch sinh hoạt chuyên đề của quý", "Plan the quarter's thematic meeting";
        /// The focal issue isn't chosen.
        ChooseFocalIssue = "choose_focal_issue", "Chọn vấn đề trọng tâm", "Choose the focal issue";
        /// The preparatory meeting isn't held.
        Prepare = "prepare", "Họp chi ủy chuẩn bị", "Hold the preparatory meeting";
        /// Documents aren't sent.
        SendDocuments = "send_documents", "Gửi tài liệu cho đảng viên", "Send the documents to members";
        /// Members aren't told.
        Announce = "announce", "Báo cho đảng viên và đồng chí phụ trách", "Tell members and the supervising member";
        /// The meeting is today or under way.
        Hold = "hold", "Điểm danh, ghi biên bản", "Take the roll call and the minutes";
        /// Held, not concluded.
        Conclude = "conclude", "Kết luận, ban hành nghị quyết", "Conclude and issue the resolution";
        /// Concluded, not scored or sent.
        ScoreAndSubmit = "score_and_submit", "Tự chấm điểm và gửi đảng ủy", "Score and submit to the committee";
        /// The committee returned it.
        Returned = "returned", "Đảng ủy trả lại, cần sửa", "Returned by the committee";
        /// The supervising member hasn't scored.
        ScoreAsSupervisor = "score_as_supervisor", "Chấm điểm chi bộ phụ trách", "Score the branch in your charge";
        /// The supervising member should attend.
        AttendAsSupervisor = "attend_as_supervisor", "Dự sinh hoạt chi bộ phụ trách", "Attend the branch in your charge";
        /// The committee hasn't decided.
        Decide = "decide", "Chốt điểm", "Decide the final score";
        /// A branch has nobody in charge.
        AssignSupervisor = "assign_supervisor", "Phân công đồng chí phụ trách", "Put somebody in charge";
        /// A branch hasn't planned or held its meeting.
        RemindBranch = "remind_branch", "Chi bộ chưa sinh hoạt trong tháng", "Branch without a meeting this month";
        /// A member attends.
        Attend = "attend", "Dự sinh hoạt chi bộ", "Attend the branch meeting";
        /// A task is due.
        DoTask = "do_task", "Thực hiện nhiệm vụ", "Do a task";
        /// An account was never activated.
        Activate = "activate", "Tài khoản chưa kích hoạt", "Account not activated";
    }
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Todo {
    /// What.
    pub kind: TodoKind,
    /// About what, in words: the meeting's title, the branch's name.
    pub about: String,
    /// Clock; absent: when it suits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<NaiveDate>,
    /// Whether it is done: steps of the next meeting's preparation stay visible.
    pub done: bool,
    /// The rule behind it with its document; empty if none.
    pub rule: String,
    /// The meeting to open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting_id: Option<MeetingId>,
    /// The unit to open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_id: Option<UnitId>,
    /// The task to open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task_id: Option<TaskId>,
    /// The account to open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_id: Option<AccountId>,
}

/// The last meeting with a score, and why it wasn't better.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LastMeeting {
    /// The meeting.
    pub meeting: MeetingRow,
    /// The largest losses of points, explained in words.
    pub lost: Vec<String>,
}

/// The home page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Home {
    /// The person's name.
    pub name: String,
    /// The role and unit that the page is made for, in words.
    pub role: String,
    /// Today in Vietnam.
    pub today: NaiveDate,
    /// Now, UTC: the browser's clock may be wrong.
    pub now: DateTime<Utc>,
    /// The next meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_meeting: Option<MeetingRow>,
    /// Steps of its preparation, done or not.
    pub preparation: Vec<Todo>,
    /// Everything else, most urgent first.
    pub todos: Vec<Todo>,
    /// Tasks that matter to the person: their own, or the open ones of their branch.
    pub tasks: Vec<TaskRow>,
    /// The last meeting with a score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_meeting: Option<LastMeeting>,
    /// The year so far.
    pub figures: Vec<Figure>,
}

endpoints! {
    /// Made for the first of the caller's roles that has work: branch, supervising member, committee, office, admin,
    /// member.
    GetHome: Get "/me/home", "What must I do next", Access::SignedIn, path (), query NoQuery, body Empty, reply 200 Home;
}
