//! The databases: the only place that knows which of the two is behind a connection.

mod connection;
mod insert;
mod lock;
mod migrate;
mod pool;
pub mod schema;

pub use connection::{Backend, Conn, Url, UrlError};
pub(crate) use insert::insert_all;
pub use lock::lock_unit;
pub use migrate::migrate;
pub use pool::Db;
