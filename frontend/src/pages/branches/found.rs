//! Founding a branch below the commune, from a day on.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::api::dated::DayQuery;
use shared::api::endpoint::NoQuery;
use shared::api::state::{FoundUnit, NewUnit};
use shared::api::unit::{ListUnits, UnitRow};
use shared::id::UnitId;
use shared::problem::Code;
use shared::unit::UnitKind;

use crate::client::{call, read};
use crate::components::toast::toasts;
use crate::components::{Dialog, SelectField, Sending, load};
use crate::dated::{Decided, decision_fields, foot};
use crate::pages::branch::Settings;
use crate::{format, t};

/// The dialog.
#[component]
pub fn FoundBranch(
    /// Whether it's shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    let title = Signal::stored(t!(branches.found_title).to_owned());
    view! { <Dialog open title wide=true>{form(open)}</Dialog> }.into_any()
}

fn form(open: RwSignal<bool>) -> AnyView {
    let (decided, settings, sending) = (Decided::today(), Settings::empty(), Sending::new());
    let from = decided.entered();
    let units = load(move || read::<ListUnits>(&(), &DayQuery { on: from.get() }));
    let above = |unit: &UnitRow| !matches!(unit.kind, UnitKind::Branch | UnitKind::PartyGroup);
    let parent = RwSignal::new(String::new());
    let options = Signal::derive(move || {
        let units = units.get().and_then(Result::ok).map(|page| page.items).unwrap_or_default();
        units.into_iter().filter(above).map(|unit| (unit.id.to_string(), unit.name)).collect::<Vec<_>>()
    });
    Effect::new(move || {
        if let (Some((first, _)), true) = (options.get().first(), parent.with_untracked(String::is_empty)) {
            parent.set(first.clone());
        }
    });
    let navigate = use_navigate();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Ok(above) = parent.get_untracked().parse::<UnitId>() else {
            return sending.refuse("/parent_id", Code::Required);
        };
        let Some(starts_on) = decided.day(sending, "/starts_on") else { return };
        let entered = settings.entered();
        let body = NewUnit {
            id: None,
            kind: UnitKind::Branch,
            branch_kind: entered.branch_kind,
            code: entered.code.unwrap_or_default(),
            name: entered.name.unwrap_or_default(),
            fixed_day: entered.fixed_day,
            place: entered.place,
            hour: entered.hour,
            locality: String::new(),
            starts_on,
            decision: decided.decision(),
            decided_on: decided.decision_day(),
        };
        let navigate = navigate.clone();
        sending.run(Vec::new(), async move { call::<FoundUnit>(&above, &NoQuery {}, &body).await }, move |made| {
            open.set(false);
            toasts().say(t!(branches.founded, name = made.name, day = format::day(made.record.starts_on)));
            navigate(&format!("/branches/{}", made.unit_id), Default::default());
        });
    };
    let errors = sending.errors();
    view! {
        <form class="form" on:submit=submit>
            <SelectField label=t!(branches.parent) value=parent options pointer="/parent_id" errors />
            {decision_fields(decided, t!(branches.founded_on), "/starts_on", errors)}
            {settings.fields("", errors)}
            {foot(open, sending, t!(branches.found))}
        </form>
    }
    .into_any()
}
