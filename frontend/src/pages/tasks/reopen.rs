//! Opening a task again that a meeting has reported: the secretary's, with a reason.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use shared::access::Action;
use shared::api::Page;
use shared::api::meeting::Reason;
use shared::api::task::{ReopenTask, TaskRow};

use super::report::may;
use crate::client::call_at;
use crate::components::toast::toasts;
use crate::components::{Dialog, Load, Sending, SendingNote, TextAreaField};
use crate::t;

/// The button and its dialog, for those who may.
#[component]
pub fn Reopen(
    /// The task.
    task: TaskRow,
    /// The list that it stands in.
    tasks: Load<Page<TaskRow>>,
) -> impl IntoView {
    if task.settled_in.is_none() || !may(Action::TaskReopen, &task) {
        return ().into_any();
    }
    let open = RwSignal::new(false);
    let label = t!(tasks.reopen_what, title = task.title);
    let title = label.clone();
    view! {
        <button type="button" class="button" aria-label=label on:click=move |_| open.set(true)>{t!(tasks.reopen)}</button>
        <Dialog open title=Signal::stored(title)>{form(&task, open, tasks)}</Dialog>
    }
    .into_any()
}

fn form(task: &TaskRow, open: RwSignal<bool>, tasks: Load<Page<TaskRow>>) -> AnyView {
    let (id, etag) = (task.id, format!("\"{}\"", task.version));
    let reason = RwSignal::new(String::new());
    let sending = Sending::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let body = Reason { reason: reason.get_untracked() };
        sending.run(Vec::new(), call_at::<ReopenTask>(&id, &etag, &body), move |_| {
            open.set(false);
            toasts().say(t!(tasks.reopened));
            tasks.refetch();
        });
    };
    let errors = sending.errors();
    view! {
        <form class="stack-small" on:submit=submit>
            <p>{t!(tasks.reopen_text)}</p>
            <TextAreaField label=t!(tasks.reason) value=reason pointer="/reason" errors />
            <SendingNote sending />
            <div class="dialog-foot">
                <button type="button" class="button" on:click=move |_| open.set(false)>{t!(kit.cancel)}</button>
                <button type="submit" class="button primary" prop:disabled=move || sending.busy()>{t!(tasks.reopen)}</button>
            </div>
        </form>
    }
    .into_any()
}
