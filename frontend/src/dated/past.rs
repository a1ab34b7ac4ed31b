//! What something was, is and will be, the latest first; what was put right is kept, folded away.

use leptos::prelude::*;
use shared::api::dated::Record;
use uuid::Uuid;

use crate::{format, t};

/// One stretch of days.
pub struct Stage {
    /// Which fact.
    pub id: Uuid,
    /// What held, in a few words.
    pub what: String,
    /// More of it, a line each.
    pub more: Vec<String>,
    /// Its days, decision and author.
    pub record: Record,
}

/// The list. Whoever may put something right has `correct`.
pub fn past(stages: Vec<Stage>, correct: Option<Callback<Uuid>>) -> AnyView {
    past_with(stages, t!(dated.correct), correct)
}

/// The same with another word for what may be done with one.
pub fn past_with(stages: Vec<Stage>, verb: &'static str, correct: Option<Callback<Uuid>>) -> AnyView {
    let (replaced, known): (Vec<_>, Vec<_>) = stages.into_iter().partition(|stage| stage.record.replaced_at.is_some());
    let count = replaced.len();
    let before = (count > 0).then(|| {
        view! {
            <details>
                <summary>{t!(dated.replaced, count = count)}</summary>
                <ol class="past replaced">{replaced.into_iter().map(|stage| one(stage, verb, None)).collect_view()}</ol>
            </details>
        }
    });
    view! {
        <ol class="past">{known.into_iter().map(|stage| one(stage, verb, correct)).collect_view()}</ol>
        {before}
    }
    .into_any()
}

fn one(stage: Stage, verb: &'static str, correct: Option<Callback<Uuid>>) -> AnyView {
    let Stage { id, what, more, record } = stage;
    let days = days(&record);
    let label = format!("{verb}: {what}, {days}");
    let button = correct.map(|correct| {
        view! {
            <button type="button" class="button quiet no-print" aria-label=label on:click=move |_| correct.run(id)>
                {verb}
            </button>
        }
    });
    let lines = more.into_iter().map(|line| view! { <div class="small">{line}</div> }).collect_view();
    view! {
        <li>
            <div>
                <span class="small muted">{days}</span>
                <div><b>{what}</b></div>
                {lines}
                <div class="small muted">{source(&record)}</div>
            </div>
            {button}
        </li>
    }
    .into_any()
}

/// From when to when.
fn days(record: &Record) -> String {
    match record.ends_on {
        Some(end) => t!(dated.from_to, from = format::day(record.starts_on), to = format::day(end)),
        None => t!(dated.from, day = format::day(record.starts_on)),
    }
}

/// By which decision, who wrote it down and when, why it was put right.
fn source(record: &Record) -> String {
    let mut parts = Vec::new();
    let decided_on = record.decided_on.map(format::day);
    match (record.decision.as_str(), decided_on) {
        ("", None) => {}
        ("", Some(day)) => parts.push(t!(dated.decision_of, number = t!(dated.decision), day = day)),
        (number, Some(day)) => parts.push(t!(dated.decision_of, number = number, day = day)),
        (number, None) => parts.push(number.to_owned()),
    }
    // What was taken over from before facts had authors has none, and no time that says anything.
    if !record.recorded_by.is_empty() {
        let at = format::instant(record.recorded_at);
        parts.push(t!(dated.recorded_by, at = at, name = record.recorded_by.clone()));
    }
    if !record.correction.is_empty() {
        parts.push(t!(dated.reason_was, reason = record.correction.clone()));
    }
    parts.join(" · ")
}
