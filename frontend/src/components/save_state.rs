//! Where the outbox stands, in view on every page that writes; a tap shows what waits and decides what is stuck.

use leptos::prelude::*;

use super::dialog::Dialog;
use super::icon::{Icon, Shape};
use crate::client::outbox::{self, Entry, Status, Trouble};
use crate::{format, t};

/// The chip.
#[component]
pub fn SaveState() -> impl IntoView {
    let open = RwSignal::new(false);
    let class = move || {
        let tone = match outbox::status() {
            Status::Idle => "",
            Status::Saved(_) => "good",
            Status::Saving(_) => "saving fair",
            Status::Offline(_) => "average",
            Status::Stuck(_) => "poor",
        };
        format!("chip save-state {tone}")
    };
    let words = move || match outbox::status() {
        Status::Idle => t!(kit.nothing_to_save).to_owned(),
        Status::Saved(at) => t!(kit.saved_at, time = format::clock_of(at)),
        Status::Saving(_) => t!(kit.saving).to_owned(),
        Status::Offline(count) => t!(kit.offline_waiting, count = count),
        Status::Stuck(count) => t!(kit.stuck, count = count),
    };
    let shape = move || match outbox::status() {
        Status::Idle | Status::Saved(_) => Shape::Tick,
        Status::Saving(_) => Shape::Turn,
        Status::Offline(_) => Shape::Offline,
        Status::Stuck(_) => Shape::Warning,
    };
    view! {
        <button type="button" class=class on:click=move |_| open.set(true) aria-haspopup="dialog">
            {move || view! { <Icon shape=shape() /> }}
            <span>{words}</span>
        </button>
        // Beside the button: what is inside one has no role of its own, so nobody would hear it change.
        <span class="visually-hidden" role="status">{words}</span>
        <Dialog open title=t!(kit.save_title)>
            <Waiting />
            <div class="dialog-foot">
                {move || outbox::sends().then(|| view! { <button type="button" class="button" on:click=move |_| outbox::retry()>{t!(kit.try_again)}</button> })}
                <button type="button" class="button primary" on:click=move |_| open.set(false)>{t!(kit.close)}</button>
            </div>
        </Dialog>
    }
}

/// What waits, and why.
#[component]
fn Waiting() -> impl IntoView {
    move || {
        let waiting = outbox::waiting();
        if waiting.is_empty() {
            return view! { <p>{t!(kit.all_saved)}</p> }.into_any();
        }
        let rows = waiting.into_iter().map(|entry| view! { <li class="stack-small">{show(entry)}</li> });
        view! { {outbox::sends().then(|| view! { <p>{t!(kit.kept_here)}</p> })}<ul class="stack-small">{rows.collect_view()}</ul> }.into_any()
    }
}

fn show(entry: Entry) -> impl IntoView {
    let id = entry.id;
    let conflict = matches!(entry.trouble, Some(Trouble::Conflict(_)));
    let why = match entry.trouble.clone() {
        None => None,
        Some(Trouble::Refused(words)) => Some(words),
        Some(Trouble::Conflict(changes)) => Some(match changes.first() {
            Some(change) => t!(kit.changed_by, who = change.by, time = format::instant(change.at)),
            None => t!(kit.changed_by_someone).to_owned(),
        }),
    };
    let buttons = entry.trouble.is_some().then(|| {
        view! {
            <div class="bar">
                <button type="button" class="button small" on:click=move |_| outbox::overwrite(id)>
                    {if conflict { t!(kit.keep_mine) } else { t!(kit.try_again) }}
                </button>
                <button type="button" class="button small danger" on:click=move |_| outbox::drop(id)>
                    {if conflict { t!(kit.keep_theirs) } else { t!(kit.drop_mine) }}
                </button>
            </div>
        }
    });
    view! { <b>{entry.name}</b>{why.map(|why| view! { <span class="field-error">{why}</span> })}{buttons} }
}
