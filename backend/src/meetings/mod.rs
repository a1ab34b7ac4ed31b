//! Meetings: planned, announced, held, written down, concluded.

pub mod record;
pub mod view;

mod announce;
mod get;
mod limits;
mod list;
mod moment;
mod plan;
mod remove;

use crate::http::Routes;

/// The endpoints of this resource.
pub fn routes(routes: Routes) -> Routes {
    routes.on(list::list).on(plan::plan).on(get::get).on(remove::remove).on(announce::announce)
}
