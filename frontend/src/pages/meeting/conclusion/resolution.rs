//! The resolution: its text, the conclusion that gives it its number, and taking that back.

use leptos::prelude::*;
use shared::access::Action;
use shared::api::endpoint::Empty;
use shared::api::meeting::{ConcludeMeeting, Conclusion, Meeting, ReopenMeeting, ResolutionDraft};
use shared::api::task::ResolutionRow;
use shared::meeting::{MeetingKind, MeetingStatus, ResolutionKind};

use super::super::field::choices;
use super::super::page::Page;
use super::super::part::{button, nothing, plain, unsaid};
use crate::client::Storage;
use crate::components::{Chip, ConfirmDialog, SelectField, Sending, SendingNote, TextAreaField, TextField, Tone};
use crate::i18n::language;
use crate::t;

/// The card.
pub fn view(page: Page) -> AnyView {
    let status = page.text(|meeting| meeting.status.to_string());
    let may = page.may(Action::MeetingConclude);
    (move || {
        let in_session = status.with(|status| status == MeetingStatus::InSession.as_str());
        match (in_session && may.get(), page.meeting.with_untracked(|meeting| meeting.resolution.clone())) {
            (true, issued) => plain(t!(conclusion.conclude), form(page, issued)),
            (false, issued) => {
                let shown = issued.map(|issued| plain(t!(conclusion.resolution), read(issued)));
                view! { {shown} {if may.get() { reopen(page) } else { nothing() }} }.into_any()
            }
        }
    })
    .into_any()
}

fn read(issued: ResolutionRow) -> AnyView {
    let part = |name: &'static str, text: String| {
        (!text.is_empty()).then(|| view! { <div><b>{name}</b><p class="prewrap">{text}</p></div> })
    };
    view! {
        <div class="bar"><Chip tone=Tone::Good>{t!(conclusion.number, number = issued.label)}</Chip><span>{issued.kind.label(language())}</span></div>
        <p class="lead">{issued.title}</p>
        {part(t!(conclusion.assessment), issued.assessment)}
        {part(t!(conclusion.direction), issued.direction)}
        {part(t!(conclusion.execution), issued.execution)}
    }
    .into_any()
}

/// The draft that is typed here, kept on this device until the meeting is concluded.
#[derive(Clone, Copy)]
struct Draft {
    kind: RwSignal<String>,
    /// Title and the three parts.
    texts: [RwSignal<String>; 4],
}

impl Draft {
    fn of(meeting: &Meeting, issued: Option<ResolutionRow>) -> Self {
        let kept = |place: usize| Storage::get(&key(meeting, place));
        let first = match issued {
            Some(issued) => [issued.title, issued.assessment, issued.direction, issued.execution],
            None => [title(meeting), String::new(), meeting.draft_resolution.clone(), String::new()],
        };
        let mut place = 0;
        let texts = first.map(|text| {
            place += 1;
            RwSignal::new(kept(place).unwrap_or(text))
        });
        let kind = meeting.resolution.as_ref().map_or(ResolutionKind::Resolution, |issued| issued.kind);
        Self { kind: RwSignal::new(kind.to_string()), texts }
    }

    fn keep(self, page: Page) {
        page.meeting.with_untracked(|meeting| {
            for (place, text) in (1..).zip(self.texts) {
                text.with_untracked(|text| Storage::set(&key(meeting, place), text));
            }
        });
    }

    fn forget(page: Page) {
        page.meeting.with_untracked(|meeting| (1..=4).for_each(|place| Storage::remove(&key(meeting, place))));
    }

    fn resolution(self) -> ResolutionDraft {
        let [title, assessment, direction, execution] = self.texts.map(|text| text.get_untracked());
        let kind = self.kind.with_untracked(|kind| kind.parse().unwrap_or(ResolutionKind::Resolution));
        ResolutionDraft { kind, title, assessment, direction, execution }
    }
}

fn key(meeting: &Meeting, place: usize) -> String {
    format!("nenep.resolution.{}.{place}", meeting.id)
}

/// What a branch's resolution is called when nobody says otherwise.
fn title(meeting: &Meeting) -> String {
    format!("Lãnh đạo thực hiện nhiệm vụ tháng {}/{}", meeting.month, meeting.year)
}

fn form(page: Page, issued: Option<ResolutionRow>) -> AnyView {
    let preparatory = page.meeting.with_untracked(|meeting| meeting.kind == MeetingKind::Preparatory);
    let number = issued.as_ref().map(|issued| issued.label.clone());
    let draft = page.meeting.with_untracked(|meeting| Draft::of(meeting, issued));
    let (sending, open) = (Sending::new(), RwSignal::new(false));
    let conclude = move |()| {
        let resolution = (!preparatory).then(|| draft.resolution());
        page.act::<ConcludeMeeting>(sending, Conclusion { resolution }, move || {
            Draft::forget(page);
            page.toasts.say(t!(conclusion.concluded));
        });
    };
    let kinds = Signal::derive(|| choices(ResolutionKind::ALL, |kind| kind.label(language())));
    let errors = sending.errors();
    let keep = Callback::new(move |_: String| draft.keep(page));
    let [title, assessment, direction, execution] = draft.texts;
    let text = (!preparatory).then(|| {
        view! {
            <SelectField label=t!(conclusion.kind) value=draft.kind options=kinds pointer="/resolution/kind" errors disabled=Signal::stored(number.is_some()) />
            <TextField label=t!(conclusion.title) value=title pointer="/resolution/title" errors on_commit=keep />
            <TextAreaField label=t!(conclusion.assessment) value=assessment pointer="/resolution/assessment" errors on_commit=keep />
            <TextAreaField label=t!(conclusion.direction) value=direction pointer="/resolution/direction" errors on_commit=keep hint=t!(conclusion.direction_hint) />
            <TextAreaField label=t!(conclusion.execution) value=execution pointer="/resolution/execution" errors on_commit=keep />
        }
    });
    let kept = number.map(|number| view! { <p class="small muted">{t!(conclusion.keeps_number, number = number)}</p> });
    let what = if preparatory { t!(conclusion.ask_preparatory) } else { t!(conclusion.ask_text) };
    view! {
        {kept} {text}
        {missing(errors)}
        {unsaid(errors, MISSING_OR_SHOWN)}
        <SendingNote sending />
        <div class="bar end">{button("button primary", t!(conclusion.conclude), move || open.set(true))}</div>
        <ConfirmDialog open title=t!(conclusion.ask).to_owned() text=what.to_owned() verb=t!(conclusion.conclude).to_owned() on_confirm=conclude />
    }
    .into_any()
}

/// Errors that are shown at their field or as something that the minutes lack.
const MISSING_OR_SHOWN: &[&str] = &[
    "/resolution/kind",
    "/resolution/title",
    "/resolution/assessment",
    "/resolution/direction",
    "/resolution/execution",
    "/chair_id",
    "/started_at",
    "/ended_at",
];

/// What the minutes lack, with the step where it's entered.
fn missing(errors: Signal<Vec<shared::problem::FieldError>>) -> AnyView {
    (move || {
        let lines: Vec<AnyView> = errors
            .get()
            .into_iter()
            .filter_map(|error| {
                let (name, href) = match error.pointer.as_str() {
                    "/chair_id" => (t!(prepare.chair), "?step=prepare"),
                    "/started_at" => (t!(attendance.started_at), "?step=attendance"),
                    "/ended_at" => (t!(conclusion.ended_at), "?step=conclusion"),
                    _ => return None,
                };
                Some(view! { <li class="field-error"><a href=href>{name}</a>": "{error.detail}</li> }.into_any())
            })
            .collect();
        (!lines.is_empty()).then(|| view! { <ul role="alert">{lines}</ul> })
    })
    .into_any()
}

fn reopen(page: Page) -> AnyView {
    let concluded = page.flag(|meeting| meeting.status == MeetingStatus::Concluded);
    let (sending, open) = (Sending::new(), RwSignal::new(false));
    let act = move |()| page.act::<ReopenMeeting>(sending, Empty {}, move || page.toasts.say(t!(conclusion.reopened)));
    let shown = move || {
        concluded.get().then(|| {
            view! {
                <SendingNote sending />
                <div class="bar end">{button("button", t!(conclusion.reopen), move || open.set(true))}</div>
                <ConfirmDialog open title=t!(conclusion.reopen_ask).to_owned() text=t!(conclusion.reopen_text).to_owned() verb=t!(conclusion.reopen).to_owned() on_confirm=act />
            }
        })
    };
    shown.into_any()
}
