//! Talking to the server: typed calls, the session, and the outbox that carries writes over a weak signal.

mod call;
mod error;
mod fetch;
pub mod json;
mod locks;
pub mod outbox;
mod request;
pub mod rules;
pub mod session;
mod storage;
pub mod version;

pub use call::{call, call_at, download, read, read_versioned, upload};
pub use error::ApiError;
pub use request::Versioned;
pub use storage::Storage;
