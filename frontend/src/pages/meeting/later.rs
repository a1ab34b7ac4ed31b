//! What was reported of tasks after the meeting's conclusion: beside the minutes, named as later.

use leptos::prelude::*;
use shared::api::meeting::{LaterReport, Meeting};
use uuid::Uuid;

use crate::i18n::language;
use crate::{format, t};

/// A line for each later report of a task, with day and name.
pub fn lines(meeting: &Meeting, task: Uuid) -> AnyView {
    let of_task = meeting.later.iter().filter(|report| report.task_id.0 == task);
    of_task.map(|report| view! { <div class="small">{words(report)}</div> }).collect_view().into_any()
}

fn words(report: &LaterReport) -> String {
    let done = report.done_on.map(format::day).unwrap_or_default();
    let reason = Some(&report.reason).filter(|reason| !reason.is_empty());
    let reason = reason.map(|reason| t!(tasks.reason_was, reason = reason.clone())).unwrap_or_default();
    let words = [report.status.label(language()).to_owned(), done, report.result.clone(), reason];
    let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
    t!(conclusion.later, who = report.by.clone(), at = format::instant(report.at), what = words.join(" · "))
}
