//! HTTP: from a declared endpoint to its route, and everything that all endpoints share.

mod act;
mod context;
mod cursor;
mod door;
pub(crate) mod exchange;
mod idempotency;
mod keys;
mod located;
pub mod openapi;
mod period;
mod permission;
mod refusals;
pub(crate) mod respond;
mod route;
mod search;
mod state;

pub use act::{Act, Note};
pub use context::{Call, Context, Exchange, Scope, SignedIn};
pub use cursor::Paging;
pub use door::Door;
pub use keys::{ACCESS_SECONDS, Claims, Keys};
pub use located::{Located, at_unit};
pub use period::{single_month, whole_year};
pub use permission::{in_scope, reaches};
pub use refusals::Refusals;
pub(crate) use respond::REFRESH_DAYS;
pub use route::Routes;
pub use search::containing;
pub use state::State;

pub use crate::db::below;
pub use crate::error::{Error, Result, Unique, check};
