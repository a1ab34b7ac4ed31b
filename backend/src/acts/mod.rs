//! Who did what, when and from where: one act for each write, refusal, sign-in and console command, with what it changed
//! beneath it. Rows are added and never written over. The door of the API writes them (`http::route`); what happens
//! elsewhere, such as signing in, writes its own in the same transaction.

mod list;
mod read;
mod write;

pub use read::{changed, newest, newest_first, unseen};
pub use write::{console, write, write_refusal};

use crate::http::Routes;

/// The endpoints of this resource.
pub fn routes(routes: Routes) -> Routes {
    routes.on(list::list)
}
