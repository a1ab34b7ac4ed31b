//! Copying a sheet into a draft of the commune's own.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::api::endpoint::NoQuery;
use shared::api::sheet::{self, SheetCopy, SheetRow};
use shared::problem::Code;
use shared::text::Bilingual;

use super::read::unit;
use crate::client::call;
use crate::components::{Dialog, Sending, TextField};
use crate::dated::foot;
use crate::i18n::language;
use crate::t;

/// The dialog.
#[component]
pub fn CopySheet(
    /// Whether it's shown.
    open: RwSignal<bool>,
    /// What is copied.
    sheet: RwSignal<Option<SheetRow>>,
) -> impl IntoView {
    let navigate = StoredValue::new_local(use_navigate());
    let form = move || {
        let row = sheet.get()?;
        let title = RwSignal::new(t!(sheets.copy_title, title = row.title.pick(language())));
        let (sending, from) = (Sending::new(), row.digest);
        let submit = move |event: SubmitEvent| {
            event.prevent_default();
            let (Some(unit), vi) = (unit(), title.get_untracked()) else { return };
            if vi.trim().is_empty() {
                return sending.refuse("/title/vi", Code::Required);
            }
            let body = SheetCopy { id: None, from: from.clone(), title: Bilingual { vi, en: String::new() } };
            let work = async move { call::<sheet::CopySheet>(&unit, &NoQuery {}, &body).await };
            let navigate = navigate.get_value();
            sending.run(Vec::new(), work, move |made| {
                open.set(false);
                navigate(&format!("/sheets/{}/edit", made.row.id), Default::default());
            });
        };
        Some(view! {
            <form class="form" on:submit=submit>
                <p>{t!(sheets.copy_of, title = row.title.pick(language()))}</p>
                <TextField label=t!(sheets.copy_name) value=title pointer="/title/vi" errors=sending.errors() />
                {foot(open, sending, t!(sheets.copy))}
            </form>
        })
    };
    let title = Signal::stored(t!(sheets.copy_head).to_owned());
    view! { <Dialog open title>{move || form()}</Dialog> }.into_any()
}
