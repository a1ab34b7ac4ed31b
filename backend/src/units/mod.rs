//! Units, branches and who is in charge of them.

mod list;

use crate::http::Routes;

/// The endpoints of this resource.
pub fn routes(routes: Routes) -> Routes {
    routes.on(list::list)
}
