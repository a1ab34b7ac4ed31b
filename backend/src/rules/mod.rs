//! Rules as data: rule sets, agenda templates and score sheets, read from their tables as one rulebook; a commune's own
//! sheets, and which sheet it uses from when.

mod book;
mod choice;
mod choose;
mod draft;
mod read;
mod record;
mod seed;
mod whereabouts;

use crate::http::Routes;

pub use book::book;
pub use choice::{chosen_on, first_choices, sheet_on};
pub use seed::seed;

/// The endpoints of this resource.
pub fn routes(routes: Routes) -> Routes {
    routes
        .on(read::list_score_sheets)
        .on(read::get_score_sheet)
        .on(read::list_rule_sets)
        .on(read::get_rule_set)
        .on(draft::list)
        .on(draft::copy)
        .on(draft::get)
        .on(draft::update)
        .on(draft::remove)
        .on(choose::list)
        .on(choose::choose)
        .on(choose::correct_choice)
}
