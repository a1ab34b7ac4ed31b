//! Writes on their way to the server: in order, kept in local storage until the server has them; what waits for one thing
//! goes in one request.
//!
//! A page hands a write over and goes on; a lost connection, a closed tab or an expired session loses nothing. Whether
//! somebody else has changed the same parts is the server's to say: then the write waits until a person has decided.

mod entry;
mod order;
mod queue;
mod store;

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use shared::api::endpoint::{Empty, NoQuery};
use shared::api::{Endpoint, Method};
use shared::id::AccountId;
use shared::part::Part;
use shared::problem::Change;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;

pub use entry::{Entry, Trouble};
pub use queue::Status;

use self::queue::{QUEUE, done_as, pump};
use super::error::ApiError;
use super::fetch::Payload;
use super::json;
use super::request::{Versioned, request};

/// A write to hand over.
pub struct Write<E: Endpoint> {
    path: E::Path,
    body: E::Body,
    name: String,
    etag: Option<String>,
}

impl<E: Endpoint> Write<E> {
    /// A write with its name for people, `Điểm danh: Nông Văn An`.
    pub fn new(path: E::Path, body: E::Body, name: impl Into<String>) -> Self {
        Self { path, body, name: name.into(), etag: None }
    }

    /// The version that was read. Writes that follow each other on one thing may all name it.
    pub fn on(self, etag: impl Into<String>) -> Self {
        Self { etag: Some(etag.into()), ..self }
    }
}

/// How a write ended.
pub enum Outcome<T> {
    /// The server has it; with what it answered to the request that carried it.
    Saved(Versioned<T>),
    /// The server won't take it; it stays in the outbox until it's corrected or dropped.
    Refused { entry: Uuid, error: ApiError },
    /// Somebody else changed the same parts; it waits for [`overwrite`] or [`drop`].
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
        key: None,
        name: write.name,
        method: request.method.to_owned(),
        url: request.url,
        body,
        etag: write.etag,
        parts: Vec::new(),
        tries: 0,
        trouble: None,
        standing: None,
        alone: false,
    };
    hand_over(entry, E::METHOD, done_as::<E>(done))
}

fn hand_over(mut entry: Entry, method: Method, done: queue::Done) -> Uuid {
    entry.parts = match (method, &entry.body) {
        (Method::Patch, Some(body)) => json::parse(body).map(|body| Part::of(&body)).unwrap_or_default(),
        // What is replaced as a whole is named by its address: `scores/branch`.
        (Method::Put, _) => vec![Part::new(entry.url.trim_start_matches(entry.thing()).trim_start_matches('/'))],
        _ => Vec::new(),
    };
    let id = entry.id;
    QUEUE.with(|queue| queue.push(entry, done));
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
    in_the_way(&request::<E>(path, &NoQuery {}, &Empty {}).url)
}

fn in_the_way(url: &str) -> bool {
    is_sending() || QUEUE.with(|queue| queue.waits_for(url))
}

/// What was seen of the thing at this endpoint by who read it with this tag and has written to it since.
pub fn seen<E: Endpoint<Query = NoQuery, Body = Empty>>(path: &E::Path, etag: &str) -> String {
    let url = request::<E>(path, &NoQuery {}, &Empty {}).url;
    QUEUE.with(|queue| queue.seen(&url, etag))
}

/// Waits, so many milliseconds at most, until nothing is on its way any more.
pub async fn settled(longest: f64) {
    let end = js_sys::Date::now() + longest;
    while is_sending() && js_sys::Date::now() < end {
        changed(Some((end - js_sys::Date::now()).max(0.0))).await;
    }
}

/// Waits until nothing holds up reading from this endpoint.
pub fn clear_of<E: Endpoint<Query = NoQuery, Body = Empty>>(path: &E::Path) -> Pin<Box<dyn Future<Output = ()>>> {
    let url = request::<E>(path, &NoQuery {}, &Empty {}).url;
    Box::pin(async move {
        while in_the_way(&url) {
            changed(None).await;
        }
    })
}

/// Waits for the next change of what waits, or so many milliseconds.
async fn changed(longest: Option<f64>) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(longest) = longest {
            ring(&resolve, longest);
        }
        QUEUE.with(|queue| queue.watch(resolve));
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// Waits so many milliseconds.
pub async fn pause(milliseconds: f64) {
    let promise = js_sys::Promise::new(&mut |resolve, _| ring(&resolve, milliseconds));
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

fn ring(resolve: &js_sys::Function, milliseconds: f64) {
    // Browsers always have timers.
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(resolve, milliseconds as i32);
}

/// Notes that a person was shown this version of what is in a write's way.
pub fn shown(id: Uuid, etag: &str) {
    QUEUE.with(|queue| queue.shown(id, etag));
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
pub fn open(account: AccountId) -> Pin<Box<dyn Future<Output = ()>>> {
    Box::pin(async move {
        let found = store::adopt(account).await;
        QUEUE.with(|queue| queue.open(account, found));
        spawn_local(pump());
    })
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
