//! Nội dung: the agenda as it proceeds, with what was said and concluded; last time's tasks; self-criticism.

mod opinions;
pub mod previous;

use leptos::prelude::*;
use shared::access::Action;
use shared::api::meeting::AgendaChange;
use shared::meeting::AgendaPart;
use uuid::Uuid;

use super::field::{Field, Kind, check};
use super::page::Page;
use super::prepare::agenda::{change, find};
use crate::components::part::{list, plain};
use crate::components::{Note, Ring, StepState, is_open};
use crate::i18n::language;
use crate::t;

/// The step.
pub fn view(page: Page) -> AnyView {
    let begun = page.flag(|meeting| meeting.started_at.is_some());
    let may = page.may(Action::MeetingRun);
    let first = move || {
        (may.get() && !begun.get()).then(|| view! { <Note>{t!(content.not_begun)}" "<a href="?step=attendance">{t!(content.to_roll_call)}</a></Note> })
    };
    let parts: Vec<AnyView> = AgendaPart::ALL.iter().map(|part| of_part(page, *part)).collect();
    view! {
        {first}
        {previous::view(page)}
        {parts}
        {opinions::loose(page)}
        {plain(t!(content.also), also(page))}
    }
    .into_any()
}

fn of_part(page: Page, part: AgendaPart) -> AnyView {
    let ids =
        page.ids(move |meeting| meeting.agenda.iter().filter(|item| item.part == part).map(|item| item.id.0).collect());
    plain(part.label(language()), list(ids, "items", t!(prepare.no_items), move |id| item(page, id)))
}

fn item(page: Page, id: Uuid) -> AnyView {
    let may = page.may(Action::MeetingRun);
    (move || if may.get() { written(page, id) } else { read_only(page, id) }).into_any()
}

/// For those who only read: what was said and concluded stands open, and nothing asks to be written.
fn read_only(page: Page, id: Uuid) -> AnyView {
    let Some(item) = page.meeting.with_untracked(|meeting| find(meeting, id).cloned()) else { return ().into_any() };
    let state = if item.done { StepState::Done } else { StepState::Later };
    let concluded = (!item.outcome.trim().is_empty()).then(|| {
        view! { <div><b class="small">{t!(content.conclusion_read)}</b><p class="prewrap">{item.outcome.clone()}</p></div> }
    });
    view! {
        <div class="read-item">
            <Ring state />
            <div class="stack-tight"><b>{item.title}</b>{opinions::of_item(page, id)}{concluded}</div>
        </div>
    }
    .into_any()
}

fn written(page: Page, id: Uuid) -> AnyView {
    let title = page.text(move |meeting| find(meeting, id).map(|item| item.title.clone()).unwrap_or_default());
    let done = move || {
        check(
            page,
            title.get(),
            format!("agenda/{id}/done"),
            move |meeting| find(meeting, id).is_some_and(|item| item.done),
            move |meeting, patch, done| {
                if let Some(item) = meeting.agenda.iter_mut().find(|item| item.id.0 == id) {
                    item.done = done;
                }
                patch.agenda.push(AgendaChange { done: Some(done), ..change(id) });
            },
        )
    };
    let conclusion = Field::new(
        t!(content.conclusion),
        format!("agenda/{id}/outcome"),
        Kind::Lines,
        move |meeting| find(meeting, id).map(|item| item.outcome.clone()).unwrap_or_default(),
        move |meeting, patch, text| {
            // The item may have been removed meanwhile.
            if let Some(item) = meeting.agenda.iter_mut().find(|item| item.id.0 == id) {
                item.outcome.clone_from(&text);
                patch.agenda.push(AgendaChange { outcome: Some(text), ..change(id) });
            }
        },
    );
    let said = page.text(move |meeting| {
        let said =
            meeting.opinions.iter().filter(|opinion| opinion.agenda_item_id.is_some_and(|item| item.0 == id)).count();
        let concluded = find(meeting, id).is_some_and(|item| !item.outcome.trim().is_empty());
        match (said, concluded) {
            (0, false) => t!(content.write).to_owned(),
            (0, true) => t!(content.concluded).to_owned(),
            (count, _) => t!(content.said, count = count),
        }
    });
    let open = RwSignal::new(false);
    let inside =
        move || open.get().then(|| view! { {opinions::of_item(page, id)} {conclusion.clone().view(page)} }.into_any());
    view! {
        <div class="item-done">{done}</div>
        <details on:toggle=move |event| open.set(is_open(&event))>
            <summary class="small">{said}</summary>
            <div class="stack-small item-body">{inside}</div>
        </details>
    }
    .into_any()
}

fn also(page: Page) -> AnyView {
    let minutes = Field::new(
        t!(content.minutes),
        "self_criticism_minutes",
        Kind::Number,
        |meeting| meeting.self_criticism_minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
        |meeting, patch, text| {
            meeting.self_criticism_minutes = text.trim().parse().ok();
            patch.self_criticism_minutes = Some(meeting.self_criticism_minutes);
        },
    );
    let innovation = Field::new(
        t!(content.innovation),
        "innovation",
        Kind::Lines,
        |meeting| meeting.innovation.clone(),
        |meeting, patch, text| {
            meeting.innovation.clone_from(&text);
            patch.innovation = Some(text);
        },
    );
    view! { {minutes.hint(t!(content.minutes_hint)).view(page)} {innovation.hint(t!(content.innovation_hint)).view(page)} }
        .into_any()
}
