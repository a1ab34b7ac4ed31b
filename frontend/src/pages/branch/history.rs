//! What the branch was, is and will be, and putting it right.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use shared::access::Action;
use shared::api::Page;
use shared::api::dated::KnownQuery;
use shared::api::endpoint::NoQuery;
use shared::api::state::{CorrectUnit, ListUnitStates, UnitCorrection, UnitState};
use shared::id::UnitId;

use super::change::Settings;
use crate::client::{call, read, session};
use crate::components::toast::toasts;
use crate::components::{Card, Dialog, Sending, TextField, load, loaded, open_for};
use crate::dated::{Correction, Decided, Stage, day_field, decision_fields, foot, optional_day, past};
use crate::i18n::language;
use crate::t;

/// The card. It's read when somebody asks for it.
#[component]
pub fn History(
    /// Which branch.
    id: UnitId,
    /// Changes when the branch was changed.
    round: RwSignal<u32>,
    /// Told when something was put right.
    changed: Callback<()>,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let beside = move || {
        (!shown.get()).then(|| {
            view! { <button type="button" class="button quiet" on:click=move |_| shown.set(true)>{t!(branch.history_show)}</button> }
        })
    };
    let body = move || shown.get().then(|| states(id, round, changed));
    view! { <Card title=t!(branch.history) beside><p class="small muted">{t!(branch.history_note)}</p>{body}</Card> }
        .into_any()
}

fn states(id: UnitId, round: RwSignal<u32>, changed: Callback<()>) -> AnyView {
    let states = load(move || {
        round.track();
        read::<ListUnitStates>(&id, &KnownQuery::default())
    });
    let correcting = RwSignal::new(None::<UnitState>);
    let open = open_for(correcting);
    let title = Signal::stored(t!(branch.correct_title).to_owned());
    view! {
        {loaded(states, move |page: Page<UnitState>| {
            let known = StoredValue::new(page.items.clone());
            let correct = Callback::new(move |id| {
                correcting.set(known.with_value(|states| states.iter().find(|state| state.id.0 == id).cloned()));
            });
            past(page.items.into_iter().map(stage).collect(), session::may(Action::UnitWrite).then_some(correct))
        })}
        <Dialog open title wide=true>{move || correcting.get().map(|state| form(state, open, changed))}</Dialog>
    }
    .into_any()
}

fn stage(state: UnitState) -> Stage {
    let mut more = Vec::new();
    if let Some(kind) = state.branch_kind {
        more.push(kind.label(language()).to_owned());
    }
    if let (Some(day), Some(hour), Some(place)) = (state.fixed_day, &state.hour, &state.place) {
        more.push(t!(branch.meets, day = day, hour = hour.clone(), place = place.clone()));
    }
    Stage { id: state.id.0, what: format!("{} ({})", state.name, state.code), more, record: state.record }
}

fn form(state: UnitState, open: RwSignal<bool>, changed: Callback<()>) -> AnyView {
    let (decided, sending) = (Decided::of(&state.record), Sending::new());
    let settings = Settings::known(
        &state.name,
        &state.code,
        state.branch_kind,
        state.fixed_day,
        state.hour.as_ref(),
        state.place.as_ref(),
    );
    let ends = day_field(state.record.ends_on);
    let correction = Correction::new();
    let path = (state.unit_id, state.id);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(reason) = correction.reason(sending) else { return };
        let mut body = UnitCorrection { reason, withdraw: correction.withdraws(), ..UnitCorrection::default() };
        if !body.withdraw {
            body.starts_on = optional_day(decided.from);
            body.ends_on = Some(optional_day(ends));
            body.settings = settings.entered();
            body.decision = Some(decided.decision());
            body.decided_on = Some(decided.decision_day());
        }
        let work = async move { call::<CorrectUnit>(&path, &NoQuery {}, &body).await };
        sending.run(Vec::new(), work, move |_| {
            open.set(false);
            toasts().say(t!(dated.corrected));
            changed.run(());
        });
    };
    let errors = sending.errors();
    let right = view! {
        {decision_fields(decided, t!(dated.starts_on), "/starts_on", errors)}
        <TextField label=t!(dated.ends_on) value=ends kind="date" pointer="/ends_on" errors />
        {settings.fields("/settings", errors)}
    };
    let right = right.into_any();
    view! {
        <form class="form" on:submit=submit>
            {correction.fields(errors, right)}
            {foot(open, sending, t!(dated.correct))}
        </form>
    }
    .into_any()
}
