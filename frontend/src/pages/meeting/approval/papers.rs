//! The meeting's papers: as .docx and as a page to print.

use leptos::prelude::*;
use shared::api::endpoint::NoQuery;
use shared::api::meeting::GetPaperFile;
use shared::paper::PaperKind;

use super::super::page::Page;
use crate::client::download;
use crate::components::part::plain;
use crate::components::sealed;
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
    let get = move || download::<GetPaperFile>(&(id, kind), &NoQuery {}, &format!("{kind}.docx"));
    sealed::paper(name, format!("/meetings/{id}/print/{kind}"), page.toasts, get)
}
