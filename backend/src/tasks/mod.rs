//! The tasks that meetings assign, and what is reported of them.

mod get;
mod list;
mod read;
mod update;
mod whereabouts;

pub use list::page;
pub use read::TaskRecord;

use crate::http::Routes;

/// The endpoints of this resource.
pub fn routes(routes: Routes) -> Routes {
    routes.on(list::list).on(get::get).on(update::update)
}
