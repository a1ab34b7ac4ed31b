//! The meeting's papers: as .docx and as a print view.

use leptos::prelude::*;
use shared::api::endpoint::NoQuery;
use shared::api::meeting::{GetMinutes, GetResolution, GetScorePaper};
use shared::id::MeetingId;
use wasm_bindgen_futures::spawn_local;

use super::super::page::Page;
use super::super::part::plain;
use crate::client::{ApiError, download};
use crate::components::{Icon, Shape};
use crate::t;

type Fetch = fn(MeetingId) -> std::pin::Pin<Box<dyn Future<Output = Result<(), ApiError>>>>;

/// The card.
pub fn view(page: Page) -> AnyView {
    let id = page.id();
    let resolved = page.flag(|meeting| meeting.resolution.is_some());
    let scored = page.flag(|meeting| !meeting.scores.is_empty());
    let content = view! {
        {paper(page, t!(approval.minutes), format!("/meetings/{id}/print/minutes"), |id| Box::pin(download::<GetMinutes>(&id, &NoQuery {}, "bien-ban.docx")))}
        {move || resolved.get().then(|| paper(page, t!(approval.resolution), format!("/meetings/{id}/print/resolution"), |id| Box::pin(download::<GetResolution>(&id, &NoQuery {}, "nghi-quyet.docx"))))}
        {move || scored.get().then(|| paper(page, t!(approval.score_sheet), format!("/meetings/{id}/print/score"), |id| Box::pin(download::<GetScorePaper>(&id, &NoQuery {}, "phieu-cham.docx"))))}
    };
    plain(t!(approval.papers), content.into_any())
}

fn paper(page: Page, name: &'static str, print: String, fetch: Fetch) -> AnyView {
    let busy = RwSignal::new(false);
    let get = move |_| {
        let work = fetch(page.id());
        busy.set(true);
        spawn_local(async move {
            let done = work.await;
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
            <a class="button small" href=print aria-label=t!(approval.print, name = name)><Icon shape=Shape::Print /> {t!(approval.print_short)}</a>
        </div>
    }
    .into_any()
}
