//! HTTP: from a declared endpoint to its route, and everything that all endpoints share.

mod authenticate;
mod context;
mod cursor;
mod error;
mod exchange;
mod form;
mod idempotency;
pub mod openapi;
mod permission;
mod respond;
mod route;
mod search;
mod server;
mod web;

pub use authenticate::Claims;
pub use context::{Attachment, Call, Context, Exchange, Scope, SignedIn};
pub use cursor::Paging;
pub use error::{Error, Result, check};
pub(crate) use idempotency::purge as purge_idempotency;
pub use permission::{below, in_scope};
pub(crate) use respond::REFRESH_DAYS;
pub use route::Routes;
pub use search::containing;
pub use server::{State, app, routes, serve};
