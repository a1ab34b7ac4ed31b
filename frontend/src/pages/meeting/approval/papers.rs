//! The meeting's papers: as .docx and as a page to print.

use leptos::prelude::*;
use shared::api::endpoint::NoQuery;
use shared::api::meeting::GetPaperFile;
use shared::paper::PaperKind;
use wasm_bindgen_futures::spawn_local;

use super::super::page::Page;
use super::super::part::plain;
use crate::client::download;
use crate::components::{Icon, Shape};
use crate::i18n::language;
use crate::t;

/// The card.
pub fn view(page: Page) -> AnyView {
    let issued = Memo::new(move |_| page.meeting.with(|meeting| meeting.resolution.as_ref().map(|issued| issued.kind)));
    let scored = page.flag(|meeting| !meeting.scores.is_empty());
    let content = view! {
        {named(page, PaperKind::Minutes)}
        {move || issued.get().map(|issued| paper(page, PaperKind::Resolution, issued.label(language())))}
        {move || scored.get().then(|| named(page, PaperKind::ScoreSheet))}
        {named(page, PaperKind::Roll)}
    };
    plain(t!(approval.papers), content.into_any())
}

fn named(page: Page, kind: PaperKind) -> AnyView {
    paper(page, kind, kind.label(language()))
}

fn paper(page: Page, kind: PaperKind, name: &'static str) -> AnyView {
    let id = page.id();
    let busy = RwSignal::new(false);
    let get = move |_| {
        busy.set(true);
        spawn_local(async move {
            let done = download::<GetPaperFile>(&(id, kind), &NoQuery {}, &format!("{kind}.docx")).await;
            busy.try_set(false);
            if let Err(error) = done {
                page.toasts.say(error.title());
            }
        });
    };
    view! {
        <div class="bar">
            <b class="grow">{name}</b>
            <button type="button" class="button small" aria-busy=move || busy.get().to_string() aria-label=t!(approval.download, name = name) on:click=get>
                <Icon shape=Shape::Download /> ".docx"
            </button>
            <a class="button small" href=format!("/meetings/{id}/print/{kind}") aria-label=t!(approval.print, name = name)>
                <Icon shape=Shape::Print /> {t!(approval.print_short)}
            </a>
        </div>
    }
    .into_any()
}
