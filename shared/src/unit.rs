//! Party organisations: the commune's and its branches (domain: đảng bộ xã, chi bộ).

use crate::text_enum;

text_enum! {
    /// Level of a Party organisation.
    pub enum UnitKind {
        /// Đảng bộ xã.
        Commune = "commune", "Đảng bộ xã", "Commune organisation";
        /// Chi bộ.
        Branch = "branch", "Chi bộ", "Branch";
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
    /// A position in a branch's committee (Party Statutes, article 24).
    pub enum Office {
        /// Bí thư chi bộ.
        Secretary = "secretary", "Bí thư", "Secretary";
        /// Phó bí thư chi bộ.
        DeputySecretary = "deputy_secretary", "Phó Bí thư", "Deputy secretary";
        /// Chi ủy viên.
        CommitteeMember = "committee_member", "Chi ủy viên", "Committee member";
    }
}

text_enum! {
    /// A field of work, the six of the article.
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
