//! Official papers as a page to print. The server builds them as blocks; here they are drawn, in the measures of their day
//! (HD 36-HD/VPTW of 03/4/2018, HD 05-HD/VPTW of 27/5/2026). They are Vietnamese in both languages of the program: a paper is
//! a document of the Party.

mod draw;

use leptos::prelude::*;
use shared::api::endpoint::NoQuery;
use shared::api::meeting::{GetPaper, GetPaperFile};
use shared::api::overview::{GetMonthlyFile, GetMonthlyPaper, MonthQuery};
use shared::id::{MeetingId, UnitId};
use shared::paper::{MonthlyPaperKind, Paper, PaperKind};

use crate::client::{ApiError, download, read};
use crate::components::{Icon, PageHead, Sending, SendingNote, Shape, load, loaded};
use crate::i18n::language;
use crate::shell::address;
use crate::{format, t};

/// A paper of a meeting.
#[component]
pub fn Print(
    /// Of which meeting.
    id: MeetingId,
    /// Which.
    kind: PaperKind,
) -> impl IntoView {
    let paper = move || read::<GetPaper>(&(id, kind), &NoQuery {});
    let file = move |sending: Sending| {
        let name = format!("{kind}.docx");
        sending.run(Vec::new(), download::<GetPaperFile>(&(id, kind), &NoQuery {}, &name), |()| {});
    };
    page(kind.label(language()), format!("/meetings/{id}?step=approval"), paper, file)
}

/// A committee's paper of the month that the address names.
#[component]
pub fn MonthlyPrint(
    /// Whose.
    id: UnitId,
    /// Which.
    kind: MonthlyPaperKind,
) -> impl IntoView {
    let today = format::today();
    let asked = address::query();
    let number = |name: &str| asked.with_untracked(|query| query.get(name)).and_then(|text| text.parse().ok());
    let query = MonthQuery {
        year: number("year").unwrap_or(chrono::Datelike::year(&today)),
        month: number("month").unwrap_or(chrono::Datelike::month(&today).cast_signed()),
    };
    let back = format!("/calendar?year={}&month={}", query.year, query.month);
    let paper = move || read::<GetMonthlyPaper>(&(id, kind), &query);
    let file = move |sending: Sending| {
        let name = format!("{kind}.docx");
        sending.run(Vec::new(), download::<GetMonthlyFile>(&(id, kind), &query, &name), |()| {});
    };
    page(kind.label(language()), back, paper, file)
}

/// A page with a paper, what leads back from it, and the buttons that print it and fetch it as a file.
fn page<F: Future<Output = Result<Paper, ApiError>> + 'static>(
    title: &'static str,
    back: String,
    fetch: impl Fn() -> F + Send + Sync + 'static,
    file: impl Fn(Sending) + Copy + Send + Sync + 'static,
) -> AnyView {
    let (paper, sending) = (load(fetch), Sending::new());
    let print = move |_| {
        // Fails only where there is no printer dialog at all.
        let _ = window().print();
    };
    let actions = move || {
        view! {
            <a class="button" href=back.clone()>{t!(print.back)}</a>
            <button type="button" class="button" on:click=move |_| file(sending) prop:disabled=move || sending.busy()>
                <Icon shape=Shape::Download /> {t!(print.download)}
            </button>
            <button type="button" class="button primary" on:click=print>{t!(print.print)}</button>
        }
        .into_any()
    };
    view! {
        <div class="no-print"><PageHead title actions=ViewFn::from(actions) /><SendingNote sending /></div>
        {loaded(paper, draw::draw)}
    }
    .into_any()
}
