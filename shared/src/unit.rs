//! Party organisations: from the province's down to a branch's groups (domain: đảng bộ xã, chi bộ).

use crate::access::Role;
use crate::member::{ActivityStatus, MembershipKind};
use crate::problem::Code;
use crate::text_enum;

text_enum! {
    /// Level of a Party organisation, the highest first. What may stand below what, and what meets, is data (table
    /// `unit_kind`).
    pub enum UnitKind {
        /// Đảng bộ tỉnh, thành phố.
        Province = "province", "Đảng bộ tỉnh", "Province organisation";
        /// Đảng bộ xã, phường, đặc khu.
        Commune = "commune", "Đảng bộ xã", "Commune organisation";
        /// Đảng bộ bộ phận.
        Section = "section", "Đảng bộ bộ phận", "Section";
        /// Chi bộ.
        Branch = "branch", "Chi bộ", "Branch";
        /// Tổ đảng, part of a branch.
        PartyGroup = "party_group", "Tổ đảng", "Party group";
    }
}

impl UnitKind {
    /// Whether a role can be granted at such a unit: a branch's people work at the branch, a committee's above it.
    pub const fn takes(self, role: Role) -> bool {
        let of_branch = matches!(role, Role::Secretary | Role::Scribe | Role::Member);
        of_branch == matches!(self, Self::Branch | Self::PartyGroup)
    }
}

text_enum! {
    /// What a branch is organised by; each kind has its own content list in HD 42-HD/BTCTW of 28/10/2025.
    pub enum BranchKind {
        /// By residence, in a village.
        Village = "village", "Thôn", "Village";
        /// An office of the commune.
        Agency = "agency", "Cơ quan", "Agency";
        /// A school.
        School = "school", "Trường học", "School";
        /// A health station.
        Health = "health", "Y tế", "Health";
        /// Police or military.
        ArmedForces = "armed_forces", "Lực lượng vũ trang", "Armed forces";
        /// An enterprise.
        Enterprise = "enterprise", "Doanh nghiệp", "Enterprise";
    }
}

text_enum! {
    /// An office in a branch's committee (Party Statutes, article 24).
    pub enum Office {
        /// Bí thư chi bộ.
        Secretary = "secretary", "Bí thư", "Secretary";
        /// Phó bí thư chi bộ.
        DeputySecretary = "deputy_secretary", "Phó Bí thư", "Deputy secretary";
        /// Chi ủy viên.
        CommitteeMember = "committee_member", "Chi ủy viên", "Committee member";
    }
}

impl Office {
    /// What keeps a member of a branch from holding it: probationary members can't stand (Party Statutes, article 3), and
    /// the secretary, who leads the meetings, has a duty to attend them.
    pub const fn refuses(self, kind: MembershipKind, status: ActivityStatus) -> Option<Code> {
        if matches!(kind, MembershipKind::Probationary) {
            return Some(Code::OfficialOnly);
        }
        match (self, status) {
            (_, ActivityStatus::Left) => Some(Code::UnknownReference),
            (Self::Secretary, _) if !status.has_duty() => Some(Code::MustAttend),
            _ => None,
        }
    }
}

text_enum! {
    /// A sector of work, the six of the article.
    pub enum Sector {
        /// Xây dựng Đảng.
        PartyBuilding = "party_building", "Xây dựng Đảng", "Party building";
        /// Kinh tế.
        Economy = "economy", "Kinh tế", "Economy";
        /// Văn hóa.
        Culture = "culture", "Văn hóa", "Culture";
        /// Xã hội.
        Society = "society", "Xã hội", "Society";
        /// Quốc phòng.
        Defence = "defence", "Quốc phòng", "Defence";
        /// An ninh.
        Security = "security", "An ninh", "Security";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_are_for_official_members_and_the_secretarys_for_who_attends() {
        use ActivityStatus::{Active, Exempt, Left, TemporaryOut};
        use MembershipKind::{Official, Probationary};
        assert_eq!(Office::Secretary.refuses(Official, Active), None);
        assert_eq!(Office::CommitteeMember.refuses(Probationary, Active), Some(Code::OfficialOnly));
        assert_eq!(Office::Secretary.refuses(Official, TemporaryOut), Some(Code::MustAttend));
        assert_eq!(Office::DeputySecretary.refuses(Official, Exempt), None);
        assert_eq!(Office::DeputySecretary.refuses(Official, Left), Some(Code::UnknownReference));
    }

    #[test]
    fn every_role_fits_branches_or_what_is_above_them() {
        let at = |kind: UnitKind| Role::ALL.iter().filter(|role| kind.takes(**role)).count();
        assert_eq!(UnitKind::ALL.iter().map(|kind| at(*kind)).collect::<Vec<_>>(), [5, 5, 5, 3, 3]);
        assert!(UnitKind::Commune.takes(Role::CommitteeMember) && UnitKind::Branch.takes(Role::Scribe));
    }
}
