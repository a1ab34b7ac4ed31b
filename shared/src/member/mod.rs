//! Party members: kinds, activity, and who has a duty to attend.

pub mod register;

use crate::text_enum;

text_enum! {
    /// Official or probationary.
    pub enum MembershipKind {
        /// Đảng viên chính thức.
        Official = "official", "Chính thức", "Official";
        /// Đảng viên dự bị: may speak, may not vote, stand or elect.
        Probationary = "probationary", "Dự bị", "Probationary";
    }
}

text_enum! {
    /// Whether and where a member takes part.
    pub enum ActivityStatus {
        /// Đang sinh hoạt.
        Active = "active", "Đang sinh hoạt", "Active";
        /// Miễn công tác và sinh hoạt đảng.
        Exempt = "exempt", "Miễn sinh hoạt", "Exempt";
        /// Tạm thời chuyển đến: attends here, isn't counted in the branch's number.
        TemporaryIn = "temporary_in", "Tạm thời đến", "Temporarily in";
        /// Tạm thời chuyển đi: attends elsewhere.
        TemporaryOut = "temporary_out", "Tạm thời đi", "Temporarily out";
        /// Đình chỉ sinh hoạt.
        Suspended = "suspended", "Đình chỉ", "Suspended";
        /// Left the branch: transferred, removed, expelled or deceased.
        Left = "left", "Đã rời", "Left";
    }
}

impl ActivityStatus {
    /// Whether the member belongs in the denominator of attendance: exempt, suspended and temporarily transferred
    /// members don't (HD 12-HD/BTCTW of 06/7/2018; kept by HD 42-HD/BTCTW of 28/10/2025).
    pub const fn has_duty(self) -> bool {
        matches!(self, Self::Active | Self::TemporaryIn)
    }

    /// Whether the member counts in the branch's number (đảng số): those temporarily in belong to another branch.
    pub const fn counts_in_branch(self) -> bool {
        !matches!(self, Self::TemporaryIn | Self::Left)
    }
}

text_enum! {
    /// Gender as registers write it.
    pub enum Gender {
        /// Nam.
        Male = "male", "Nam", "Male";
        /// Nữ.
        Female = "female", "Nữ", "Female";
    }
}
