//! The enums of a meeting and what they allow.

use chrono::NaiveDate;

use crate::text_enum;

text_enum! {
    /// Kind of a meeting.
    pub enum MeetingKind {
        /// Sinh hoạt thường kỳ: once a month on the branch's fixed day.
        Regular = "regular", "Thường kỳ", "Regular";
        /// Sinh hoạt chuyên đề: at least once a quarter.
        Thematic = "thematic", "Chuyên đề", "Thematic";
        /// Họp chi ủy: prepares a regular or thematic meeting.
        Preparatory = "preparatory", "Họp chi ủy", "Preparatory";
    }
}

impl MeetingKind {
    /// Whether a meeting of this kind counts as its quarter's thematic one: a thematic meeting does, and a regular one with
    /// the `topic` of a thematic part in the same session.
    pub fn is_thematic(self, topic: &str) -> bool {
        self == Self::Thematic || !topic.trim().is_empty()
    }
}

text_enum! {
    /// Where a meeting is on its way from plan to locked minutes.
    pub enum MeetingStatus {
        /// Lên kế hoạch: only the branch committee and the committee above see it.
        Planned = "planned", "Đang chuẩn bị", "Planned";
        /// Đã thông báo: members see it.
        Announced = "announced", "Đã thông báo", "Announced";
        /// Đang họp.
        InSession = "in_session", "Đang họp", "In session";
        /// Đã kết luận: the resolution has its number, scoring is open.
        Concluded = "concluded", "Đã kết luận", "Concluded";
        /// Đã gửi: waits for the supervising member's and the committee's score.
        Submitted = "submitted", "Đã gửi đảng ủy", "Submitted";
        /// Đã chốt: minutes and scores are read-only, corrections are addenda.
        Locked = "locked", "Đã chốt", "Locked";
    }
}

impl MeetingStatus {
    /// Whether the branch may still write the minutes.
    pub const fn minutes_open(self) -> bool {
        matches!(self, Self::Planned | Self::Announced | Self::InSession)
    }

    /// Whether ordinary members of the branch see the meeting.
    pub const fn visible_to_members(self) -> bool {
        !matches!(self, Self::Planned)
    }

    /// The states of a meeting that has been held, for queries.
    pub const HELD: [Self; 3] = [Self::Concluded, Self::Submitted, Self::Locked];

    /// Whether the meeting has been held.
    pub const fn held(self) -> bool {
        matches!(self, Self::Concluded | Self::Submitted | Self::Locked)
    }
}

text_enum! {
    /// A member's state in the roll call.
    pub enum AttendanceState {
        /// Có mặt.
        Present = "present", "Có mặt", "Present";
        /// Vắng có lý do.
        Excused = "excused", "Có phép", "Excused";
        /// Vắng không lý do.
        Unexcused = "unexcused", "Vắng", "Unexcused";
    }
}

text_enum! {
    /// The official part of the agenda that an item belongs to (HD 42-HD/BTCTW of 28/10/2025, II.2.2).
    pub enum AgendaPart {
        /// Mở đầu.
        Opening = "opening", "Mở đầu", "Opening";
        /// Nội dung.
        Substance = "substance", "Nội dung", "Substance";
        /// Kết thúc.
        Closing = "closing", "Kết thúc", "Closing";
    }
}

text_enum! {
    /// What kind of a contribution somebody made.
    pub enum OpinionKind {
        /// Ý kiến phát biểu.
        Opinion = "opinion", "Phát biểu", "Opinion";
        /// Tự phê bình.
        SelfCriticism = "self_criticism", "Tự phê bình", "Self-criticism";
        /// Phê bình.
        Criticism = "criticism", "Phê bình", "Criticism";
        /// Biểu dương.
        Praise = "praise", "Biểu dương", "Praise";
        /// Nhắc nhở.
        Reminder = "reminder", "Nhắc nhở", "Reminder";
        /// Kiến nghị của đảng viên, nhân dân.
        Petition = "petition", "Kiến nghị", "Petition";
    }
}

text_enum! {
    /// What is voted on; decides the majority needed.
    pub enum VoteSubject {
        /// Nghị quyết, kết luận.
        Resolution = "resolution", "Nghị quyết, kết luận", "Resolution";
        /// Kết nạp.
        Admission = "admission", "Kết nạp đảng viên", "Admission";
        /// Công nhận chính thức.
        Recognition = "recognition", "Công nhận chính thức", "Recognition";
        /// Xóa tên.
        Removal = "removal", "Xóa tên", "Removal";
        /// Nội dung khác, như nghị quyết.
        Other = "other", "Nội dung khác", "Other";
    }
}

impl VoteSubject {
    /// Admission, recognition and removal are decided by all official members of the branch, present or not.
    pub const fn of_whole_branch(self) -> bool {
        matches!(self, Self::Admission | Self::Recognition | Self::Removal)
    }
}

text_enum! {
    /// How a vote is taken.
    pub enum VoteMethod {
        /// Giơ tay.
        ShowOfHands = "show_of_hands", "Giơ tay", "Show of hands";
        /// Giơ thẻ đảng viên.
        Card = "card", "Giơ thẻ", "Card";
        /// Bỏ phiếu kín: only the counts are kept.
        SecretBallot = "secret_ballot", "Phiếu kín", "Secret ballot";
    }
}

text_enum! {
    /// Whom a task is assigned to.
    pub enum AssigneeKind {
        /// Đảng viên.
        Member = "member", "Đảng viên", "Member";
        /// Chi ủy viên.
        CommitteeMember = "committee_member", "Chi ủy viên", "Branch committee member";
        /// Chi hội, đoàn thể.
        Association = "association", "Chi hội, đoàn thể", "Association";
    }
}

text_enum! {
    /// Where a task is. Late is not a state: it follows from the due date.
    pub enum TaskStatus {
        /// Đang thực hiện.
        Open = "open", "Đang thực hiện", "Open";
        /// Hoàn thành.
        Done = "done", "Hoàn thành", "Done";
        /// Không còn thực hiện, with a reason.
        Cancelled = "cancelled", "Thôi thực hiện", "Cancelled";
    }
}

impl TaskStatus {
    /// Whether a task in this state was done by the end of a day. What was done later wasn't.
    pub fn done_by(self, done_on: Option<NaiveDate>, day: NaiveDate) -> bool {
        self == Self::Done && done_on.is_none_or(|done| done <= day)
    }
}

text_enum! {
    /// Kind of a numbered document of a meeting.
    pub enum ResolutionKind {
        /// Nghị quyết (NQ).
        Resolution = "resolution", "Nghị quyết", "Resolution";
        /// Kết luận (KL).
        Conclusion = "conclusion", "Kết luận", "Conclusion";
    }
}

impl ResolutionKind {
    /// The symbol in the document's number: `Số 05-NQ/CB` (HD 36-HD/VPTW of 03/4/2018).
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Resolution => "NQ",
            Self::Conclusion => "KL",
        }
    }

    /// A branch's document as printed and quoted: `05-NQ/CB`.
    pub fn numbered(self, number: i32) -> String {
        format!("{number:02}-{}/CB", self.symbol())
    }
}

text_enum! {
    /// How a member was told of a meeting.
    pub enum NoticeChannel {
        /// On this system: shown on the member's home page.
        System = "system", "Trên hệ thống", "On the system";
        /// By telephone or in person, entered on their behalf.
        Told = "told", "Báo trực tiếp, điện thoại", "Told by phone or in person";
    }
}

text_enum! {
    /// Who gave a score of a meeting.
    pub enum Scorer {
        /// Chi bộ tự chấm.
        Branch = "branch", "Chi bộ tự chấm", "Branch";
        /// Cấp ủy viên phụ trách.
        Supervisor = "supervisor", "Cấp ủy viên phụ trách", "Supervising member";
        /// Đảng ủy quyết định.
        Committee = "committee", "Đảng ủy chốt", "Committee";
    }
}
