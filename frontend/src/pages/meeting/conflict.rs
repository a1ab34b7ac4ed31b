//! Two people wrote the same: both versions, and which one stays.

use leptos::prelude::*;

use super::page::{Conflict, Page};
use super::part::button;
use crate::client::outbox;
use crate::components::Dialog;
use crate::{format, t};

/// The dialog; closing it leaves the decision for later, under the state of saving.
pub fn view(page: Page) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move || open.set(page.conflict.with(Option::is_some)));
    let content = move || page.conflict.get().map(|conflict| both(page, conflict));
    view! { <Dialog open title=t!(meeting.conflict)>{content}</Dialog> }.into_any()
}

fn both(page: Page, conflict: Conflict) -> AnyView {
    let Conflict { entry, name, mine, theirs, changes } = conflict;
    let who = changes.first().map(|change| t!(kit.changed_by, who = change.by, time = format::instant(change.at)));
    let version = |title: &'static str, text: String| {
        (!text.is_empty()).then(|| view! { <div><b>{title}</b><p class="prewrap">{text}</p></div> })
    };
    let keep_mine = move || {
        page.conflict.set(None);
        outbox::overwrite(entry);
    };
    let keep_theirs = move || {
        page.conflict.set(None);
        outbox::drop(entry);
    };
    view! {
        <p>{name}</p>
        <p class="small muted">{who.unwrap_or_else(|| t!(kit.changed_by_someone).to_owned())}</p>
        <div class="compare">{version(t!(meeting.mine), mine)} {version(t!(meeting.theirs), theirs)}</div>
        <div class="dialog-foot">
            {button("button", t!(kit.keep_theirs), keep_theirs)} {button("button primary", t!(kit.keep_mine), keep_mine)}
        </div>
    }
    .into_any()
}
