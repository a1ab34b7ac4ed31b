//! Members: the register, its import and export.

mod create;
mod export;
mod get;
pub mod import;
mod list;
pub mod read;
pub mod register;
mod update;
mod validate;
mod write;

use crate::http::Routes;

/// The endpoints of this resource.
pub fn routes(routes: Routes) -> Routes {
    routes.on(list::list).on(get::get).on(create::create).on(update::update).on(import::import).on(export::export)
}
