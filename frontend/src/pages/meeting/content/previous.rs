//! Tasks of the last resolution: their results are the first thing that a meeting hears.

use std::sync::Arc;

use leptos::prelude::*;
use shared::access::Action;
use shared::api::meeting::Meeting;
use shared::api::task::{TaskPatch, TaskRow, UpdateTask};
use shared::meeting::TaskStatus;
use shared::meeting::assess::hears_on;
use uuid::Uuid;

use super::super::field::follow;
use super::super::later;
use super::super::page::Page;
use crate::client::outbox::{self, Outcome, Write};
use crate::client::session;
use crate::components::part::{list, plain};
use crate::components::{CheckField, Chip, TextField, Tone};
use crate::i18n::language;
use crate::{format, t};

/// The card; nothing if there are none.
pub fn view(page: Page) -> AnyView {
    let ids = page.ids(|meeting| meeting.previous_tasks.iter().map(|task| task.id.0).collect());
    plain(t!(content.previous), list(ids, "items", t!(content.no_previous), move |id| task(page, id)))
}

fn find(meeting: &Meeting, id: Uuid) -> Option<&TaskRow> {
    meeting.previous_tasks.iter().find(|task| task.id.0 == id)
}

fn task(page: Page, id: Uuid) -> AnyView {
    let Some(task) = page.meeting.with_untracked(|meeting| find(meeting, id).cloned()) else { return ().into_any() };
    let status = page.text(move |meeting| find(meeting, id).map(|task| task.status.to_string()).unwrap_or_default());
    let may = page.may(Action::MeetingRun).get_untracked() && session::may(Action::TaskReport);
    let counted = page.meeting.with_untracked(|meeting| meeting.counted_elsewhere.contains(&task.id));
    let counted = if counted { t!(content.counted) } else { "" };
    let due = t!(home.due, day = format::day(task.due_on));
    let words = [task.assignee.as_str(), due.as_str(), task.resolution.as_str(), counted];
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let words = words.join(" · ");
    let later = move || page.meeting.with(|meeting| later::lines(meeting, id));
    let late = page.meeting.with_untracked(|meeting| task.is_late(hears_on(meeting, format::today())));
    let chip = move || {
        let status: TaskStatus = status.get().parse().unwrap_or(TaskStatus::Open);
        let (tone, words) = match status {
            TaskStatus::Done => (Tone::Good, status.label(language())),
            TaskStatus::Open if late => (Tone::Poor, t!(content.late)),
            _ => (Tone::Plain, status.label(language())),
        };
        view! { <Chip tone=tone>{words}</Chip> }
    };
    let report = may.then(|| report(page, &task));
    let result = (!may && !task.result.is_empty()).then(|| view! { <p class="prewrap">{task.result.clone()}</p> });
    view! { <div class="bar"><div class="grow"><b>{task.title.clone()}</b><div class="small muted">{words}</div></div>{chip}</div>{report}{result}{later} }.into_any()
}

fn report(page: Page, task: &TaskRow) -> AnyView {
    let id = task.id.0;
    let (result, known) = (RwSignal::new(task.result.clone()), StoredValue::new(task.result.clone()));
    follow(
        page.text(move |meeting| find(meeting, id).map(|task| task.result.clone()).unwrap_or_default()),
        result,
        known,
    );
    let done = page.flag(move |meeting| find(meeting, id).is_some_and(|task| task.status == TaskStatus::Done));
    let tick = move |done: bool| {
        let status = if done { TaskStatus::Done } else { TaskStatus::Open };
        send(page, id, TaskPatch { status: Some(status), ..TaskPatch::default() });
    };
    let write = move |text: String| {
        known.set_value(text.clone());
        send(page, id, TaskPatch { result: Some(text), ..TaskPatch::default() });
    };
    view! {
        <div class="form-row">
            <CheckField label=t!(content.done) value=done on_change=tick />
            <TextField label=t!(content.result) value=result on_commit=Callback::new(write) />
        </div>
    }
    .into_any()
}

/// Reports it: here at once, on the server through the outbox.
fn send(page: Page, id: Uuid, patch: TaskPatch) {
    let Some(task) = page.meeting.with_untracked(|meeting| find(meeting, id).cloned()) else { return };
    let sent = Arc::new(patch.clone());
    page.meeting.update(|meeting| {
        if let Some(task) = meeting.previous_tasks.iter_mut().find(|task| task.id.0 == id) {
            task.status = sent.status.unwrap_or(task.status);
            task.done_on = (task.status == TaskStatus::Done).then(|| task.done_on.unwrap_or_else(format::today));
            task.result = sent.result.clone().unwrap_or_else(|| task.result.clone());
        }
    });
    let write = Write::<UpdateTask>::new(task.id, patch, task.title).on(format!("\"{}\"", task.version));
    page.editor.writing();
    outbox::put(write, move |outcome| match outcome {
        Outcome::Saved(_) => {}
        Outcome::Refused { error, .. } => page.toasts.say(error.title()),
        Outcome::Conflict { .. } => page.toasts.say(t!(kit.changed_by_someone)),
        Outcome::Dropped => page.editor.refresh(),
    });
}
