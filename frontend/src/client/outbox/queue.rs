//! The queue in memory, and the one loop that empties it.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use shared::api::Endpoint;
use shared::id::AccountId;
use shared::problem::{Change, Code};
use shared::seen::Seen;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;

use super::entry::{Entry, Trouble};
use super::{Outcome, order, store};
use crate::client::call::signed;
use crate::client::error::ApiError;
use crate::client::json;
use crate::client::request::Versioned;

/// The first wait after a failure; it doubles up to the longest.
const FIRST_WAIT: Duration = Duration::from_secs(2);
const LONGEST_WAIT: Duration = Duration::from_secs(60);

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
#[derive(Clone)]
pub enum Raw {
    Saved { etag: String, body: String },
    Refused(ApiError),
    Conflict(Vec<Change>),
    Dropped,
}

pub type Done = Rc<dyn Fn(Uuid, Raw)>;

/// The listener of a write to this endpoint.
pub fn done_as<E: Endpoint>(done: impl Fn(Outcome<E::Reply>) + 'static) -> Done {
    Rc::new(move |entry, raw| {
        done(match raw {
            Raw::Refused(error) => Outcome::Refused { entry, error },
            Raw::Conflict(changes) => Outcome::Conflict { entry, changes },
            Raw::Dropped => Outcome::Dropped,
            Raw::Saved { etag, body } => match json::parse(if body.is_empty() { "{}" } else { &body }) {
                Ok(value) => Outcome::Saved(Versioned { etag, value }),
                Err(_) => Outcome::Refused { entry, error: ApiError::Unreadable(E::STATUS) },
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
    /// Versions of things that this tab's writes have made: no news to writes that are based on older ones.
    own: RefCell<HashMap<String, Vec<i64>>>,
    sending: Cell<bool>,
    waiting: Cell<bool>,
    /// Fields that are being typed in.
    typing: Cell<usize>,
    /// Who waits for the queue to change.
    watchers: RefCell<Vec<js_sys::Function>>,
}

impl Queue {
    fn new() -> Self {
        Self {
            account: Cell::new(None),
            left: Cell::new(None),
            entries: ArcRwSignal::new(Vec::new()),
            status: ArcRwSignal::new(Status::Idle),
            done: RefCell::default(),
            own: RefCell::default(),
            sending: Cell::new(false),
            waiting: Cell::new(false),
            typing: Cell::new(0),
            watchers: RefCell::default(),
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

    /// Calls this at the next change of what waits.
    pub fn watch(&self, watcher: js_sys::Function) {
        self.watchers.borrow_mut().push(watcher);
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
        self.own.borrow_mut().clear();
        self.entries.set(Vec::new());
        self.status.set(Status::Idle);
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.entries.set(Vec::new());
        self.done.borrow_mut().clear();
        self.changed();
    }

    /// What was seen of a thing by who read it with this tag and has written to it since.
    pub fn seen(&self, thing: &str, etag: &str) -> String {
        let Ok(mut seen) = etag.parse::<Seen>() else { return etag.to_owned() };
        self.own.borrow().get(thing).into_iter().flatten().for_each(|version| seen.make(*version));
        seen.to_string()
    }

    /// Adds a write.
    pub fn push(&self, mut entry: Entry, done: Done) {
        if self.account.get().is_none() {
            // The session has ended under the page: kept for when the same person signs in again.
            self.left.get().inspect(|account| store::add(*account, entry));
            return;
        }
        entry.etag = entry.etag.as_ref().map(|etag| self.seen(entry.thing(), etag));
        self.done.borrow_mut().insert(entry.id, done);
        self.entries.update(|entries| order::add(entries, entry));
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

    /// Notes the version that a person was shown of what is in a write's way.
    pub fn shown(&self, id: Uuid, etag: &str) {
        let version = etag.parse::<Seen>().map(|seen| seen.read()).ok();
        self.change(id, |entry| entry.standing = version.or(entry.standing));
    }

    /// Clears what stops a write: it's sent again, based on the version that was in its way.
    pub fn overwrite(&self, id: Uuid) {
        self.change(id, |entry| {
            entry.trouble = None;
            if let Some(version) = entry.standing.take() {
                entry.etag = Some(Seen::at(version).to_string());
            }
        });
    }

    /// Ends a wait.
    pub fn wake(&self) {
        self.waiting.set(false);
        self.change_all(&self.load(), |entry| entry.tries = entry.tries.min(1));
    }

    fn change(&self, id: Uuid, change: impl Fn(&mut Entry)) {
        self.entries.update(|entries| entries.iter_mut().filter(|entry| entry.id == id).for_each(change));
        self.changed();
    }

    fn change_all(&self, load: &[Entry], change: impl Fn(&mut Entry)) {
        let of_load = |entry: &&mut Entry| load.iter().any(|one| one.id == entry.id);
        self.entries.update(|entries| entries.iter_mut().filter(of_load).for_each(change));
        self.changed();
    }

    /// Keeps what waits and shows where it stands.
    fn changed(&self) {
        if let Some(account) = self.account.get() {
            self.entries.with_untracked(|entries| store::keep(account, entries));
        }
        self.show();
        for watcher in self.watchers.take() {
            // A promise's resolver doesn't throw.
            let _ = watcher.call0(&wasm_bindgen::JsValue::UNDEFINED);
        }
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

    fn load(&self) -> Vec<Entry> {
        self.entries.with_untracked(|entries| order::load(entries))
    }

    /// The writes to send next, which have set out from now on.
    fn next(&self) -> Option<Vec<Entry>> {
        self.account.get()?;
        if self.sending.get() || self.waiting.get() {
            return None;
        }
        let mut load = self.load();
        if load.first()?.key.is_none() {
            let key = Some(Uuid::now_v7());
            load.iter_mut().for_each(|entry| entry.key = key);
            self.change_all(&load, |entry| entry.key = key);
        }
        self.sending.set(true);
        Some(load)
    }

    fn tell(&self, id: Uuid, raw: Raw) {
        let done = self.done.borrow().get(&id).cloned();
        if let Some(done) = done {
            done(id, raw);
        }
    }

    /// Notes how sending ended; true when the next ones may go.
    fn settle(&self, load: &[Entry], raw: Raw) -> bool {
        self.sending.set(false);
        match raw {
            Raw::Saved { ref etag, .. } => {
                self.made(load, etag);
                for entry in load {
                    self.tell(entry.id, raw.clone());
                    self.remove(entry.id);
                }
                true
            }
            Raw::Refused(error) if error.is_passing() => {
                self.change_all(load, |entry| entry.tries += 1);
                self.wait(load.first().map_or(0, |entry| entry.tries));
                false
            }
            // The session is over; signing in again takes the queue up.
            Raw::Refused(error) if error.code() == Some(Code::SignInNeeded) => false,
            raw => {
                // Nothing of it was written: each goes again by itself, so that only what is wrong stays behind.
                self.change_all(load, |entry| (entry.key, entry.alone) = (None, true));
                if let [entry] = load {
                    self.stop(entry, raw);
                }
                true
            }
        }
    }

    /// A write waits for a person from now on.
    fn stop(&self, entry: &Entry, raw: Raw) {
        // It was written again while it was on its way: the newer one decides.
        if self.entries.with_untracked(|entries| order::is_outdated(entries, entry)) {
            return self.remove(entry.id);
        }
        let (trouble, standing) = match &raw {
            Raw::Refused(error) if error.code() == Some(Code::Changed) => {
                (Trouble::Conflict(error.changes().to_vec()), error.version())
            }
            Raw::Refused(error) => (Trouble::Refused(error.words()), None),
            Raw::Conflict(_) | Raw::Saved { .. } | Raw::Dropped => return,
        };
        let told = match &trouble {
            Trouble::Conflict(changes) => Raw::Conflict(changes.clone()),
            Trouble::Refused(_) => raw,
        };
        self.change(entry.id, |entry| (entry.trouble, entry.standing) = (Some(trouble.clone()), standing));
        self.tell(entry.id, told);
    }

    /// A version that own writes have made: those that wait for the same thing know it.
    fn made(&self, load: &[Entry], etag: &str) {
        let (Some(first), Ok(seen)) = (load.first(), etag.parse::<Seen>()) else { return };
        let (thing, version) = (first.thing(), seen.read());
        self.own.borrow_mut().entry(thing.to_owned()).or_default().push(version);
        self.entries.update(|entries| {
            entries.iter_mut().filter(|entry| entry.thing() == thing).for_each(|entry| entry.know(version));
        });
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
    while let Some(load) = QUEUE.with(Queue::next) {
        let raw = send(&load).await;
        if !QUEUE.with(|queue| queue.settle(&load, raw)) {
            break;
        }
    }
}

/// Sends these writes in one request.
async fn send(load: &[Entry]) -> Raw {
    let Some(first) = load.first() else { return Raw::Dropped };
    let answer = match signed(&first.request(order::body(load))).await {
        Ok(reply) => reply.text().await.map(|body| Raw::Saved { etag: reply.etag.unwrap_or_default(), body }),
        Err(error) => Err(error),
    };
    answer.unwrap_or_else(Raw::Refused)
}
