//! Units, branches, their committees and counts.

mod committee;
mod counts;
mod get_branch;
mod list;
mod list_branches;
mod provision;
mod update_branch;
mod whereabouts;

pub use committee::committees;
pub use counts::member_counts;

pub use provision::{NewUnit, provision};

use crate::http::{Routes, Unique};

/// Unique indexes whose violation is a field's error.
const UNIQUE: &[Unique] = &[Unique { index: "unit_code", columns: "unit.code", pointer: "/code" }];

/// The endpoints of this resource.
pub fn routes(routes: Routes) -> Routes {
    routes.unique(UNIQUE).on(list::list).on(list_branches::list).on(get_branch::get).on(update_branch::update)
}
