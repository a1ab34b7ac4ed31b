//! The actions that permissions are about, named resource + verb.

use crate::text_enum;

text_enum! {
    /// Something that an account may be allowed to do.
    pub enum Action {
        /// The organisation's tree, branches, their committees and counts.
        UnitRead = "unit.read", "Xem tổ chức, chi bộ", "See units and branches";
        /// A branch's fixed day, place, hour, committee.
        UnitWrite = "unit.write", "Sửa chi bộ", "Change branches";
        /// Who is in charge of which branch.
        SupervisionRead = "supervision.read", "Xem phân công phụ trách", "See who is in charge";
        /// Put a committee member in charge of a branch.
        SupervisionAssign = "supervision.assign", "Phân công phụ trách chi bộ", "Assign who is in charge";
        /// The register of members.
        MemberRead = "member.read", "Xem đảng viên", "See members";
        /// Add and change members.
        MemberWrite = "member.write", "Sửa đảng viên", "Change members";
        /// Import a register from a spreadsheet.
        MemberImport = "member.import", "Nhập danh sách đảng viên", "Import members";
        /// See a meeting with its agenda, roll call, minutes and scores.
        MeetingRead = "meeting.read", "Xem buổi sinh hoạt", "See meetings";
        /// Plan a meeting, move it, notify.
        MeetingPlan = "meeting.plan", "Lên kế hoạch, thông báo buổi sinh hoạt", "Plan and announce meetings";
        /// Roll call, minutes, votes, tasks.
        MeetingRun = "meeting.run", "Điểm danh, ghi biên bản", "Roll call and minutes";
        /// Conclude: issue the resolution.
        MeetingConclude = "meeting.conclude", "Kết luận, ban hành nghị quyết", "Conclude meetings";
        /// The branch's own score, and sending it to the committee.
        ScoreBranch = "score.branch", "Tự chấm, gửi đảng ủy", "Give the branch's own score";
        /// The supervising member's score and remarks.
        ScoreSupervisor = "score.supervisor", "Chấm điểm chi bộ phụ trách", "Give the supervisor's score";
        /// The committee's final score, which locks the minutes.
        ScoreCommittee = "score.committee", "Chốt điểm", "Decide the final score";
        /// Append a correction to locked minutes.
        AddendumWrite = "addendum.write", "Ghi bổ sung biên bản đã chốt", "Append to locked minutes";
        /// See resolutions and tasks.
        TaskRead = "task.read", "Xem nghị quyết, nhiệm vụ", "See resolutions and tasks";
        /// Record the result of a task.
        TaskReport = "task.report", "Báo cáo kết quả nhiệm vụ", "Report a task's result";
        /// Open a task again that a meeting has reported as over.
        TaskReopen = "task.reopen", "Mở lại nhiệm vụ đã báo cáo", "Reopen a task";
        /// See targets.
        TargetRead = "target.read", "Xem chỉ tiêu", "See targets";
        /// Enter targets and their actual values.
        TargetWrite = "target.write", "Cập nhật chỉ tiêu", "Change targets";
        /// Own score sheets, drafts too, and which one is used from when.
        SheetRead = "sheet.read", "Xem phiếu chấm của đơn vị", "See a unit's score sheets";
        /// Copy a score sheet and change the copy.
        SheetWrite = "sheet.write", "Soạn phiếu chấm", "Prepare score sheets";
        /// Put a score sheet in force from a day on.
        SheetChoose = "sheet.choose", "Quyết định phiếu chấm", "Put a score sheet in force";
        /// The commune's overview.
        OverviewRead = "overview.read", "Xem tổng quan", "See the overview";
        /// See accounts and grants.
        AccountRead = "account.read", "Xem tài khoản", "See accounts";
        /// Create and disable accounts, activation codes, end sessions, grants.
        AccountWrite = "account.write", "Cấp, khóa tài khoản", "Provision accounts";
        /// Who did what, when and from where.
        AuditRead = "audit.read", "Xem nhật ký", "See who did what";
        /// Background jobs: see them, and let those that failed try again.
        JobRun = "job.run", "Xem việc chạy nền", "See background jobs";
    }
}
