//! The numbered resolutions and conclusions that meetings issue.

mod list;
mod record;

pub use record::ResolutionRecord;

use crate::http::Routes;

/// The endpoints of this resource.
pub fn routes(routes: Routes) -> Routes {
    routes.on(list::list)
}
