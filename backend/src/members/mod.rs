//! Members: reading registers; handlers and SQL of the resource stand beside it.

pub mod register;

use crate::http::Routes;

/// The endpoints of this resource.
pub fn routes(routes: Routes) -> Routes {
    routes
}
