//! The meeting that a page shows: what is edited of it, what is scored, and what is typed into forms.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use leptos::prelude::*;
use shared::access::Action;
use shared::api::Endpoint;
use shared::api::meeting::{GetMeeting, Meeting, MeetingPatch, Saved, UpdateMeeting};
use shared::api::score::Assessment;
use shared::evaluation::{ScoreSheet, score};
use shared::id::{MeetingId, MemberId};
use shared::meeting::assess;
use uuid::Uuid;

use super::judge::{self, Judge};
use super::score::draft::{self, Draft};
use crate::client::Versioned;
use crate::client::outbox::{self, Outcome, Write};
use crate::components::Sending;
use crate::components::toast::Toasts;
use crate::editing::{self, After, Editor, Thing};
use crate::format::today;
use crate::t;

/// What a write of the meeting is called and where it belongs.
pub type Edit = editing::Edit<Meeting>;

impl Thing for Meeting {
    type Id = MeetingId;
    type Patch = MeetingPatch;
    type Read = GetMeeting;
    type Write = UpdateMeeting;

    fn id(&self) -> MeetingId {
        self.id
    }

    fn after(&self, saved: &Saved) -> After<Self> {
        if saved.others.is_empty() && saved.status == self.status { After::AsShown } else { After::Unknown }
    }
}

/// The page's state.
#[derive(Clone, Copy)]
pub struct Page {
    /// What edits the meeting.
    pub editor: Editor<Meeting>,
    /// The meeting with everything that was typed here.
    pub meeting: RwSignal<Meeting>,
    /// The rules and the sheet that it is judged by.
    pub judge: RwSignal<Judge>,
    /// The branch's own score.
    pub own: Draft,
    /// The supervising member's score.
    pub supervisor: Draft,
    /// The committee's score.
    pub committee: Draft,
    /// Who is to be noted as told in person.
    pub told: RwSignal<BTreeSet<MemberId>>,
    /// What rules and sheet say of it.
    pub assessment: Memo<Assessment>,
    /// Says things.
    pub toasts: Toasts,
    /// What is typed into forms and not added yet, by the forms' and fields' names: a look at another step loses nothing.
    forms: StoredValue<HashMap<String, ArcRwSignal<String>>>,
}

impl Page {
    /// Of a meeting as it was read.
    pub fn new(read: Versioned<Meeting>, judge: Judge) -> Self {
        let judge = RwSignal::new(judge);
        let drafts = [draft::BRANCH, draft::SUPERVISOR, draft::COMMITTEE].map(|order| Draft::new(&read.value, order));
        let editor = Editor::new(read);
        editor.follow_by(move |meeting| {
            drafts.iter().for_each(|draft| draft.follow(meeting));
            judge::follow(judge, meeting.clone());
        });
        let ([own, supervisor, committee], meeting) = (drafts, editor.thing);
        Self {
            editor,
            meeting,
            judge,
            own,
            supervisor,
            committee,
            told: RwSignal::default(),
            assessment: assessed(meeting, judge, own),
            toasts: editor.toasts,
            forms: StoredValue::default(),
        }
    }

    /// Its sheet; reactive.
    pub fn sheet(self) -> Arc<ScoreSheet> {
        self.judge.with(|judge| Arc::clone(&judge.sheet))
    }

    /// Its id.
    pub fn id(self) -> MeetingId {
        self.editor.id()
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
        self.editor.text(Arc::new(read))
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
        self.editor.edit(edit, change)
    }

    /// Hands another write about this meeting than a change of its parts to the outbox.
    pub fn hand_over<E>(self, write: Write<E>)
    where
        E: Endpoint<Reply = Saved>,
        E::Query: Default,
    {
        self.editor.writing();
        outbox::put(write.on(self.editor.etag()), move |outcome| match outcome {
            Outcome::Saved(reply) => self.editor.answered(&reply.value),
            Outcome::Refused { error, .. } => self.toasts.say(error.title()),
            Outcome::Conflict { .. } => self.toasts.say(t!(kit.changed_by_someone)),
            Outcome::Dropped => self.editor.refresh(),
        });
    }

    /// Does a step of the meeting's way, once everything that was typed is on the server; then reads again.
    pub fn act<E>(self, sending: Sending, body: E::Body, then: impl FnOnce() + 'static)
    where
        E: Endpoint<Path = MeetingId, Reply = Saved>,
        E::Query: Default,
    {
        self.editor.act::<E>(sending, body, then);
    }
}

fn flag_memo(page: Page, read: Box<dyn Fn(&Meeting) -> bool + Send + Sync>) -> Memo<bool> {
    Memo::new(move |_| page.meeting.with(&read))
}

/// Reads the ids of a list of the meeting.
type ReadIds = Box<dyn Fn(&Meeting) -> Vec<Uuid> + Send + Sync>;

fn ids_memo(page: Page, read: ReadIds) -> Memo<Vec<Uuid>> {
    Memo::new(move |_| page.meeting.with(&read))
}

/// Now.
pub fn now() -> chrono::DateTime<chrono::Utc> {
    let milliseconds = js_sys::Date::now() as i64;
    // A browser's clock always shows a time that exists.
    chrono::DateTime::from_timestamp_millis(milliseconds).unwrap_or_default()
}

/// What rules and sheet say of the meeting with the answers given here. Of one that is handed in or sealed the server knows
/// it as of then; only what the supervising member and the committee answer is counted here.
pub fn assessed(meeting: RwSignal<Meeting>, judge: RwSignal<Judge>, draft: Draft) -> Memo<Assessment> {
    Memo::new(move |_| {
        judge.with(|Judge { rules, sheet, kept }| {
            draft.answers.with(|answers| match kept.as_deref() {
                Some(kept) if draft.is_own() => kept.clone(),
                Some(kept) => Assessment { result: score(sheet, &kept.facts, answers), ..kept.clone() },
                None => meeting.with(|meeting| assess::assess(meeting, rules, sheet, answers, today())),
            })
        })
    })
}
