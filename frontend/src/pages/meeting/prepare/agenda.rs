//! The agenda by its three parts: add, rename, move, remove.

use leptos::prelude::*;
use shared::access::Action;
use shared::api::meeting::{AgendaChange, AgendaItem, Meeting, MeetingPatch};
use shared::id::AgendaItemId;
use shared::meeting::AgendaPart;
use uuid::Uuid;

use super::super::field::{Field, Kind};
use super::super::page::{Edit, Page};
use crate::components::part::{button, icon_button, list, plain};
use crate::components::{Chip, Shape};
use crate::i18n::language;
use crate::shell::focus;
use crate::t;

/// The card.
pub fn view(page: Page) -> AnyView {
    let parts = AgendaPart::ALL.iter().map(|part| of_part(page, *part)).collect::<Vec<_>>();
    plain(t!(prepare.agenda), parts.into_any())
}

fn of_part(page: Page, part: AgendaPart) -> AnyView {
    let ids = page.ids(move |meeting| in_part(meeting, part).map(|item| item.id.0).collect());
    let may = page.may(Action::MeetingRun);
    let add = move || may.get().then(|| button("button quiet small", t!(prepare.add_item), move || add(page, part)));
    view! {
        <section class="stack-small">
            <h3>{part.label(language())}</h3>
            {list(ids, "agenda", t!(prepare.no_items), move |id| item(page, id, part))}
            <div>{add}</div>
        </section>
    }
    .into_any()
}

fn in_part(meeting: &Meeting, part: AgendaPart) -> impl Iterator<Item = &AgendaItem> {
    meeting.agenda.iter().filter(move |item| item.part == part)
}

/// One item of the agenda.
pub fn find(meeting: &Meeting, id: Uuid) -> Option<&AgendaItem> {
    meeting.agenda.iter().find(|item| item.id.0 == id)
}

/// A change of an item that changes nothing yet.
pub fn change(id: Uuid) -> AgendaChange {
    AgendaChange {
        id: AgendaItemId(id),
        deleted: false,
        part: None,
        position: None,
        title: None,
        presenter_id: None,
        outcome: None,
        done: None,
    }
}

fn item(page: Page, id: Uuid, part: AgendaPart) -> AnyView {
    let title = Field::new(
        t!(prepare.item),
        format!("agenda/{id}/title"),
        Kind::Lines,
        move |meeting| find(meeting, id).map(|item| item.title.clone()).unwrap_or_default(),
        move |meeting, patch, text| {
            // A title is one line, however it's broken on the screen.
            let text = text.replace('\n', " ");
            if let Some(item) = meeting.agenda.iter_mut().find(|item| item.id.0 == id) {
                item.title.clone_from(&text);
                patch.agenda.push(AgendaChange { title: Some(text), ..change(id) });
            }
        },
    );
    let mandatory = page.meeting.with_untracked(|meeting| find(meeting, id).is_some_and(|item| item.mandatory));
    let may = page.may(Action::MeetingRun);
    let name = page.text(move |meeting| find(meeting, id).map(|item| item.title.clone()).unwrap_or_default());
    let tools = move || {
        may.get().then(|| {
            view! {
                {icon_button(Shape::Up, t!(prepare.up, item = name.get_untracked()), move || shift(page, id, part, false))}
                {icon_button(Shape::Down, t!(prepare.down, item = name.get_untracked()), move || shift(page, id, part, true))}
                {(!mandatory).then(|| icon_button(Shape::Bin, t!(prepare.remove, item = name.get_untracked()), move || remove(page, id)))}
            }
        })
    };
    let chip = mandatory.then(|| view! { <Chip>{t!(prepare.mandatory)}</Chip> });
    let shown = move || {
        if may.get() {
            view! { <div class="grow bare" id=format!("item-{id}")>{title.clone().view(page)}</div> }.into_any()
        } else {
            view! { <span class="grow">{name}</span> }.into_any()
        }
    };
    view! { {shown} <div class="bar tools">{chip} {tools}</div> }.into_any()
}

fn add(page: Page, part: AgendaPart) {
    let item = page.meeting.with_untracked(|meeting| AgendaItem {
        id: AgendaItemId(Uuid::now_v7()),
        part,
        position: meeting.agenda.iter().map(|item| item.position).max().unwrap_or(0) + 1,
        title: t!(prepare.new_item).to_owned(),
        mandatory: false,
        previous_tasks: false,
        presenter_id: None,
        outcome: String::new(),
        done: false,
    });
    let id = item.id;
    let edit = Edit::new(t!(prepare.add_item), format!("agenda/{id}"));
    page.edit(edit, |meeting, patch| added(meeting, patch, item));
    focus::first(format!("#item-{id} textarea"));
}

/// Adds an item, or brings one back.
fn added(meeting: &mut Meeting, patch: &mut MeetingPatch, item: AgendaItem) {
    patch.agenda.push(AgendaChange {
        part: Some(item.part),
        position: Some(item.position),
        title: Some(item.title.clone()),
        presenter_id: Some(item.presenter_id),
        outcome: Some(item.outcome.clone()),
        done: Some(item.done),
        ..change(item.id.0)
    });
    meeting.agenda.push(item);
    meeting.agenda.sort_by_key(|item| item.position);
}

fn remove(page: Page, id: Uuid) {
    let Some(item) = page.meeting.with_untracked(|meeting| find(meeting, id).cloned()) else { return };
    page.edit(Edit::new(item.title.clone(), format!("agenda/{id}")), |meeting, patch| {
        meeting.agenda.retain(|item| item.id.0 != id);
        patch.agenda.push(AgendaChange { deleted: true, ..change(id) });
    });
    let (words, name) = (t!(prepare.removed, item = item.title), t!(prepare.add_item).to_owned());
    page.editor.say_undoable(words, name, move |meeting, patch| added(meeting, patch, item.clone()));
}

/// Changes places with its neighbour in the same part.
fn shift(page: Page, id: Uuid, part: AgendaPart, down: bool) {
    let order: Vec<(Uuid, i32)> =
        page.meeting.with_untracked(|meeting| in_part(meeting, part).map(|item| (item.id.0, item.position)).collect());
    let Some(here) = order.iter().position(|(item, _)| *item == id) else { return };
    let there = if down { Some(here + 1) } else { here.checked_sub(1) };
    let (Some(one), Some(other)) = (order.get(here), there.and_then(|there| order.get(there))) else { return };
    let swapped = [(one.0, other.1), (other.0, one.1)];
    focus::keep();
    page.edit(Edit::new(t!(prepare.order), format!("agenda/{id}/position")), |meeting, patch| {
        for (id, position) in swapped {
            if let Some(item) = meeting.agenda.iter_mut().find(|item| item.id.0 == id) {
                item.position = position;
            }
            patch.agenda.push(AgendaChange { position: Some(position), ..change(id) });
        }
        meeting.agenda.sort_by_key(|item| item.position);
    });
}
