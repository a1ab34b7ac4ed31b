//! Acts: what somebody did, or tried and was refused. Their words on the screen.

use crate::language::Language;

/// Outcome of an act that was done; other outcomes are the codes of refusals.
pub const DONE: &str = "done";

/// Writes and what else leaves an act, by the name that is kept, with what people read.
const OPERATIONS: &[(&str, &str, &str)] = &[
    ("SignIn", "Đăng nhập", "Sign in"),
    ("Refresh", "Giữ phiên đăng nhập", "Keep a session"),
    ("SignOut", "Đăng xuất", "Sign out"),
    ("Activate", "Kích hoạt tài khoản", "Activate an account"),
    ("ChangePassword", "Đổi mật khẩu", "Change the password"),
    ("EndMySession", "Đăng xuất một thiết bị", "Sign out a device"),
    ("CreateAccount", "Cấp tài khoản", "Create an account"),
    ("UpdateAccount", "Sửa, khóa, mở khóa tài khoản", "Change, disable or enable an account"),
    ("IssueActivationCode", "Tạo mã kích hoạt", "Make an activation code"),
    ("EndAccountSessions", "Đăng xuất mọi thiết bị", "Sign out every device"),
    ("CreateGrant", "Giao vai trò", "Grant a role"),
    ("EndGrant", "Kết thúc vai trò", "End a role"),
    ("CorrectGrant", "Đính chính vai trò", "Put a grant right"),
    ("UpdateBranch", "Sửa chi bộ", "Change a branch"),
    ("FoundUnit", "Thành lập đơn vị", "Found a unit"),
    ("ChangeUnit", "Thay đổi đơn vị từ một ngày", "Change a unit from a day on"),
    ("CloseUnit", "Kết thúc hoạt động của đơn vị", "Close a unit"),
    ("CorrectUnit", "Đính chính quá trình của đơn vị", "Put right what a unit was"),
    ("ElectCommittee", "Bầu chi ủy", "Elect a committee"),
    ("SeatMember", "Bổ sung chi ủy", "Add somebody to a committee"),
    ("EndOffice", "Thôi giữ chức vụ", "End an office"),
    ("CorrectOffice", "Đính chính chức vụ", "Put right who held an office"),
    ("CorrectTerm", "Đính chính nhiệm kỳ chi ủy", "Put a committee's term right"),
    ("AssignSupervisor", "Phân công cấp ủy viên phụ trách", "Put a committee member in charge"),
    ("EndSupervision", "Kết thúc phân công phụ trách", "End a charge"),
    ("CorrectSupervision", "Đính chính phân công phụ trách", "Put right who was in charge"),
    ("CreateMember", "Thêm đảng viên", "Add a member"),
    ("UpdateMember", "Sửa hồ sơ đảng viên", "Change a member's record"),
    ("ChangeMembership", "Chuyển sinh hoạt, thay đổi đảng tịch", "Move a member, or change kind or activity"),
    ("CorrectMembership", "Đính chính quá trình sinh hoạt đảng", "Put right where a member was"),
    ("ImportMembers", "Nhập danh sách đảng viên", "Import a register"),
    ("PlanMeeting", "Lập kế hoạch buổi sinh hoạt", "Plan a meeting"),
    ("UpdateMeeting", "Ghi kế hoạch, biên bản", "Write plan and minutes"),
    ("DeleteMeeting", "Xóa buổi sinh hoạt đã lập kế hoạch", "Remove a planned meeting"),
    ("AnnounceMeeting", "Thông báo buổi sinh hoạt", "Announce a meeting"),
    ("ConcludeMeeting", "Kết luận buổi sinh hoạt", "Conclude a meeting"),
    ("ReopenMeeting", "Mở lại biên bản", "Reopen the minutes"),
    ("SubmitMeeting", "Nộp lên cấp ủy", "Submit to the committee"),
    ("ReturnMeeting", "Trả lại chi bộ", "Return to the branch"),
    ("AddAddendum", "Bổ sung biên bản đã khóa", "Append to locked minutes"),
    ("PutBranchScore", "Chi bộ tự chấm điểm", "Give the branch's own score"),
    ("PutSupervisorScore", "Người phụ trách chấm điểm", "Give the supervising member's score"),
    ("PutCommitteeScore", "Cấp ủy quyết định điểm", "Decide the final score"),
    ("UpdateTask", "Báo cáo nhiệm vụ", "Report a task"),
    ("ReopenTask", "Mở lại nhiệm vụ", "Reopen a task"),
    ("UpdateTarget", "Cập nhật chỉ tiêu", "Enter a target's values"),
    ("CopySheet", "Sao phiếu chấm để soạn", "Copy a score sheet into a draft"),
    ("UpdateSheet", "Sửa dự thảo phiếu chấm", "Change a draft of a score sheet"),
    ("DeleteSheet", "Xóa dự thảo phiếu chấm", "Remove a draft of a score sheet"),
    ("ChooseSheet", "Áp dụng phiếu chấm từ một ngày", "Put a score sheet in force"),
    ("CorrectSheetChoice", "Đính chính việc áp dụng phiếu chấm", "Put right which score sheet was chosen"),
    ("RetryJobs", "Chạy lại việc nền", "Try failed jobs again"),
    ("nenep unit create", "Tạo đơn vị từ máy chủ", "Make a unit at the console"),
    ("nenep account create", "Cấp tài khoản từ máy chủ", "Make an account at the console"),
    ("nenep account code", "Tạo mã kích hoạt từ máy chủ", "Make an activation code at the console"),
    ("nenep demo", "Nạp dữ liệu trình diễn", "Load the demo"),
    ("seal-earlier", "Niêm phong cuộc họp đã khóa từ trước", "Seal a meeting that was locked before there were seals"),
    ("before-acts", "Thay đổi trước khi có nhật ký", "A change from before acts were kept"),
];

/// What people read for an operation; `None` for reading, which leaves an act only when it is refused.
pub fn label(operation: &str, language: Language) -> Option<&'static str> {
    let found = OPERATIONS.iter().find(|(name, ..)| *name == operation);
    found.map(|(_, vi, en)| language.pick(vi, en))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{Method, declarations};

    #[test]
    fn every_write_has_words_and_no_operation_has_them_twice() {
        let writes = declarations().into_iter().filter(|one| one.method != Method::Get);
        let wordless: Vec<&str> =
            writes.map(|one| one.name).filter(|name| label(name, Language::Vi).is_none()).collect();
        assert!(wordless.is_empty(), "what people read in the journal, in this file: {wordless:?}");
        for (i, (name, ..)) in OPERATIONS.iter().enumerate() {
            assert!(OPERATIONS[i + 1..].iter().all(|(other, ..)| other != name), "{name}");
        }
    }
}
