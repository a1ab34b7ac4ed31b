//! Who changed what of a thing, when; read when somebody asks for it.

use leptos::prelude::*;
use shared::api::endpoint::{Empty, NoQuery};
use shared::api::{Endpoint, Page};
use shared::part::Part;
use shared::problem::Change;

use super::is_open;
use super::{load, loaded};
use crate::client::read;
use crate::{format, t};

/// The card; `named` says what the page calls a part.
pub fn history<E>(path: E::Path, named: fn(&Part) -> &'static str) -> AnyView
where
    E: Endpoint<Query = NoQuery, Body = Empty, Reply = Page<Change>> + 'static,
    E::Path: Copy + Send + Sync + 'static,
{
    let open = RwSignal::new(false);
    let shown = move || open.get().then(|| changes::<E>(path, named));
    view! {
        <section class="card">
            <details on:toggle=move |event| open.set(is_open(&event))>
                <summary>{t!(sealed.history)}</summary>
                {shown}
            </details>
        </section>
    }
    .into_any()
}

fn changes<E>(path: E::Path, named: fn(&Part) -> &'static str) -> AnyView
where
    E: Endpoint<Query = NoQuery, Body = Empty, Reply = Page<Change>> + 'static,
    E::Path: Copy + 'static,
{
    let found = load(move || read::<E>(&path, &NoQuery {}));
    loaded(found, move |found| {
        let lines: Vec<AnyView> = found.items.into_iter().map(|change| one(change, named)).collect();
        if lines.is_empty() {
            return view! { <p class="muted">{t!(sealed.no_changes)}</p> }.into_any();
        }
        view! { <ol class="timeline">{lines}</ol> }.into_any()
    })
}

fn one(change: Change, named: fn(&Part) -> &'static str) -> AnyView {
    let who = format!("{} · {}", change.by, format::instant(change.at));
    view! { <li><b>{named(&change.path)}</b><div class="small muted">{who}</div></li> }.into_any()
}
