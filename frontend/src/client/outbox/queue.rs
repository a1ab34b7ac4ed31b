//! The queue in memory, and the one loop that empties it.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use shared::api::Endpoint;
use shared::id::AccountId;
use shared::problem::{Change, Code};
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;

use super::entry::{Entry, Trouble};
use super::order::{self, Versions};
use super::{Outcome, store};
use crate::client::call::{Versioned, signed};
use crate::client::error::ApiError;
use crate::client::json;

/// The first wait after a failure; it doubles up to the longest.
const FIRST_WAIT: Duration = Duration::from_secs(2);
const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// A write is put on top of others' changes so often before a person is asked.
const REBASES: u32 = 3;

/// Where the outbox stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Status {
    /// Nothing was written yet.
    Idle,
    /// Everything is on the server, since this time (milliseconds since 1970).
    Saved(f64),
    /// So many are being sent.
    Saving(usize),
    /// So many wait for a connection.
    Offline(usize),
    /// So many need a person.
    Stuck(usize),
}

/// What became of a sent write, before its reply has a type.
pub enum Raw {
    Saved { etag: String, body: String, others: Vec<Change> },
    Refused(ApiError),
    Conflict { entry: Uuid, changes: Vec<Change> },
    Dropped,
}

type Done = Rc<dyn Fn(Raw)>;

/// The listener of a write to this endpoint.
pub fn done_as<E: Endpoint>(done: impl Fn(Outcome<E::Reply>) + 'static) -> Done {
    Rc::new(move |raw| {
        done(match raw {
            Raw::Refused(error) => Outcome::Refused(error),
            Raw::Conflict { entry, changes } => Outcome::Conflict { entry, changes },
            Raw::Dropped => Outcome::Dropped,
            Raw::Saved { etag, body, others } => match json::parse(if body.is_empty() { "{}" } else { &body }) {
                Ok(value) => Outcome::Saved { reply: Versioned { etag, value }, others },
                Err(_) => Outcome::Refused(ApiError::Unreadable(E::STATUS)),
            },
        });
    })
}

thread_local! {
    pub static QUEUE: Queue = Queue::new();
}

/// The queue.
pub struct Queue {
    account: Cell<Option<AccountId>>,
    /// Whose session has ended: what they were still typing is theirs.
    left: Cell<Option<AccountId>>,
    entries: ArcRwSignal<Vec<Entry>>,
    status: ArcRwSignal<Status>,
    done: RefCell<HashMap<Uuid, Done>>,
    versions: RefCell<Versions>,
    sending: Cell<Option<Uuid>>,
    waiting: Cell<bool>,
    /// Fields that are being typed in.
    typing: Cell<usize>,
}

impl Queue {
    fn new() -> Self {
        Self {
            account: Cell::new(None),
            left: Cell::new(None),
            entries: ArcRwSignal::new(Vec::new()),
            status: ArcRwSignal::new(Status::Idle),
            done: RefCell::default(),
            versions: RefCell::default(),
            sending: Cell::new(None),
            waiting: Cell::new(false),
            typing: Cell::new(0),
        }
    }

    /// See [`super::status`].
    pub fn status(&self) -> Status {
        self.status.get()
    }

    /// See [`super::waiting`].
    pub fn entries(&self) -> Vec<Entry> {
        self.entries.get()
    }

    /// The same without listening to changes.
    pub fn entries_untracked(&self) -> Vec<Entry> {
        self.entries.get_untracked()
    }

    /// See [`super::sends`].
    pub fn sends(&self) -> bool {
        self.entries.with(|entries| order::next(entries).is_some())
    }

    /// Whether a write to the thing at this address waits; not reactive.
    pub fn waits_for(&self, url: &str) -> bool {
        self.entries.with_untracked(|entries| entries.iter().any(|entry| entry.thing() == url))
    }

    /// See [`super::typing`].
    pub fn typing(&self, now: bool) {
        let fields = self.typing.get();
        self.typing.set(if now { fields + 1 } else { fields.saturating_sub(1) });
        self.show();
    }

    /// Begins for an account.
    pub fn open(&self, account: AccountId, found: Vec<Entry>) {
        self.account.set(Some(account));
        self.entries.set(found);
        self.show();
    }

    /// Stops.
    pub fn close(&self) {
        if let Some(account) = self.account.take() {
            self.left.set(Some(account));
        }
        self.done.borrow_mut().clear();
        self.entries.set(Vec::new());
        self.status.set(Status::Idle);
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.entries.set(Vec::new());
        self.done.borrow_mut().clear();
        self.changed();
    }

    /// Adds a write.
    pub fn push(&self, entry: Entry, done: Done) {
        if self.account.get().is_none() {
            // The session has ended under the page: kept for when the same person signs in again.
            self.left.get().inspect(|account| store::add(*account, entry));
            return;
        }
        self.done.borrow_mut().insert(entry.id, done);
        self.entries.update(|entries| order::add(entries, self.sending.get(), entry));
        self.changed();
    }

    /// Takes a write out that a person gives up.
    pub fn give_up(&self, id: Uuid) {
        self.tell(id, Raw::Dropped);
        self.remove(id);
    }

    fn remove(&self, id: Uuid) {
        self.done.borrow_mut().remove(&id);
        self.entries.update(|entries| entries.retain(|entry| entry.id != id));
        self.changed();
    }

    /// Clears what stops a write; its version is read anew before it's sent.
    pub fn overwrite(&self, id: Uuid) {
        self.change(id, |entry| {
            entry.trouble = None;
            entry.key = Uuid::now_v7();
            entry.etag = entry.etag.as_ref().map(|_| String::new());
        });
    }

    /// Ends a wait.
    pub fn wake(&self) {
        self.waiting.set(false);
        self.change_first(|entry| entry.tries = entry.tries.min(1));
    }

    fn change(&self, id: Uuid, change: impl FnOnce(&mut Entry)) {
        self.entries.update(|entries| {
            if let Some(entry) = entries.iter_mut().find(|entry| entry.id == id) {
                change(entry);
            }
        });
        self.changed();
    }

    fn change_first(&self, change: impl FnOnce(&mut Entry)) {
        let first = self.entries.with_untracked(|entries| order::next(entries).map(|entry| entry.id));
        if let Some(id) = first {
            self.change(id, change);
        }
    }

    /// Keeps what waits and shows where it stands.
    fn changed(&self) {
        if let Some(account) = self.account.get() {
            self.entries.with_untracked(|entries| store::keep(account, entries));
        }
        self.show();
    }

    fn show(&self) {
        let typing = self.typing.get();
        let status = self.entries.with_untracked(|entries| {
            let stuck = entries.iter().filter(|entry| entry.trouble.is_some()).count();
            match order::next(entries) {
                _ if stuck > 0 => Status::Stuck(stuck),
                None if typing > 0 => Status::Saving(typing),
                None if self.status.get_untracked() == Status::Idle => Status::Idle,
                None => Status::Saved(js_sys::Date::now()),
                Some(next) if next.tries > 0 => Status::Offline(entries.len()),
                Some(_) => Status::Saving(entries.len()),
            }
        });
        self.status.set(status);
    }

    /// The next write to send, with the version that this tab's own writes have led to, and what others changed up to
    /// that version.
    fn next(&self) -> Option<(Entry, Vec<Change>)> {
        self.account.get()?;
        if self.sending.get().is_some() || self.waiting.get() {
            return None;
        }
        let mut entry = self.entries.with_untracked(|entries| order::next(entries).cloned())?;
        let others = self.versions.borrow().follow(&mut entry);
        self.sending.set(Some(entry.id));
        Some((entry, others))
    }

    fn tell(&self, id: Uuid, raw: Raw) {
        let done = self.done.borrow().get(&id).cloned();
        if let Some(done) = done {
            done(raw);
        }
    }

    /// Notes how sending ended; true when the next one may go.
    fn settle(&self, entry: &Entry, raw: Raw) -> bool {
        self.sending.set(None);
        match raw {
            Raw::Saved { ref etag, ref others, .. } => {
                self.versions.borrow_mut().moved(entry, etag, others);
                self.entries.update(|entries| self.versions.borrow().carry(entries));
                self.tell(entry.id, raw);
                self.remove(entry.id);
                true
            }
            Raw::Refused(error) if error.is_passing() => {
                self.change(entry.id, |entry| entry.tries += 1);
                self.wait(entry.tries);
                false
            }
            // The session is over; signing in again takes the queue up.
            Raw::Refused(error) if error.code() == Some(Code::SignInNeeded) => false,
            // It was written again while it was on its way: the newer one decides.
            _ if self.entries.with_untracked(|entries| order::is_outdated(entries, entry)) => {
                self.remove(entry.id);
                true
            }
            Raw::Refused(error) => {
                let words = error.words();
                self.change(entry.id, |entry| entry.trouble = Some(Trouble::Refused(words)));
                self.tell(entry.id, Raw::Refused(error));
                true
            }
            Raw::Conflict { ref changes, .. } => {
                let changes = changes.clone();
                self.change(entry.id, |entry| entry.trouble = Some(Trouble::Conflict(changes)));
                self.tell(entry.id, raw);
                true
            }
            Raw::Dropped => true,
        }
    }

    fn wait(&self, tries: u32) {
        let wait = FIRST_WAIT.saturating_mul(1 << tries.min(5)).min(LONGEST_WAIT);
        self.waiting.set(true);
        set_timeout(
            || {
                QUEUE.with(|queue| queue.waiting.set(false));
                spawn_local(pump());
            },
            wait,
        );
    }
}

/// Sends until the queue is empty or something stops it.
pub async fn pump() {
    while let Some((entry, others)) = QUEUE.with(Queue::next) {
        let raw = if others.is_empty() || entry.is_apart_from(&others) {
            send(entry.clone()).await
        } else {
            Raw::Conflict { entry: entry.id, changes: others }
        };
        if !QUEUE.with(|queue| queue.settle(&entry, raw)) {
            break;
        }
    }
}

/// Sends one write, on top of others' changes where they don't touch the same.
async fn send(mut entry: Entry) -> Raw {
    let mut others = Vec::new();
    for _ in 0..=REBASES {
        if entry.etag.as_deref() == Some("") {
            match signed(&entry.reading()).await {
                Ok(reply) => entry.etag = reply.etag,
                Err(error) => return Raw::Refused(error),
            }
        }
        match signed(&entry.request()).await {
            Ok(reply) => {
                let etag = reply.etag.clone().unwrap_or_default();
                return match reply.text().await {
                    Ok(body) => Raw::Saved { etag, body, others },
                    Err(error) => Raw::Refused(error),
                };
            }
            Err(error) if error.code() == Some(Code::Changed) => {
                if !entry.is_apart_from(error.changes()) {
                    return Raw::Conflict { entry: entry.id, changes: error.changes().to_vec() };
                }
                others.extend_from_slice(error.changes());
                entry.etag = Some(String::new());
                // Another request than the refused one.
                entry.key = Uuid::now_v7();
            }
            Err(error) => return Raw::Refused(error),
        }
    }
    Raw::Conflict { entry: entry.id, changes: others }
}
