//! Who changed what, when; read when somebody asks for it.

use leptos::prelude::*;
use shared::api::endpoint::NoQuery;
use shared::api::meeting::ListMeetingChanges;
use shared::part::Part;
use shared::problem::Change;

use super::super::page::Page;
use crate::client::read;
use crate::components::{is_open, load, loaded};
use crate::{format, t};

/// The card.
pub fn view(page: Page) -> AnyView {
    let open = RwSignal::new(false);
    let shown = move || open.get().then(|| changes(page));
    view! {
        <section class="card">
            <details on:toggle=move |event| open.set(is_open(&event))>
                <summary>{t!(approval.history)}</summary>
                {shown}
            </details>
        </section>
    }
    .into_any()
}

fn changes(page: Page) -> AnyView {
    let id = page.id();
    let changes = load(move || read::<ListMeetingChanges>(&id, &NoQuery {}));
    loaded(changes, |found| {
        let lines: Vec<AnyView> = found.items.into_iter().map(one).collect();
        if lines.is_empty() {
            return view! { <p class="muted">{t!(approval.no_changes)}</p> }.into_any();
        }
        view! { <ol class="timeline">{lines}</ol> }.into_any()
    })
}

fn one(change: Change) -> AnyView {
    let who = format!("{} · {}", change.by, format::instant(change.at));
    view! { <li><b>{named(&change.path)}</b><div class="small muted">{who}</div></li> }.into_any()
}

/// What was changed, as the page calls it.
fn named(part: &Part) -> &'static str {
    match part.first() {
        "focal_issue" => t!(prepare.issue),
        "scheduled_at" | "moved_reason" => t!(prepare.scheduled),
        "place" => t!(prepare.place),
        "thematic_topic" => t!(prepare.thematic),
        "chair_id" => t!(prepare.chair),
        "secretary_id" => t!(prepare.secretary),
        "started_at" => t!(attendance.started_at),
        "ended_at" => t!(conclusion.ended_at),
        "guests" | "supervisor_attended" => t!(attendance.others),
        "draft_resolution" => t!(prepare.draft),
        "agenda" => t!(prepare.agenda),
        "attendance" => t!(meeting.attendance),
        "opinions" => t!(content.text),
        "votes" => t!(conclusion.votes),
        "handouts" => t!(prepare.documents),
        "tasks" => t!(conclusion.tasks),
        "resolution" => t!(conclusion.resolution),
        "minutes_adopted" => t!(conclusion.adopted),
        "innovation" | "self_criticism_minutes" => t!(content.also),
        "scores" => t!(meeting.score),
        "seal" => t!(approval.seal),
        "addenda" => t!(approval.addenda),
        "return_reason" => t!(approval.hand_back),
        _ => t!(approval.status),
    }
}
