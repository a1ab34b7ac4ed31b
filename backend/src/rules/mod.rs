//! Rules as data: rule sets, agenda templates and score sheets, read from their tables as one rulebook; which sheet a commune
//! uses from when.

mod book;
mod choice;
mod read;
mod seed;
mod whereabouts;

use crate::http::Routes;

pub use book::book;
pub use choice::{first_choices, sheet_on};
pub use seed::seed;

/// The endpoints of this resource.
pub fn routes(routes: Routes) -> Routes {
    routes.on(read::list_score_sheets).on(read::get_score_sheet).on(read::list_rule_sets).on(read::get_rule_set)
}
