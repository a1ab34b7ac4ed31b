//! The meeting that a page shows, what is being written to it, and what became of that.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use leptos::prelude::*;
use shared::access::Action;
use shared::api::Endpoint;
use shared::api::endpoint::NoQuery;
use shared::api::meeting::{GetMeeting, Meeting, MeetingPatch, Saved, UpdateMeeting};
use shared::api::score::Assessment;
use shared::id::{MeetingId, MemberId};
use shared::meeting::assess;
use shared::problem::{Change, Code, FieldError};
use shared::time::local_date;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;

use super::score::draft::{self, Draft};
use crate::client::outbox::{self, Outcome, Write};
use crate::client::{ApiError, Versioned, call_at, read_versioned};
use crate::components::Sending;
use crate::components::toast::{Toasts, toasts};

/// How a piece of a meeting reads, for showing two versions of it side by side.
pub type Show = Arc<dyn Fn(&Meeting) -> String + Send + Sync>;

/// How often it's looked whether the outbox is empty, in milliseconds.
const POLL: i32 = 200;
/// Before a reading that failed is tried again, in milliseconds.
const RETRY: i32 = 3_000;
/// How long reading the meeting waits for what was typed before, in milliseconds.
pub const SHORT_WAIT: i32 = 2_000;
/// How long a step of the meeting's way waits for what was typed before, in milliseconds.
const LONGEST_WAIT: i32 = 30_000;

/// What a write is called and where it belongs.
pub struct Edit {
    /// Its name for people.
    pub name: String,
    /// Newer writes of the same slot replace it; its first two parts name what it changes: `agenda/{id}/title`.
    pub slot: String,
    /// How what it writes reads.
    pub show: Option<Show>,
    /// A refusal is shown at the field, which keeps what was typed; else it's taken back.
    pub keep: bool,
}

impl Edit {
    /// A write that is taken back if it's refused.
    pub fn new(name: impl Into<String>, slot: impl Into<String>) -> Self {
        Self { name: name.into(), slot: slot.into(), show: None, keep: false }
    }
}

/// Two people wrote the same.
#[derive(Clone)]
pub struct Conflict {
    /// The write that waits.
    pub entry: Uuid,
    /// Its name.
    pub name: String,
    /// What is here.
    pub mine: String,
    /// What the server has.
    pub theirs: String,
    /// Who wrote that, when.
    pub changes: Vec<Change>,
}

/// The page's state.
#[derive(Clone, Copy)]
pub struct Page {
    /// The meeting with everything that was typed here.
    pub meeting: RwSignal<Meeting>,
    /// The branch's own score.
    pub own: Draft,
    /// The supervising member's score.
    pub supervisor: Draft,
    /// The committee's score.
    pub committee: Draft,
    /// Who is to be noted as told in person.
    pub told: RwSignal<BTreeSet<MemberId>>,
    /// What rules and sheet say of it.
    pub assessment: Memo<Option<Assessment>>,
    /// Errors of fields; their pointer is the field's slot.
    pub errors: RwSignal<Vec<FieldError>>,
    /// A conflict to be decided.
    pub conflict: RwSignal<Option<Conflict>>,
    /// Says things.
    pub toasts: Toasts,
    /// What is typed into forms and not added yet, by the forms' and fields' names: a look at another step loses nothing.
    forms: StoredValue<HashMap<String, ArcRwSignal<String>>>,
    etag: StoredValue<String>,
    /// How often something was written: what was read before a write must not be shown after it.
    writes: StoredValue<u32>,
    /// How often the meeting was read again: only the newest answer counts.
    readings: StoredValue<u32>,
}

impl Page {
    /// Of a meeting as it was read.
    pub fn new(read: Versioned<Meeting>) -> Self {
        let [own, supervisor, committee] =
            [draft::BRANCH, draft::SUPERVISOR, draft::COMMITTEE].map(|order| Draft::new(&read.value, order));
        let meeting = RwSignal::new(read.value);
        Self {
            meeting,
            own,
            supervisor,
            committee,
            told: RwSignal::default(),
            assessment: Memo::new(move |_| {
                own.answers.with(|answers| meeting.with(|meeting| assess::assess(meeting, answers, today())))
            }),
            errors: RwSignal::new(Vec::new()),
            conflict: RwSignal::new(None),
            toasts: toasts(),
            forms: StoredValue::default(),
            etag: StoredValue::new(read.etag),
            writes: StoredValue::new(0),
            readings: StoredValue::new(0),
        }
    }

    /// Its id.
    pub fn id(self) -> MeetingId {
        self.meeting.with_untracked(|meeting| meeting.id)
    }

    /// Whether the caller may do this now; reactive.
    pub fn may(self, action: Action) -> Memo<bool> {
        Memo::new(move |_| self.meeting.with(|meeting| meeting.allowed.contains(&action)))
    }

    /// A field of a form that adds something: as it was left on an earlier visit of the step, else with its first text.
    pub fn kept(self, name: impl Into<String>, first: impl Into<String>) -> RwSignal<String> {
        let (name, first) = (name.into(), first.into());
        let kept = self
            .forms
            .try_update_value(|forms| forms.entry(name).or_insert_with(|| ArcRwSignal::new(first.clone())).clone());
        kept.unwrap_or_else(|| ArcRwSignal::new(first)).into()
    }

    /// A text of the meeting; reactive.
    pub fn text(self, read: impl Fn(&Meeting) -> String + Send + Sync + 'static) -> Memo<String> {
        text_memo(self, Box::new(read))
    }

    /// A yes or no of the meeting; reactive.
    pub fn flag(self, read: impl Fn(&Meeting) -> bool + Send + Sync + 'static) -> Memo<bool> {
        flag_memo(self, Box::new(read))
    }

    /// Ids of a list; reactive, so that a list is made anew only when something is added, removed or moved.
    pub fn ids(self, read: impl Fn(&Meeting) -> Vec<Uuid> + Send + Sync + 'static) -> Memo<Vec<Uuid>> {
        ids_memo(self, Box::new(read))
    }

    /// Writes something: here at once, on the server through the outbox. Whether there was anything to write.
    pub fn edit(self, edit: Edit, change: impl FnOnce(&mut Meeting, &mut MeetingPatch)) -> bool {
        let mut patch = MeetingPatch::default();
        self.meeting.update(|meeting| change(meeting, &mut patch));
        let any = patch != MeetingPatch::default();
        if any {
            self.send(edit, patch);
        }
        any
    }

    fn send(self, edit: Edit, patch: MeetingPatch) {
        let Edit { name, slot, show, keep } = edit;
        self.forgive(&slot);
        let touched = slot.split('/').take(2).collect::<Vec<_>>().join("/");
        let write = Write::<UpdateMeeting>::new(self.id(), patch, name.clone())
            .on(self.etag.get_value())
            .replacing(slot.clone())
            .touching([touched]);
        self.hand_over(write, move |outcome| match outcome {
            Outcome::Saved { reply, others } => self.saved(&reply, &others),
            Outcome::Refused(error) => self.refused(&slot, &error, keep),
            Outcome::Conflict { entry, changes } => self.conflicting(entry, name.clone(), show.clone(), changes),
            Outcome::Dropped => self.refresh(),
        });
    }

    /// Says what is wrong with a field.
    pub fn blame(self, slot: &str, code: Code, detail: String) {
        self.forgive(slot);
        self.errors.try_update(|errors| errors.push(FieldError { pointer: slot.to_owned(), code, detail }));
    }

    /// Takes back what was wrong with a field.
    pub fn forgive(self, slot: &str) {
        let wrong = |errors: &Vec<FieldError>| errors.iter().any(|error| error.pointer == slot);
        if self.errors.try_with_untracked(wrong) == Some(true) {
            self.errors.try_update(|errors| errors.retain(|error| error.pointer != slot));
        }
    }

    /// Hands a write about this meeting to the outbox.
    pub fn hand_over<E: Endpoint>(self, write: Write<E>, done: impl Fn(Outcome<E::Reply>) + 'static)
    where
        E::Query: Default,
    {
        self.writing();
        outbox::put(write, done);
    }

    fn writing(self) {
        self.writes.try_update_value(|writes| *writes += 1);
    }

    /// Takes up what a write through the outbox was answered.
    pub fn saved(self, reply: &Versioned<Saved>, others: &[Change]) {
        // On top of others' changes the page isn't at the new version before it has read them.
        if others.is_empty() {
            self.etag.try_set_value(reply.etag.clone());
        }
        let moved = self.meeting.try_with_untracked(|meeting| meeting.status != reply.value.status);
        if !others.is_empty() || moved == Some(true) {
            self.refresh();
        }
    }

    fn refused(self, slot: &str, error: &ApiError, keep: bool) {
        let text = error.words();
        if !keep {
            drop_slot(slot);
            return self.toasts.say(text);
        }
        match error.fields().first() {
            Some(field) => self.blame(slot, field.code, text),
            None => self.toasts.say(text),
        }
    }

    fn conflicting(self, entry: Uuid, name: String, show: Option<Show>, changes: Vec<Change>) {
        let Some(id) = self.meeting.try_with_untracked(|meeting| meeting.id) else { return };
        spawn_local(async move {
            let Ok(theirs) = read_versioned::<GetMeeting>(&id, &NoQuery {}).await else { return };
            let read = |meeting: &Meeting| show.as_ref().map(|show| show(meeting)).unwrap_or_default();
            let Some(mine) = self.meeting.try_with_untracked(read) else { return };
            let theirs = read(&theirs.value);
            self.conflict.try_set(Some(Conflict { entry, name, mine, theirs, changes }));
        });
    }

    /// Reads again once everything that was typed here is on the server.
    pub fn refresh(self) {
        // An answer may come when the page is gone.
        let Some(id) = self.meeting.try_with_untracked(|meeting| meeting.id) else { return };
        self.readings.try_update_value(|readings| *readings += 1);
        let mine = self.readings.try_get_value();
        // Else the page is gone, or reads once more anyway.
        let current = move || mine.is_some() && self.readings.try_get_value() == mine;
        spawn_local(async move {
            while current() {
                if outbox::holds_up::<GetMeeting>(&id) {
                    sleep(POLL).await;
                    continue;
                }
                let writes = self.writes.try_get_value();
                let read = read_versioned::<GetMeeting>(&id, &NoQuery {}).await;
                // What was written meanwhile, that answer doesn't know.
                let complete = self.writes.try_get_value() == writes && !outbox::holds_up::<GetMeeting>(&id);
                match read {
                    Ok(read) if current() && complete => return self.show(read),
                    Ok(_) => {}
                    Err(error) if error.is_passing() => sleep(RETRY).await,
                    Err(_) => return,
                }
            }
        });
    }

    fn show(self, read: Versioned<Meeting>) {
        let Versioned { etag, value: meeting } = read;
        for draft in [self.own, self.supervisor, self.committee] {
            draft.follow(&meeting);
        }
        self.etag.set_value(etag);
        self.meeting.set(meeting);
    }

    /// The version that the next write is based on.
    pub fn etag(self) -> String {
        self.etag.get_value()
    }

    /// Does a step of the meeting's way, once everything that was typed is on the server; then reads again.
    pub fn act<E>(self, sending: Sending, body: E::Body, then: impl FnOnce() + 'static)
    where
        E: Endpoint<Path = MeetingId, Reply = Saved>,
        E::Query: Default,
    {
        let id = self.id();
        let work = async move {
            if !settled(id, LONGEST_WAIT).await {
                return Err(ApiError::Unsaved);
            }
            self.writing();
            let done = call_at::<E>(&id, &self.etag(), &body).await;
            if done.as_ref().is_err_and(|error| error.code() == Some(Code::Changed)) {
                // Who tries again has seen what it's about.
                self.refresh();
            }
            done
        };
        self.run(sending, Box::pin(work), Box::new(then));
    }

    fn run(self, sending: Sending, work: Work, then: Box<dyn FnOnce()>) {
        sending.run(Vec::new(), work, move |reply: Versioned<Saved>| {
            self.etag.try_set_value(reply.etag);
            self.refresh();
            then();
        });
    }
}

type Work = std::pin::Pin<Box<dyn Future<Output = Result<Versioned<Saved>, ApiError>>>>;

fn text_memo(page: Page, read: Box<dyn Fn(&Meeting) -> String + Send + Sync>) -> Memo<String> {
    Memo::new(move |_| page.meeting.with(&read))
}

fn flag_memo(page: Page, read: Box<dyn Fn(&Meeting) -> bool + Send + Sync>) -> Memo<bool> {
    Memo::new(move |_| page.meeting.with(&read))
}

/// Reads the ids of a list of the meeting.
type ReadIds = Box<dyn Fn(&Meeting) -> Vec<Uuid> + Send + Sync>;

fn ids_memo(page: Page, read: ReadIds) -> Memo<Vec<Uuid>> {
    Memo::new(move |_| page.meeting.with(&read))
}

/// Forgets a refused write, so that it doesn't hold up those after it.
fn drop_slot(slot: &str) {
    for entry in outbox::waiting_untracked().into_iter().filter(|entry| entry.slot == slot && entry.trouble.is_some()) {
        outbox::drop(entry.id);
    }
}

/// Waits, so many milliseconds at most, until everything that was typed is on the server; whether it is.
pub async fn settled(id: MeetingId, longest: i32) -> bool {
    for _ in 0..longest / POLL {
        if !outbox::is_sending() {
            break;
        }
        sleep(POLL).await;
    }
    !outbox::holds_up::<GetMeeting>(&id)
}

async fn sleep(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        // Without a timer the wait is over at once.
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// Today in Vietnam.
pub fn today() -> chrono::NaiveDate {
    local_date(now())
}

/// Now.
pub fn now() -> chrono::DateTime<chrono::Utc> {
    let milliseconds = js_sys::Date::now() as i64;
    // A browser's clock always shows a time that exists.
    chrono::DateTime::from_timestamp_millis(milliseconds).unwrap_or_default()
}
