//! What the rules say of branches and their members, apart from their meetings.

mod list;
mod load;

use crate::http::Routes;

/// The endpoints of this resource.
pub fn routes(routes: Routes) -> Routes {
    routes.on(list::list)
}
