//! The databases: the only place that knows which of the two is behind a connection.

mod connection;
mod insert;
mod lock;
mod migrate;
mod pool;
pub mod schema;
mod setting;

pub use connection::{Backend, Conn, Url, UrlError};
pub(crate) use insert::insert_all;
pub use lock::lock_unit;
pub use migrate::{advance, expect_current, migrate, revert, versions};
pub use pool::Db;
pub(crate) use setting::setting_or;
