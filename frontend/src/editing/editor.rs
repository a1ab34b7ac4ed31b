//! The thing that is edited, what is being written to it, and what became of that.

use std::cell::Cell;
use std::sync::Arc;

use leptos::prelude::*;
use shared::api::Endpoint;
use shared::api::endpoint::NoQuery;
use shared::part::Part;
use shared::problem::{Change, Code, FieldError};
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;

use super::conflict::{Conflict, Conflicts};
use super::{After, Thing};
use crate::client::outbox::{self, Outcome, Write};
use crate::client::{ApiError, Versioned, call_at, read_versioned};
use crate::components::Sending;
use crate::components::toast::{Toasts, toasts};

/// Before a reading that failed is tried again, in milliseconds.
const RETRY: f64 = 3_000.0;
/// How long a step that needs everything on the server waits for what was typed before, in milliseconds.
const LONGEST_WAIT: f64 = 30_000.0;

/// How a piece of a thing reads, for showing two versions of it side by side.
pub type Show<T> = Arc<dyn Fn(&T) -> String + Send + Sync>;
/// Tells a page of each new reading of its thing.
type Follower<T> = Arc<dyn Fn(&T) + Send + Sync>;

/// What a write is called and where it belongs.
pub struct Edit<T> {
    /// Its name for people.
    pub name: String,
    /// The field that shows what is wrong with it.
    pub part: Part,
    /// How what it writes reads.
    pub show: Option<Show<T>>,
    /// A refusal is shown at the field, which keeps what was typed; else it's taken back.
    pub keep: bool,
}

impl<T> Edit<T> {
    /// A write that is taken back if it's refused.
    pub fn new(name: impl Into<String>, part: impl Into<Part>) -> Self {
        Self { name: name.into(), part: part.into(), show: None, keep: false }
    }
}

/// What a page shows of a thing and does to it.
pub struct Editor<T: Thing> {
    /// The thing with everything that was typed here.
    pub thing: RwSignal<T>,
    /// What is wrong with fields; the pointer is the field's part.
    pub errors: Errors,
    /// What is to be decided.
    pub conflicts: Conflicts,
    /// Says things.
    pub toasts: Toasts,
    etag: StoredValue<String>,
    follower: StoredValue<Option<Follower<T>>>,
    /// How often something was written: what was read before a write must not be shown after it.
    writes: StoredValue<u32>,
    /// How often it was read again: only the newest answer counts.
    readings: StoredValue<u32>,
}

impl<T: Thing> Clone for Editor<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Thing> Copy for Editor<T> {}

impl<T: Thing> Editor<T> {
    /// Of a thing as it was read; it's read again if anything that was written to it still waits.
    pub fn new(read: Versioned<T>) -> Self {
        let waits = outbox::holds_up::<T::Read>(&read.value.id());
        let editor = Self {
            thing: RwSignal::new(read.value),
            errors: Errors::default(),
            conflicts: Conflicts::default(),
            toasts: toasts(),
            etag: StoredValue::new(read.etag),
            follower: StoredValue::new(None),
            writes: StoredValue::new(0),
            readings: StoredValue::new(0),
        };
        if waits {
            editor.refresh();
        }
        editor
    }

    /// Tells this of each new reading.
    pub fn follow_by(self, follower: impl Fn(&T) + Send + Sync + 'static) {
        self.follower.set_value(Some(Arc::new(follower)));
    }

    /// Its id.
    pub fn id(self) -> T::Id {
        self.thing.with_untracked(T::id)
    }

    /// The version that was read.
    pub fn etag(self) -> String {
        self.etag.get_value()
    }

    /// A text of the thing; reactive.
    pub fn text(self, read: Show<T>) -> Memo<String> {
        Memo::new(move |_| self.thing.with(|thing| read(thing)))
    }

    /// Writes something: here at once, on the server through the outbox. Whether there was anything to write.
    pub fn edit(self, edit: Edit<T>, change: impl FnOnce(&mut T, &mut T::Patch)) -> bool {
        let mut patch = T::Patch::default();
        self.thing.update(|thing| change(thing, &mut patch));
        let any = patch != T::Patch::default();
        if any {
            self.send(edit, patch, self.id(), self.etag());
        }
        any
    }

    /// Says what was just done, with the write that takes it back. That is made now, so it needs no page when somebody
    /// asks for it.
    pub fn say_undoable(
        self,
        words: String,
        name: String,
        back: impl Fn(&mut T, &mut T::Patch) + Send + Sync + 'static,
    ) {
        let (mut undone, mut patch) = (self.thing.get_untracked(), T::Patch::default());
        back(&mut undone, &mut patch);
        let (id, etag) = (undone.id(), self.etag());
        self.toasts.say_undoable(words, move || {
            // Where the page is still open, it shows it at once.
            self.thing.try_update(|thing| back(thing, &mut T::Patch::default()));
            let etag = self.etag.try_get_value().unwrap_or_else(|| etag.clone());
            self.send(Edit::new(name.clone(), Part::whole()), patch.clone(), id, etag);
        });
    }

    fn send(self, edit: Edit<T>, patch: T::Patch, id: T::Id, etag: String) {
        let Edit { name, part, show, keep } = edit;
        self.errors.forgive(&part);
        let mine = self.writing();
        let write = Write::<T::Write>::new(id, patch, name.clone()).on(etag);
        let asked = Cell::new(false);
        outbox::put(write, move |outcome| match outcome {
            // What others wrote beside the part that was asked about isn't shown yet.
            Outcome::Saved(_) if asked.get() => self.refresh(),
            Outcome::Saved(reply) => self.saved(&reply, mine),
            Outcome::Refused { entry, error } => self.refused(entry, &part, &error, keep),
            Outcome::Conflict { entry, changes } => {
                asked.set(true);
                self.conflicting(entry, name.clone(), show.clone(), changes);
            }
            Outcome::Dropped => self.refresh(),
        });
    }

    /// Notes that something is written now, through the outbox or otherwise; how often it was.
    pub fn writing(self) -> Option<u32> {
        self.writes.try_update_value(|writes| {
            *writes += 1;
            *writes
        })
    }

    /// Takes up what another write about the thing was answered.
    pub fn answered(self, reply: &<T::Write as Endpoint>::Reply) {
        if let Some(After::Unknown | After::Now(_)) = self.thing.try_with_untracked(|thing| thing.after(reply)) {
            self.refresh();
        }
    }

    fn saved(self, reply: &Versioned<<T::Write as Endpoint>::Reply>, mine: Option<u32>) {
        match self.thing.try_with_untracked(|thing| thing.after(&reply.value)) {
            Some(After::Unknown) => self.refresh(),
            // What was written meanwhile, that answer doesn't know.
            Some(After::Now(thing)) if mine.is_some() && self.writes.try_get_value() == mine => {
                self.show(Versioned { etag: reply.etag.clone(), value: *thing });
            }
            Some(After::Now(_) | After::AsShown) | None => {}
        }
    }

    fn refused(self, entry: Uuid, part: &Part, error: &ApiError, keep: bool) {
        let text = error.words();
        match error.fields().first() {
            Some(field) if keep => self.errors.blame(part, field.code, text),
            _ => self.toasts.say(text),
        }
        if !keep {
            outbox::drop(entry);
        }
    }

    fn conflicting(self, entry: Uuid, name: String, show: Option<Show<T>>, changes: Vec<Change>) {
        let Some(id) = self.thing.try_with_untracked(T::id) else { return };
        spawn_local(async move {
            let Ok(theirs) = read_versioned::<T::Read>(&id, &NoQuery {}).await else { return };
            let read = |thing: &T| show.as_ref().map(|show| show(thing)).unwrap_or_default();
            let Some(mine) = self.thing.try_with_untracked(read) else { return };
            outbox::shown(entry, &theirs.etag);
            self.conflicts.ask(Conflict { entry, name, mine, theirs: read(&theirs.value), changes });
        });
    }

    /// Reads again once everything that was typed here is on the server.
    pub fn refresh(self) {
        // An answer may come when the page is gone.
        let Some(id) = self.thing.try_with_untracked(T::id) else { return };
        self.readings.try_update_value(|readings| *readings += 1);
        let mine = self.readings.try_get_value();
        // Else the page is gone, or reads once more anyway.
        let current = move || mine.is_some() && self.readings.try_get_value() == mine;
        spawn_local(async move {
            while current() {
                outbox::clear_of::<T::Read>(&id).await;
                let writes = self.writes.try_get_value();
                let read = read_versioned::<T::Read>(&id, &NoQuery {}).await;
                // What was written meanwhile, that answer doesn't know.
                let complete = self.writes.try_get_value() == writes && !outbox::holds_up::<T::Read>(&id);
                match read {
                    Ok(read) if current() && complete => return self.show(read),
                    Ok(_) => {}
                    Err(error) if error.is_passing() => outbox::pause(RETRY).await,
                    Err(_) => return,
                }
            }
        });
    }

    fn show(self, read: Versioned<T>) {
        let Versioned { etag, value } = read;
        if let Some(Some(follower)) = self.follower.try_get_value() {
            follower(&value);
        }
        self.etag.try_set_value(etag);
        self.thing.try_set(value);
    }

    /// Does a step of the thing's way, once everything that was typed is on the server; then reads again.
    pub fn act<E>(self, sending: Sending, body: E::Body, then: impl FnOnce() + 'static)
    where
        E: Endpoint<Path = T::Id>,
        E::Query: Default,
    {
        let id = self.id();
        let work = async move {
            outbox::settled(LONGEST_WAIT).await;
            if outbox::holds_up::<T::Read>(&id) {
                return Err(ApiError::Unsaved);
            }
            self.writing();
            // Who leaves the page while it waits has taken the step all the same.
            let etag = self.etag.try_get_value().unwrap_or_default();
            let done = call_at::<E>(&id, &outbox::seen::<T::Read>(&id, &etag), &body).await;
            if done.as_ref().is_err_and(|error| error.code() == Some(Code::Changed)) {
                // Who tries again has seen what it's about.
                self.refresh();
            }
            done.map(|reply| reply.etag)
        };
        self.run(sending, Box::pin(work), Box::new(then));
    }

    fn run(self, sending: Sending, work: Work, then: Box<dyn FnOnce()>) {
        sending.run(Vec::new(), work, move |etag: String| {
            self.etag.try_set_value(etag);
            self.refresh();
            then();
        });
    }
}

type Work = std::pin::Pin<Box<dyn Future<Output = Result<String, ApiError>>>>;

/// What is wrong with fields that save themselves.
#[derive(Debug, Clone, Copy, Default)]
pub struct Errors(RwSignal<Vec<FieldError>>);

impl Errors {
    /// Says what is wrong with a field.
    pub fn blame(self, part: &Part, code: Code, detail: String) {
        self.forgive(part);
        self.0.try_update(|errors| errors.push(FieldError { pointer: part.to_string(), code, detail }));
    }

    /// Takes back what was wrong with a field.
    pub fn forgive(self, part: &Part) {
        let wrong = |errors: &Vec<FieldError>| errors.iter().any(|error| error.pointer == part.as_str());
        if self.0.try_with_untracked(wrong) == Some(true) {
            self.0.try_update(|errors| errors.retain(|error| error.pointer != part.as_str()));
        }
    }

    /// For the fields.
    pub fn signal(self) -> Signal<Vec<FieldError>> {
        self.0.into()
    }
}
