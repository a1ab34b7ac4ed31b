//! Parameters of branches and their members, apart from their meetings.

use serde::{Deserialize, Serialize};

use crate::text::Bilingual;

/// What a branch must be like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BranchRules {
    ///
    pub absence: AbsenceRule,
    ///
    pub committee: CommitteeRule,
    ///
    pub term: TermRule,
}

/// who stays away so long is to be considered for removal from the list (Party Statutes, article 8; regulation
/// 24-QĐ/TW of 30/7/2021, since 01/7/2025 regulation 294-QĐ/TW of 26/5/2025). Dues count likewise there; they aren't
/// recorded here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AbsenceRule {
    /// From how many months of a year on.
    pub months: u32,
    /// The document.
    pub document: Bilingual,
}

/// what a branch elects, by its official members (Party Statutes, article 24).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CommitteeRule {
    /// With so many it has a committee; with fewer a secretary, and a deputy where one is needed.
    pub from_official: u32,
    /// With fewer there can't be a branch.
    pub fewest_official: u32,
    /// The document.
    pub document: Bilingual,
}

/// how long a term lasts (Party Statutes, article 24: two congresses in five years, brought forward or put off by
/// the committee above; regulation 294-QĐ/TW of 26/5/2025 tries out one in five years).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TermRule {
    /// Months from congress to congress.
    pub months: u32,
    /// The same where it is tried out; `None`: nowhere.
    pub pilot_months: Option<u32>,
    /// How many months earlier or later it may be.
    pub leeway_months: u32,
    /// The document.
    pub document: Bilingual,
}
