//! Documents for the meeting, and whether members have them.

use leptos::prelude::*;
use shared::access::Action;
use shared::api::meeting::{Handout, HandoutChange, Meeting, MeetingPatch};
use shared::id::HandoutId;
use uuid::Uuid;

use super::super::field::check;
use super::super::page::{Edit, Page, now};
use crate::components::part::{icon_button, list, plain};
use crate::components::{Shape, TextField};
use crate::{format, t};

/// The card.
pub fn view(page: Page) -> AnyView {
    let ids = page.ids(|meeting| meeting.handouts.iter().map(|handout| handout.id.0).collect());
    let may = page.may(Action::MeetingRun);
    let content = view! {
        {list(ids, "agenda", t!(prepare.no_documents), move |id| handout(page, id))}
        {move || may.get().then(|| adding(page))}
    };
    plain(t!(prepare.documents), content.into_any())
}

fn find(meeting: &Meeting, id: Uuid) -> Option<&Handout> {
    meeting.handouts.iter().find(|handout| handout.id.0 == id)
}

fn change(id: Uuid) -> HandoutChange {
    HandoutChange { id: HandoutId(id), deleted: false, title: None, place: None, sent: None }
}

fn handout(page: Page, id: Uuid) -> AnyView {
    let Some(handout) = page.meeting.with_untracked(|meeting| find(meeting, id).cloned()) else {
        return ().into_any();
    };
    let may = page.may(Action::MeetingRun);
    let is_link = handout.place.starts_with("https://") || handout.place.starts_with("http://");
    let place = if is_link {
        view! { <a class="small" href=handout.place.clone() rel="external noreferrer" target="_blank">{handout.place.clone()}</a> }.into_any()
    } else {
        view! { <span class="small muted">{handout.place}</span> }.into_any()
    };
    let sent_at = page.text(move |meeting| {
        let at = find(meeting, id).and_then(|handout| handout.sent_at);
        at.map(|at| t!(prepare.sent_at, time = format::instant(at))).unwrap_or_default()
    });
    let title = handout.title;
    let name = title.clone();
    view! {
        <div class="grow"><b>{title}</b><div>{place}</div><div class="small muted">{sent_at}</div></div>
        <div class="bar tools">
            {check(page, t!(prepare.sent), format!("handouts/{id}/sent"), move |meeting| find(meeting, id).is_some_and(|handout| handout.sent_at.is_some()), move |meeting, patch, sent| {
                if let Some(handout) = meeting.handouts.iter_mut().find(|handout| handout.id.0 == id) {
                    handout.sent_at = sent.then(now);
                }
                patch.handouts.push(HandoutChange { sent: Some(sent), ..change(id) });
            })}
            {move || may.get().then(|| icon_button(Shape::Bin, t!(prepare.remove, item = name), move || remove(page, id)))}
        </div>
    }
    .into_any()
}

fn adding(page: Page) -> AnyView {
    let (title, place) = (page.kept("handouts/title", ""), page.kept("handouts/place", ""));
    let add = move || {
        let named = title.get_untracked().trim().to_owned();
        if named.is_empty() {
            return;
        }
        put(page, Handout { id: HandoutId(Uuid::now_v7()), title: named, place: place.get_untracked(), sent_at: None });
        title.set(String::new());
        place.set(String::new());
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        add();
    };
    view! {
        <form class="form inset" on:submit=submit>
            <div class="form-row">
                <TextField label=t!(prepare.document_title) value=title />
                <TextField label=t!(prepare.document_place) value=place />
            </div>
            <div><button class="button small">{t!(prepare.add_document)}</button></div>
        </form>
    }
    .into_any()
}

fn put(page: Page, handout: Handout) {
    let edit = Edit::new(handout.title.clone(), format!("handouts/{}", handout.id));
    page.edit(edit, |meeting, patch| added(meeting, patch, handout));
}

fn added(meeting: &mut Meeting, patch: &mut MeetingPatch, handout: Handout) {
    patch.handouts.push(HandoutChange {
        title: Some(handout.title.clone()),
        place: Some(handout.place.clone()),
        sent: Some(handout.sent_at.is_some()),
        ..change(handout.id.0)
    });
    meeting.handouts.push(handout);
}

fn remove(page: Page, id: Uuid) {
    let Some(handout) = page.meeting.with_untracked(|meeting| find(meeting, id).cloned()) else { return };
    page.edit(Edit::new(handout.title.clone(), format!("handouts/{id}")), |meeting, patch| {
        meeting.handouts.retain(|handout| handout.id.0 != id);
        patch.handouts.push(HandoutChange { deleted: true, ..change(id) });
    });
    let (words, name) = (t!(prepare.removed, item = handout.title), handout.title.clone());
    page.editor.say_undoable(words, name, move |meeting, patch| added(meeting, patch, handout.clone()));
}
