//! The tasks that meetings assign, and what is reported of them.

mod get;
mod list;
mod list_reports;
mod read;
mod reopen;
mod report;
mod settle;
mod update;
mod whereabouts;

pub use list::page;
pub use read::{Names, TaskRecord};
pub(crate) use report::report_at;
pub use report::{ReportRecord, with_latest};
pub use settle::{Concluded, settle, unsettle};

use crate::http::Routes;

/// The endpoints of this resource.
pub fn routes(routes: Routes) -> Routes {
    routes.on(list::list).on(get::get).on(list_reports::list).on(update::update).on(reopen::reopen)
}
