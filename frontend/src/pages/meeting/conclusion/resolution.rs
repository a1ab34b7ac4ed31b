//! The resolution: its text, the conclusion that gives it its number, and taking that back.

use leptos::prelude::*;
use shared::access::Action;
use shared::api::endpoint::Empty;
use shared::api::meeting::{
    AttendanceRow, ConcludeMeeting, Conclusion, ReopenMeeting, ResolutionChange, ResolutionDraft,
};
use shared::api::task::ResolutionRow;
use shared::meeting::attendance::lacks_reason;
use shared::meeting::{MeetingKind, MeetingStatus, ResolutionKind, VoteSubject};

use super::super::field::{Field, Kind, choices};
use super::super::page::Page;
use crate::components::part::{button, nothing, plain, unsaid};
use crate::components::{CheckField, Chip, ConfirmDialog, Note, Sending, SendingNote, Tone};
use crate::i18n::language;
use crate::t;

/// The card.
pub fn view(page: Page) -> AnyView {
    let status = page.text(|meeting| meeting.status.to_string());
    let (writes, concludes) = (page.may(Action::MeetingRun), page.may(Action::MeetingConclude));
    let preparatory = page.meeting.with_untracked(|meeting| meeting.kind == MeetingKind::Preparatory);
    (move || {
        let in_session = status.with(|status| status == MeetingStatus::InSession.as_str());
        let issued = page.meeting.with_untracked(|meeting| meeting.resolution.clone());
        // Who only writes has nothing to write here of a committee's meeting.
        let writes = writes.get() && (concludes.get() || !preparatory);
        if in_session && writes {
            return plain(t!(conclusion.conclude), form(page, issued, concludes.get()));
        }
        let shown = issued.map(|issued| plain(t!(conclusion.resolution), read(issued)));
        view! { {shown} {if concludes.get() { reopen(page) } else { nothing() }} }.into_any()
    })
    .into_any()
}

fn read(issued: ResolutionRow) -> AnyView {
    let shown = |name: &'static str, text: String| {
        (!text.is_empty()).then(|| view! { <div><b>{name}</b><p class="prewrap">{text}</p></div> })
    };
    view! {
        <div class="bar"><Chip tone=Tone::Good>{t!(conclusion.number, number = issued.label)}</Chip><span>{issued.kind.label(language())}</span></div>
        <p class="lead">{issued.title}</p>
        {shown(t!(conclusion.assessment), issued.assessment)}
        {shown(t!(conclusion.direction), issued.direction)}
        {shown(t!(conclusion.execution), issued.execution)}
    }
    .into_any()
}

/// A part of the text, kept with the meeting while it's typed.
fn part(
    label: &'static str,
    slot: &'static str,
    kind: Kind,
    read: fn(&ResolutionDraft) -> &String,
    write: fn(&mut ResolutionDraft) -> &mut String,
    change: fn(&mut ResolutionChange) -> &mut Option<String>,
) -> Field {
    Field::new(
        label,
        slot,
        kind,
        move |meeting| meeting.resolution_draft.as_ref().map(|draft| read(draft).clone()).unwrap_or_default(),
        move |meeting, patch, text| {
            if let Some(draft) = &mut meeting.resolution_draft {
                write(draft).clone_from(&text);
            }
            *change(patch.resolution.get_or_insert_default()) = Some(text);
        },
    )
}

fn kind() -> Field {
    let kinds = Signal::derive(|| choices(ResolutionKind::ALL, |kind| kind.label(language())));
    Field::new(
        t!(conclusion.kind),
        "resolution/kind",
        Kind::Choice(kinds),
        |meeting| meeting.resolution_draft.as_ref().map(|draft| draft.kind.to_string()).unwrap_or_default(),
        |meeting, patch, text| {
            let kind = text.parse().unwrap_or(ResolutionKind::Resolution);
            if let Some(draft) = &mut meeting.resolution_draft {
                draft.kind = kind;
            }
            patch.resolution.get_or_insert_default().kind = Some(kind);
        },
    )
}

fn text(page: Page, numbered: bool) -> AnyView {
    // Another kind would have another number.
    let kind = (!numbered).then(|| kind().view(page));
    let title = part(
        t!(conclusion.title),
        "resolution/title",
        Kind::Line("text"),
        |draft| &draft.title,
        |draft| &mut draft.title,
        |change| &mut change.title,
    );
    let assessment = part(
        t!(conclusion.assessment),
        "resolution/assessment",
        Kind::Lines,
        |draft| &draft.assessment,
        |draft| &mut draft.assessment,
        |change| &mut change.assessment,
    );
    let direction = part(
        t!(conclusion.direction),
        "resolution/direction",
        Kind::Lines,
        |draft| &draft.direction,
        |draft| &mut draft.direction,
        |change| &mut change.direction,
    );
    let execution = part(
        t!(conclusion.execution),
        "resolution/execution",
        Kind::Lines,
        |draft| &draft.execution,
        |draft| &mut draft.execution,
        |change| &mut change.execution,
    );
    view! {
        {kind} {title.view(page)} {assessment.view(page)}
        {direction.hint(t!(conclusion.direction_hint)).view(page)} {execution.view(page)}
    }
    .into_any()
}

fn form(page: Page, issued: Option<ResolutionRow>, concludes: bool) -> AnyView {
    let preparatory = page.meeting.with_untracked(|meeting| meeting.kind == MeetingKind::Preparatory);
    let text = (!preparatory).then(|| text(page, issued.is_some()));
    let kept = issued.map(|issued| {
        view! { <p class="small muted">{t!(conclusion.keeps_number, number = issued.label)}</p> }
    });
    let steps = if concludes { conclude(page, preparatory) } else { nothing() };
    view! { {kept} {text} {steps} }.into_any()
}

fn conclude(page: Page, preparatory: bool) -> AnyView {
    let (sending, open) = (Sending::new(), RwSignal::new(false));
    let without = RwSignal::new(false);
    let passed = page
        .flag(|meeting| meeting.votes.iter().any(|vote| vote.subject == VoteSubject::Resolution && vote.result.passed));
    let no_resolution = move || {
        (!preparatory && !passed.get()).then(|| {
            view! {
                <p class="small">{t!(conclusion.not_passed)}</p>
                <CheckField label=t!(conclusion.without) value=without on_change=Callback::new(move |ticked| without.set(ticked)) />
            }
        })
    };
    let conclude = move |()| {
        // Without a text: the server issues the draft that it has, which may hold what somebody else has just written.
        let body =
            Conclusion { resolution: None, without_resolution: without.get_untracked() && !passed.get_untracked() };
        page.act::<ConcludeMeeting>(sending, body, move || {
            page.toasts.say(t!(conclusion.concluded));
        });
    };
    let errors = sending.errors();
    let what = if preparatory { t!(conclusion.ask_preparatory) } else { t!(conclusion.ask_text) };
    let unexplained = page.text(|meeting| {
        let waits = |row: &&AttendanceRow| lacks_reason(row.status, row.state, &row.reason);
        let names: Vec<&str> = meeting.attendance.iter().filter(waits).map(|row| row.name.as_str()).collect();
        names.join(", ")
    });
    let reasons = move || {
        let names = unexplained.get();
        (!names.is_empty()).then(|| {
            view! { <Note>{t!(attendance.unexplained, names = names)}" "<a href="?step=attendance">{t!(content.to_roll_call)}</a></Note> }
        })
    };
    view! {
        {reasons}
        {no_resolution}
        {missing(errors)}
        {unsaid(errors, SHOWN)}
        <SendingNote sending />
        <div class="bar end">{button("button primary", t!(conclusion.conclude), move || open.set(true))}</div>
        <ConfirmDialog open title=t!(conclusion.ask).to_owned() text=what.to_owned() verb=t!(conclusion.conclude).to_owned() on_confirm=conclude />
    }
    .into_any()
}

/// Errors that are shown as something that the minutes lack.
const SHOWN: &[&str] = &[
    "/resolution",
    "/resolution/title",
    "/chair_id",
    "/secretary_id",
    "/started_at",
    "/ended_at",
    "/self_criticism_minutes",
    "/attendance/",
    "/votes/",
    "/opinions/",
    "/agenda/",
];

/// What the minutes lack, with the step where it's entered.
fn missing(errors: Signal<Vec<shared::problem::FieldError>>) -> AnyView {
    (move || {
        let lines: Vec<AnyView> = errors
            .get()
            .into_iter()
            .filter_map(|error| {
                let list = error.pointer.split('/').nth(1).filter(|_| error.pointer.matches('/').count() > 2);
                let (name, href) = match list.unwrap_or(error.pointer.as_str()) {
                    "votes" => (t!(conclusion.votes), "?step=conclusion"),
                    "opinions" => (t!(content.text), "?step=content"),
                    "agenda" => (t!(prepare.agenda), "?step=content"),
                    "/secretary_id" => (t!(prepare.secretary), "?step=prepare"),
                    "/self_criticism_minutes" => (t!(content.minutes), "?step=content"),
                    "/resolution" => (t!(conclusion.resolution), "?step=conclusion"),
                    "/chair_id" => (t!(prepare.chair), "?step=prepare"),
                    "/started_at" => (t!(attendance.started_at), "?step=attendance"),
                    "/ended_at" => (t!(conclusion.ended_at), "?step=conclusion"),
                    "/resolution/title" => (t!(conclusion.title), "?step=conclusion"),
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
