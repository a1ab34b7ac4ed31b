//! Meetings: planned, announced, held, written down, concluded.

pub mod record;
pub mod view;

mod get;

use crate::http::Routes;

/// The endpoints of this resource.
pub fn routes(routes: Routes) -> Routes {
    routes.on(get::get)
}
