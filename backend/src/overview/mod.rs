//! The commune's overview: branches by months, and figures that explain themselves.

mod branches;
mod commune;
mod figures;
mod line;
mod load;
pub mod monthly;
mod trend;

pub use line::branch_year;

use crate::http::Routes;

/// The endpoints of this resource.
pub fn routes(routes: Routes) -> Routes {
    routes.on(commune::get).on(line::get).on(monthly::paper).on(monthly::file)
}
