//! The databases: the only place that knows which of the two is behind a connection.

mod connection;
mod dated;
mod insert;
mod lock;
mod migrate;
mod pool;
pub mod schema;
mod setting;
mod tree;
mod upsert;

pub use connection::{Backend, Conn, Url, UrlError};
pub use dated::{Author, Dated, Decision, known_at};
pub(crate) use dated::{covers, dated, in_force, known_by};
pub(crate) use insert::insert_all;
pub use lock::{lock_members, lock_rulebook, lock_unit, lock_units};
pub use migrate::{advance, expect_current, migrate, revert, versions};
pub use pool::{Db, PoolSize};
pub(crate) use setting::setting_or;
pub use tree::{above, below, is_reached, reached, roots};
pub use upsert::{ask_for_job, lock_throttle};
