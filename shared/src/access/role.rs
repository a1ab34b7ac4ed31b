//! The roles that an account can be granted at a unit.

use crate::text_enum;

text_enum! {
    /// A role. Changing somebody's role ends one grant and begins another.
    pub enum Role {
        /// Accounts, grants, units; no say in scores.
        Admin = "admin", "Quản trị hệ thống", "Administrator";
        /// Decides: supervisors, final scores, targets.
        StandingMember = "standing_member", "Thường trực Đảng ủy", "Standing committee";
        /// Registers, imports, documents; decides nothing.
        Office = "office", "Văn phòng Đảng ủy", "Committee office";
        /// Attends and scores the branches in their charge.
        CommitteeMember = "committee_member", "Đảng ủy viên phụ trách", "Supervising committee member";
        /// Reads everything below, and the history of changes.
        Inspector = "inspector", "Ủy ban Kiểm tra", "Inspection commission";
        /// Plans, runs, concludes, self-scores, submits.
        Secretary = "secretary", "Bí thư, Phó Bí thư chi bộ", "Branch secretary or deputy";
        /// Roll call, minutes, documents, tasks.
        Scribe = "scribe", "Chi ủy viên, thư ký", "Branch committee member or scribe";
        /// Own record and tasks, the branch's announced meetings.
        Member = "member", "Đảng viên", "Member";
    }
}
