//! Home, "Việc cần làm": what this person must do next, each thing with its clock and one button.

mod admin;
mod branch;
mod committee;
mod get;
mod last;
mod load;
mod member;
mod supervisor;

use crate::http::Routes;

/// The endpoints of this resource.
pub fn routes(routes: Routes) -> Routes {
    routes.on(get::get)
}
