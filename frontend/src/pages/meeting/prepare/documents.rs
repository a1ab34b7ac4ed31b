//! Documents for the meeting, and whether members have them.

use leptos::prelude::*;
use shared::access::Action;
use shared::api::meeting::{Document, DocumentChange, Meeting};
use shared::id::DocumentId;
use uuid::Uuid;

use super::super::field::check;
use super::super::page::{Edit, Page, now};
use super::super::part::{icon_button, list, plain};
use crate::components::{Shape, TextField};
use crate::{format, t};

/// The card.
pub fn view(page: Page) -> AnyView {
    let ids = page.ids(|meeting| meeting.documents.iter().map(|document| document.id.0).collect());
    let may = page.may(Action::MeetingRun);
    let content = view! {
        {list(ids, "agenda", t!(prepare.no_documents), move |id| document(page, id))}
        {move || may.get().then(|| adding(page))}
    };
    plain(t!(prepare.documents), content.into_any())
}

fn find(meeting: &Meeting, id: Uuid) -> Option<&Document> {
    meeting.documents.iter().find(|document| document.id.0 == id)
}

fn change(id: Uuid) -> DocumentChange {
    DocumentChange { id: DocumentId(id), deleted: false, title: None, place: None, sent: None }
}

fn document(page: Page, id: Uuid) -> AnyView {
    let Some(document) = page.meeting.with_untracked(|meeting| find(meeting, id).cloned()) else {
        return ().into_any();
    };
    let may = page.may(Action::MeetingRun);
    let is_link = document.place.starts_with("https://") || document.place.starts_with("http://");
    let place = if is_link {
        view! { <a class="small" href=document.place.clone() rel="external noreferrer" target="_blank">{document.place.clone()}</a> }.into_any()
    } else {
        view! { <span class="small muted">{document.place}</span> }.into_any()
    };
    let sent_at = page.text(move |meeting| {
        let at = find(meeting, id).and_then(|document| document.sent_at);
        at.map(|at| t!(prepare.sent_at, time = format::instant(at))).unwrap_or_default()
    });
    let title = document.title;
    let name = title.clone();
    view! {
        <div class="grow"><b>{title}</b><div>{place}</div><div class="small muted">{sent_at}</div></div>
        <div class="bar tools">
            {check(page, t!(prepare.sent), format!("documents/{id}/sent"), move |meeting| find(meeting, id).is_some_and(|document| document.sent_at.is_some()), move |meeting, patch, sent| {
                if let Some(document) = meeting.documents.iter_mut().find(|document| document.id.0 == id) {
                    document.sent_at = sent.then(now);
                }
                patch.documents.push(DocumentChange { sent: Some(sent), ..change(id) });
            })}
            {move || may.get().then(|| icon_button(Shape::Bin, t!(prepare.remove, item = name), move || remove(page, id)))}
        </div>
    }
    .into_any()
}

fn adding(page: Page) -> AnyView {
    let (title, place) = (page.kept("documents/title", ""), page.kept("documents/place", ""));
    let add = move || {
        let named = title.get_untracked().trim().to_owned();
        if named.is_empty() {
            return;
        }
        put(
            page,
            Document { id: DocumentId(Uuid::now_v7()), title: named, place: place.get_untracked(), sent_at: None },
        );
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

fn put(page: Page, document: Document) {
    page.edit(Edit::new(document.title.clone(), format!("documents/{}/add", document.id)), |meeting, patch| {
        patch.documents.push(DocumentChange {
            title: Some(document.title.clone()),
            place: Some(document.place.clone()),
            sent: Some(document.sent_at.is_some()),
            ..change(document.id.0)
        });
        meeting.documents.push(document);
    });
}

fn remove(page: Page, id: Uuid) {
    let Some(document) = page.meeting.with_untracked(|meeting| find(meeting, id).cloned()) else { return };
    page.edit(Edit::new(document.title.clone(), format!("documents/{id}/delete")), |meeting, patch| {
        meeting.documents.retain(|document| document.id.0 != id);
        patch.documents.push(DocumentChange { deleted: true, ..change(id) });
    });
    page.toasts.say_undoable(t!(prepare.removed, item = document.title), move || put(page, document.clone()));
}
