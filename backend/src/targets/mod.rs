//! Targets of a year: planned, reached, and what that makes.

mod get;
mod list;
mod read;
mod update;
mod whereabouts;

pub use read::{Stored, of_unit, row};

use crate::http::Routes;

/// The endpoints of this resource.
pub fn routes(routes: Routes) -> Routes {
    routes.on(list::list).on(get::get).on(update::update)
}
