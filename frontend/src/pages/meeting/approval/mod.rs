//! Phê duyệt: the three scores side by side, the supervising member's and the committee's forms, the lock, corrections,
//! papers and history.

mod addenda;
mod compare;
mod history;
pub mod papers;
mod scoring;

use leptos::prelude::*;
use shared::access::Action;
use shared::meeting::MeetingStatus;

use super::page::Page;
use super::part::plain;
use crate::components::{Chip, EmptyState, Icon, Shape, Tone};
use crate::{format, t};

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
        {history::view(page)}
    }
    .into_any()
}

fn lock(page: Page) -> AnyView {
    (move || {
        page.meeting.with(|meeting| meeting.lock.clone()).map(|lock| {
            let (tone, says) = match lock.matches {
                true => (Tone::Good, t!(approval.matches)),
                false => (Tone::Poor, t!(approval.matches_not)),
            };
            let earlier = lock.earlier.map(|hash| {
                view! { <p class="small muted">{t!(approval.earlier)}</p><code class="hash">{hash}</code> }
            });
            let content = view! {
                <div class="bar">
                    <Icon shape=Shape::Lock /><Chip tone=Tone::Good>{t!(approval.locked)}</Chip><Chip tone>{says}</Chip>
                </div>
                <p>{t!(approval.locked_by, who = lock.by, time = format::instant(lock.at))}</p>
                <p class="small muted">{t!(approval.hash)}</p>
                <code class="hash">{lock.hash}</code>
                {earlier}
            };
            plain(t!(approval.lock), content.into_any())
        })
    })
    .into_any()
}
