//! Editing a thing in place: what is typed shows at once and goes to the server through the outbox; what came of it comes
//! back: saved, refused, or in conflict with what somebody else wrote. Of whatever thing it is; a page says how its own
//! is read and written.

mod conflict;
mod editor;
pub mod field;

use shared::api::Endpoint;
use shared::api::endpoint::{Empty, NoQuery};

pub use editor::{Edit, Editor};

/// A thing that has one page or form where it's edited.
pub trait Thing: Clone + Send + Sync + 'static {
    /// Its id, as addresses have it.
    type Id: Copy + Send + Sync + 'static;
    /// What a write says: absent fields stay.
    type Patch: Clone + Default + PartialEq + Send + Sync + 'static;
    /// Reads it.
    type Read: Endpoint<Path = Self::Id, Query = NoQuery, Body = Empty, Reply = Self>;
    /// Writes some of its parts.
    type Write: Endpoint<Path = Self::Id, Query = NoQuery, Body = Self::Patch>;

    /// Its id.
    fn id(&self) -> Self::Id;

    /// What the answer to a write says of it.
    fn after(&self, reply: &<Self::Write as Endpoint>::Reply) -> After<Self>;
}

/// What a thing is after a write.
pub enum After<T> {
    /// As it's shown.
    AsShown,
    /// More than what was written has changed: it's to be read again.
    Unknown,
    /// This.
    Now(Box<T>),
}
