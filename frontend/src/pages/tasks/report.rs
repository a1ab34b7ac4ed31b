//! Reporting a task's result, where the task stands.

use chrono::NaiveDate;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use shared::access::{Action, Decision, Whereabouts, decide};
use shared::api::Page;
use shared::api::task::{TaskPatch, TaskRow, UpdateTask};
use shared::meeting::TaskStatus;

use crate::client::{call_at, session};
use crate::components::toast::toasts;
use crate::components::{Choice, Dialog, Load, Segmented, Sending, SendingNote, TextAreaField, TextField, Tone};
use crate::i18n::language;
use crate::{format, t};

/// Whether somebody may do something with a task.
pub fn may(action: Action, task: &TaskRow) -> bool {
    let place =
        Whereabouts { path: vec![task.unit_id], unit_id: Some(task.unit_id), owner: task.assignee_id, internal: false };
    session::me().is_some_and(|me| decide(&me.actor, action, Action::TaskRead, &place) == Decision::Allow)
}

/// The button and its dialog, for those who may.
#[component]
pub fn Report(
    /// The task.
    task: TaskRow,
    /// The list that it stands in.
    tasks: Load<Page<TaskRow>>,
) -> impl IntoView {
    // What a meeting has reported is opened again first.
    if task.settled_in.is_some() || !may(Action::TaskReport, &task) {
        return ().into_any();
    }
    let open = RwSignal::new(false);
    let label = format!("{}: {}", t!(tasks.report), task.title);
    let title = task.title.clone();
    view! {
        <button type="button" class="button" aria-label=label on:click=move |_| open.set(true)>{t!(tasks.report)}</button>
        <Dialog open title=Signal::stored(title)>{form(task.clone(), open, tasks)}</Dialog>
    }
    .into_any()
}

fn form(task: TaskRow, open: RwSignal<bool>, tasks: Load<Page<TaskRow>>) -> AnyView {
    let status = RwSignal::new(if task.status == TaskStatus::Open { TaskStatus::Done } else { task.status });
    let result = RwSignal::new(task.result.clone());
    let day = RwSignal::new(task.done_on.unwrap_or_else(format::today).to_string());
    let sending = Sending::new();
    let choices =
        [(TaskStatus::Done, Tone::Good), (TaskStatus::Open, Tone::Plain), (TaskStatus::Cancelled, Tone::Average)]
            .map(|(status, tone)| Choice::new(status, status.label(language())).toned(tone));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let status = status.get_untracked();
        let done_on: Option<NaiveDate> = day.get_untracked().parse().ok().filter(|_| status == TaskStatus::Done);
        let patch = TaskPatch { status: Some(status), done_on: Some(done_on), result: Some(result.get_untracked()) };
        let etag = format!("\"{}\"", task.version);
        sending.run(Vec::new(), call_at::<UpdateTask>(&task.id, &etag, &patch), move |_| {
            open.set(false);
            toasts().say(t!(tasks.saved));
            tasks.refetch();
        });
    };
    let errors = sending.errors();
    view! {
        <form class="stack-small" on:submit=submit>
            <Segmented
                legend=t!(tasks.state)
                choices=choices.to_vec()
                value=Signal::derive(move || Some(status.get()))
                on_choose=move |chosen| status.set(chosen)
            />
            <div hidden=move || status.get() != TaskStatus::Done>
                <TextField label=t!(tasks.day) value=day kind="date" pointer="/done_on" errors />
            </div>
            <TextAreaField label=t!(tasks.result) value=result pointer="/result" errors hint=t!(tasks.result_hint).to_owned() />
            <SendingNote sending />
            <div class="dialog-foot">
                <button type="button" class="button" on:click=move |_| open.set(false)>{t!(kit.cancel)}</button>
                <button type="submit" class="button primary" prop:disabled=move || sending.busy()>{t!(tasks.save)}</button>
            </div>
        </form>
    }
    .into_any()
}
