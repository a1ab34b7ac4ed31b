//! What was said about an item: who, what kind, what. Enter in the last field adds it and goes on with the next.

use leptos::html;
use leptos::prelude::*;
use shared::access::Action;
use shared::api::meeting::{Meeting, MeetingPatch, Opinion, OpinionChange};
use shared::id::{AgendaItemId, OpinionId};
use shared::meeting::{AttendanceState, OpinionKind};
use uuid::Uuid;

use super::super::field::choices;
use super::super::page::{Edit, Page};
use crate::components::part::{icon_button, list, nothing, plain};
use crate::components::{Chip, SelectField, Shape, TextAreaField, TextField};
use crate::i18n::language;
use crate::shell::focus;
use crate::t;

/// Stands for somebody who is no member.
const DELEGATE: &str = "delegate";

/// Of one item, with the form that adds.
pub fn of_item(page: Page, item: Uuid) -> AnyView {
    let may = page.may(Action::MeetingRun);
    view! { {said(page, Some(item))} {move || may.get().then(|| adding(page, item))} }.into_any()
}

/// What belongs to no item; shown only if there is any.
pub fn loose(page: Page) -> AnyView {
    let any = page.flag(|meeting| meeting.opinions.iter().any(|opinion| opinion.agenda_item_id.is_none()));
    (move || if any.get() { plain(t!(content.loose), said(page, None)) } else { nothing() }).into_any()
}

fn said(page: Page, item: Option<Uuid>) -> AnyView {
    let ids = page.ids(move |meeting| {
        let of_item = |opinion: &&Opinion| opinion.agenda_item_id.map(|id| id.0) == item;
        meeting.opinions.iter().filter(of_item).map(|opinion| opinion.id.0).collect()
    });
    list(ids, "opinions", "", move |id| opinion(page, id))
}

fn find(meeting: &Meeting, id: Uuid) -> Option<&Opinion> {
    meeting.opinions.iter().find(|opinion| opinion.id.0 == id)
}

fn change(id: Uuid) -> OpinionChange {
    OpinionChange {
        id: OpinionId(id),
        deleted: false,
        agenda_item_id: None,
        member_id: None,
        delegate: None,
        kind: None,
        text: None,
    }
}

fn speaker(meeting: &Meeting, opinion: &Opinion) -> String {
    let row = opinion.member_id.and_then(|id| meeting.attendance.iter().find(|row| row.member_id == id));
    row.map_or_else(|| opinion.delegate.clone(), |row| row.name.clone())
}

fn opinion(page: Page, id: Uuid) -> AnyView {
    let who = page.text(move |meeting| find(meeting, id).map(|opinion| speaker(meeting, opinion)).unwrap_or_default());
    let kind = page.text(move |meeting| {
        find(meeting, id).map(|opinion| opinion.kind.label(language()).to_owned()).unwrap_or_default()
    });
    let text = page.text(move |meeting| find(meeting, id).map(|opinion| opinion.text.clone()).unwrap_or_default());
    let may = page.may(Action::MeetingRun);
    let bin = move || {
        may.get()
            .then(|| icon_button(Shape::Bin, t!(prepare.remove, item = who.get_untracked()), move || remove(page, id)))
    };
    view! { <div class="grow"><b>{who}</b>" "<Chip>{kind}</Chip><p class="prewrap">{text}</p></div>{bin} }.into_any()
}

fn adding(page: Page, item: Uuid) -> AnyView {
    let field = |name: &str, first: &str| page.kept(format!("opinions/{item}/{name}"), first);
    let (who, delegate, text) = (field("who", ""), field("delegate", ""), field("text", ""));
    let kind = field("kind", OpinionKind::Opinion.as_str());
    let form = NodeRef::<html::Form>::new();
    let kinds = Signal::derive(|| choices(OpinionKind::ALL, |kind| kind.label(language())));
    let add = move || {
        let delegated = who.with_untracked(|who| who == DELEGATE);
        let named = if delegated { delegate.get_untracked().trim().to_owned() } else { String::new() };
        let member_id = who.with_untracked(|who| who.parse().ok());
        if member_id.is_none() && named.is_empty() {
            page.toasts.say(t!(content.who_first));
            return;
        }
        put(
            page,
            Opinion {
                id: OpinionId(Uuid::now_v7()),
                agenda_item_id: Some(AgendaItemId(item)),
                member_id,
                delegate: named,
                kind: kind.with_untracked(|kind| kind.parse().unwrap_or(OpinionKind::Opinion)),
                text: text.get_untracked().trim().to_owned(),
            },
        );
        who.set(String::new());
        text.set(String::new());
        // The next speaker.
        let next = form.get_untracked().and_then(|form| form.query_selector("select").ok().flatten());
        next.iter().for_each(focus::put);
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        add();
    };
    let quick = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            add();
        }
    };
    let name = move || {
        who.with(|who| who == DELEGATE).then(|| view! { <TextField label=t!(content.delegate_name) value=delegate /> })
    };
    view! {
        <form class="form inset" node_ref=form on:submit=submit on:keydown=quick>
            <div class="form-row">
                <SelectField label=t!(content.speaker) value=who options=speakers(page, kind) />
                <SelectField label=t!(content.kind) value=kind options=kinds />
            </div>
            {name}
            <TextAreaField label=t!(content.text) value=text hint=t!(content.quick) />
            <div><button class="button small">{t!(content.add)}</button></div>
        </form>
    }
    .into_any()
}

/// Who can have spoken: those present; praise and reminders are about anybody.
fn speakers(page: Page, kind: RwSignal<String>) -> Signal<Vec<(String, String)>> {
    Signal::derive(move || {
        let about = kind.with(|kind| matches!(kind.parse(), Ok(OpinionKind::Praise | OpinionKind::Reminder)));
        let mut options = vec![(String::new(), t!(content.choose).to_owned())];
        page.meeting.with(|meeting| {
            let there = meeting.attendance.iter().filter(|row| about || row.state == AttendanceState::Present);
            options.extend(there.map(|row| (row.member_id.to_string(), row.name.clone())));
        });
        options.push((DELEGATE.to_owned(), t!(content.delegate).to_owned()));
        options
    })
}

fn put(page: Page, opinion: Opinion) {
    let name = page.meeting.with_untracked(|meeting| speaker(meeting, &opinion));
    let edit = Edit::new(t!(content.of, name = name), format!("opinions/{}", opinion.id));
    page.edit(edit, |meeting, patch| added(meeting, patch, opinion));
}

fn added(meeting: &mut Meeting, patch: &mut MeetingPatch, opinion: Opinion) {
    patch.opinions.push(OpinionChange {
        agenda_item_id: Some(opinion.agenda_item_id),
        member_id: Some(opinion.member_id),
        delegate: Some(opinion.delegate.clone()),
        kind: Some(opinion.kind),
        text: Some(opinion.text.clone()),
        ..change(opinion.id.0)
    });
    meeting.opinions.push(opinion);
}

fn remove(page: Page, id: Uuid) {
    let Some(opinion) = page.meeting.with_untracked(|meeting| find(meeting, id).cloned()) else { return };
    let name = page.meeting.with_untracked(|meeting| speaker(meeting, &opinion));
    page.edit(Edit::new(t!(content.of, name = name), format!("opinions/{id}")), |meeting, patch| {
        meeting.opinions.retain(|opinion| opinion.id.0 != id);
        patch.opinions.push(OpinionChange { deleted: true, ..change(id) });
    });
    let (words, name) = (t!(prepare.removed, item = name), t!(content.of, name = name));
    page.editor.say_undoable(words, name, move |meeting, patch| added(meeting, patch, opinion.clone()));
}
