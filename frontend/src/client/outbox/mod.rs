//! Writes on their way to the server: in order, one at a time, kept in local storage until the server has them.
//!
//! A page hands a write over and goes on; a lost connection, a closed tab or an expired session loses nothing. When
//! somebody else has changed the same thing (412) and none of the same fields, the write is sent again on top; else it
//! waits until a person has decided.

mod entry;
mod order;
mod queue;
mod store;

use leptos::prelude::*;
use shared::api::Endpoint;
use shared::api::endpoint::{Empty, NoQuery};
use shared::id::AccountId;
use shared::problem::Change;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;

pub use entry::{Entry, Trouble};
pub use queue::Status;

use self::queue::{QUEUE, done_as, pump};
use super::call::{Versioned, request};
use super::error::ApiError;
use super::fetch::Payload;

/// A write to hand over.
pub struct Write<E: Endpoint> {
    path: E::Path,
    body: E::Body,
    name: String,
    etag: Option<String>,
    slot: String,
    touches: Vec<String>,
}

impl<E: Endpoint> Write<E> {
    /// A write with its name for people, `Điểm danh: Nông Văn An`.
    pub fn new(path: E::Path, body: E::Body, name: impl Into<String>) -> Self {
        Self { path, body, name: name.into(), etag: None, slot: String::new(), touches: Vec::new() }
    }

    /// The version that it's based on. Writes that follow each other on one thing may all name the version that was read.
    pub fn on(self, etag: impl Into<String>) -> Self {
        Self { etag: Some(etag.into()), ..self }
    }

    /// A newer write of the same slot replaces one that still waits, such as the next letters of the same text.
    pub fn replacing(self, slot: impl Into<String>) -> Self {
        Self { slot: slot.into(), ..self }
    }

    /// What it changes, as `shared::problem::Change::path` names it: `focal_issue`, `attendance/{member_id}`. Without it
    /// every change by somebody else counts as touching the same.
    pub fn touching(self, paths: impl IntoIterator<Item = String>) -> Self {
        Self { touches: paths.into_iter().collect(), ..self }
    }
}

/// How a write ended.
pub enum Outcome<T> {
    /// The server has it; with what it answered. `others` tells what somebody else changed before it, if the write was put
    /// on top of that: the page should read again.
    Saved { reply: Versioned<T>, others: Vec<Change> },
    /// The server won't take it; it stays in the outbox until it's corrected or dropped.
    Refused(ApiError),
    /// Somebody else changed the same fields; it waits for [`overwrite`] or [`drop`].
    Conflict { entry: Uuid, changes: Vec<Change> },
    /// A person gave it up: what the server has stays.
    Dropped,
}

/// Hands a write over. `done` hears how it ended, maybe more than once: a conflict first, then what came of it.
pub fn put<E: Endpoint>(write: Write<E>, done: impl Fn(Outcome<E::Reply>) + 'static) -> Uuid
where
    E::Query: Default,
{
    let request = request::<E>(&write.path, &E::Query::default(), &write.body);
    let body = match request.payload {
        Payload::Json(text) => Some(text),
        Payload::Nothing | Payload::File(_) => None,
    };
    let entry = Entry {
        id: Uuid::now_v7(),
        key: Uuid::now_v7(),
        name: write.name,
        method: request.method.to_owned(),
        url: request.url,
        body,
        etag: write.etag,
        slot: write.slot,
        touches: write.touches,
        tries: 0,
        trouble: None,
    };
    let id = entry.id;
    QUEUE.with(|queue| queue.push(entry, done_as::<E>(done)));
    spawn_local(pump());
    id
}

/// Where the outbox stands; reactive.
pub fn status() -> Status {
    QUEUE.with(|queue| queue.status())
}

/// A field that saves itself is being typed in, and isn't handed over yet; or no longer.
pub fn typing(now: bool) {
    QUEUE.with(|queue| queue.typing(now));
}

/// Everything that waits, for showing; reactive.
pub fn waiting() -> Vec<Entry> {
    QUEUE.with(|queue| queue.entries())
}

/// The same without listening to changes.
pub fn waiting_untracked() -> Vec<Entry> {
    QUEUE.with(|queue| queue.entries_untracked())
}

/// Whether anything is on its way that no person has to decide about first; reactive.
pub fn sends() -> bool {
    QUEUE.with(|queue| queue.sends())
}

/// The same without listening to changes.
pub fn is_sending() -> bool {
    untrack(sends)
}

/// Whether writes wait that what is read from this endpoint doesn't hold yet: any that are on their way, and those to the
/// same thing that a person must decide about; not reactive.
pub fn holds_up<E: Endpoint<Query = NoQuery, Body = Empty>>(path: &E::Path) -> bool {
    let url = request::<E>(path, &NoQuery {}, &Empty {}).url;
    is_sending() || QUEUE.with(|queue| queue.waits_for(&url))
}

/// Sends a write that was stopped on top of what the server has now: mine wins.
pub fn overwrite(id: Uuid) {
    QUEUE.with(|queue| queue.overwrite(id));
    spawn_local(pump());
}

/// Gives a write up: what the server has stays.
pub fn drop(id: Uuid) {
    QUEUE.with(|queue| queue.give_up(id));
    spawn_local(pump());
}

/// Tries at once: the connection is back, or somebody asked.
pub fn retry() {
    QUEUE.with(|queue| queue.wake());
    spawn_local(pump());
}

/// Takes up what this account left behind in tabs that are gone.
pub async fn open(account: AccountId) {
    let found = store::adopt(account).await;
    QUEUE.with(|queue| queue.open(account, found));
    spawn_local(pump());
}

/// Stops sending; what waits stays in local storage for when the same person signs in again.
pub fn close() {
    QUEUE.with(|queue| queue.close());
}

/// Forgets everything that waits.
pub fn clear() {
    QUEUE.with(|queue| queue.clear());
}

/// Sends what waits as soon as the browser says that there is a connection.
pub fn watch_connection() {
    // The listener lives as long as the program: dropping its handle doesn't remove it.
    let _ = window_event_listener_untyped("online", |_| retry());
}
