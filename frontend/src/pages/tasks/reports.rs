//! What was reported of a task, one after the other; read when somebody asks for it.

use leptos::prelude::*;
use shared::api::endpoint::NoQuery;
use shared::api::task::{ListTaskReports, TaskReport, TaskRow};
use shared::id::TaskId;
use shared::meeting::TaskStatus;

use crate::client::read;
use crate::components::{is_open, load, loaded};
use crate::i18n::language;
use crate::{format, t};

/// The list, folded away; nothing for a task that nobody has reported.
pub fn view(task: &TaskRow) -> AnyView {
    if task.status == TaskStatus::Open && task.version < 2 {
        return ().into_any();
    }
    let (id, open) = (task.id, RwSignal::new(false));
    let shown = move || open.get().then(|| list(id));
    view! {
        <details class="small" on:toggle=move |event| open.set(is_open(&event))>
            <summary>{t!(tasks.reports)}</summary>
            {shown}
        </details>
    }
    .into_any()
}

fn list(id: TaskId) -> AnyView {
    let reports = load(move || read::<ListTaskReports>(&id, &NoQuery {}));
    loaded(reports, |found| {
        let lines: Vec<AnyView> = found.items.into_iter().map(one).collect();
        view! { <ol class="timeline">{lines}</ol> }.into_any()
    })
}

fn one(report: TaskReport) -> AnyView {
    let done = report.done_on.map(|day| t!(tasks.done_on, day = format::day(day))).unwrap_or_default();
    let what = [report.status.label(language()).to_owned(), done].into_iter().filter(|word| !word.is_empty());
    let what = what.collect::<Vec<_>>().join(" · ");
    let reason = (!report.reason.is_empty()).then(|| t!(tasks.reason_was, reason = report.reason.clone()));
    let mut source = vec![t!(tasks.reported_by, who = report.by, at = format::instant(report.at))];
    if report.meeting_id.is_some() {
        source.push(t!(tasks.in_minutes).to_owned());
    }
    if report.replaced_at.is_some() {
        source.push(t!(tasks.replaced).to_owned());
    }
    view! {
        <li>
            <b>{what}</b>
            <div class="prewrap">{report.result}</div>
            {reason.map(|reason| view! { <div class="prewrap">{reason}</div> })}
            <div class="small muted">{source.join(" · ")}</div>
        </li>
    }
    .into_any()
}
