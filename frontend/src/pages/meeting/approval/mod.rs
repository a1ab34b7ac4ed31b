//! Phê duyệt: the three scores side by side, the supervising member's and the committee's forms, the lock, corrections,
//! papers and history.

mod addenda;
mod compare;
mod history;
pub mod papers;
mod scoring;

use leptos::prelude::*;
use shared::access::Action;
use shared::api::meeting::ListMeetingChanges;
use shared::meeting::MeetingStatus;

use self::history::named;
use super::page::Page;
use crate::components::history::history;
use crate::components::{EmptyState, Shape, sealed};
use crate::t;

/// The step.
pub fn view(page: Page) -> AnyView {
    let supervisor = page.may(Action::ScoreSupervisor);
    let committee = page.may(Action::ScoreCommittee);
    let early = page.flag(|meeting| !matches!(meeting.status, MeetingStatus::Submitted | MeetingStatus::Locked));
    let first = move || {
        early.get().then(|| {
            view! { <section class="card"><EmptyState icon=Shape::Clock title=t!(approval.early) hint=t!(approval.early_hint).to_owned() /></section> }
        })
    };
    view! {
        {first}
        {lock(page)}
        {compare::view(page)}
        {move || supervisor.get().then(|| scoring::supervisor(page))}
        {move || committee.get().then(|| scoring::committee(page))}
        {addenda::view(page)}
        {papers::view(page)}
        {history::<ListMeetingChanges>(page.id(), named)}
    }
    .into_any()
}

fn lock(page: Page) -> AnyView {
    let lock = Memo::new(move |_| page.meeting.with(|meeting| meeting.lock.clone()));
    (move || lock.get().map(|lock| sealed::lock(t!(approval.lock), lock))).into_any()
}
