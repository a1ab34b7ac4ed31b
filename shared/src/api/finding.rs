//! What the rules say of branches and their members.

use serde::{Deserialize, Serialize};

use super::endpoint::{Access, Empty};
use super::page::Page;
use super::unit::BranchQuery;
use crate::access::Action;
use crate::endpoints;
use crate::finding::Finding;
use crate::id::UnitId;

/// What the rules say of a branch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BranchFindings {
    /// The branch.
    pub unit_id: UnitId,
    /// Its name.
    pub name: String,
    /// In the order of the rules, what is in order too.
    pub findings: Vec<Finding>,
}

endpoints! {
    /// as at a day and by the rules of that day: a year's absences up to it, the committee and the
    /// term. Of the branches whose members the caller sees, by code; nobody's own record shows it.
    ListFindings: Get "/findings", "List what the rules say of branches", Access::May(Action::MemberRead), path (), query BranchQuery, body Empty, reply 200 Page<BranchFindings>;
}
