//! Putting a sheet in force from a day on: a standing member decides.

use chrono::{Datelike, Months, NaiveDate};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use shared::api::endpoint::NoQuery;
use shared::api::sheet::{self, NewSheetChoice, SheetRow};
use shared::problem::Code;
use shared::rulebook::Digest;

use super::read::{self, unit};
use crate::client::call;
use crate::components::toast::toasts;
use crate::components::{Dialog, Note, SelectField, Sending, load, loaded};
use crate::dated::{Decided, decision_fields, foot};
use crate::{format, t};

/// The dialog.
#[component]
pub fn ChooseSheet(
    /// Whether it's shown.
    open: RwSignal<bool>,
    /// The sheet that the choice begins with.
    sheet: Option<Digest>,
    /// Told when a sheet was put in force.
    changed: Callback<()>,
) -> impl IntoView {
    let title = Signal::stored(t!(sheets.choose_head).to_owned());
    let sheet = StoredValue::new(sheet);
    view! {
        <Dialog open title wide=true>
            {move || loaded(load(read::rows), move |rows| form(open, rows, sheet.get_value(), changed))}
        </Dialog>
    }
    .into_any()
}

/// The first day of the month after this one's: what is under way is judged as it began.
fn next_month() -> NaiveDate {
    let today = format::today();
    today.with_day(1).and_then(|first| first.checked_add_months(Months::new(1))).unwrap_or(today)
}

fn form(open: RwSignal<bool>, rows: Vec<SheetRow>, begun: Option<Digest>, changed: Callback<()>) -> AnyView {
    let options = options(&rows, begun.as_ref());
    let chosen = RwSignal::new(begun.map(String::from).unwrap_or_default());
    let (decided, sending) = (Decided::today(), Sending::new());
    decided.from.set(next_month().to_string());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (Some(unit), Ok(sheet)) = (unit(), chosen.get_untracked().parse()) else {
            return sending.refuse("/sheet", Code::Required);
        };
        let Some(starts_on) = decided.day(sending, "/starts_on") else { return };
        let body =
            NewSheetChoice { sheet, starts_on, decision: decided.decision(), decided_on: decided.decision_day() };
        let work = async move { call::<sheet::ChooseSheet>(&unit, &NoQuery {}, &body).await };
        sending.run(Vec::new(), work, move |choice| {
            open.set(false);
            toasts().say(t!(dated.saved, day = format::day(choice.record.starts_on)));
            changed.run(());
        });
    };
    let errors = sending.errors();
    view! {
        <form class="form" on:submit=submit>
            <SelectField label=t!(sheets.sheet) value=chosen options pointer="/sheet" errors />
            {decision_fields(decided, t!(sheets.starts_on), "/starts_on", errors)}
            <Note>{t!(sheets.choose_note)}</Note>
            {foot(open, sending, t!(sheets.choose))}
        </form>
    }
    .into_any()
}

/// Sheets to choose from: what was replaced only if it's what is chosen.
pub fn options(rows: &[SheetRow], chosen: Option<&Digest>) -> Signal<Vec<(String, String)>> {
    let kept: Vec<SheetRow> = rows.iter().filter(|row| !row.replaced || Some(&row.digest) == chosen).cloned().collect();
    let mut options = read::options(&kept);
    let known = chosen.is_some_and(|chosen| kept.iter().any(|row| row.digest == *chosen));
    if !known {
        options.insert(0, (String::new(), t!(sheets.choose_one).to_owned()));
    }
    Signal::stored(options)
}
