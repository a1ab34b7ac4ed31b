//! Who has been, is and will be in charge of the branch; ended and put right by whoever assigns.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use shared::access::Action;
use shared::api::dated::DayQuery;
use shared::api::endpoint::NoQuery;
use shared::api::unit::{
    CorrectSupervision, EndSupervision, ListCommitteeMembers, SupervisionCorrection, SupervisionEnd, SupervisionRow,
};
use shared::id::UnitId;

use crate::client::{call, read, session};
use crate::components::toast::toasts;
use crate::components::{Card, Choice, Dialog, Segmented, SelectField, Sending, TextField, load, open_for};
use crate::dated::{Correction, Decided, Stage, day_field, decision_fields, foot, optional_day, past_with};
use crate::{format, t};

/// The card.
#[component]
pub fn Charges(
    /// Which branch.
    id: UnitId,
    /// The latest first.
    charges: Vec<SupervisionRow>,
    /// Told when one was changed.
    changed: Callback<()>,
) -> impl IntoView {
    let may_change = session::may(Action::SupervisionAssign);
    let none = charges.is_empty().then(|| view! { <p class="muted">{t!(branch.no_supervisor)}</p> });
    let changing = RwSignal::new(None::<SupervisionRow>);
    let known = StoredValue::new(charges.clone());
    let change = Callback::new(move |id| {
        changing.set(known.with_value(|rows| rows.iter().find(|row| row.id.0 == id).cloned()));
    });
    let dialog = may_change.then(|| {
        let open = open_for(changing);
        let title = Signal::derive(move || changing.get().map(|row| row.name).unwrap_or_default());
        let form = move || changing.get().map(|row| forms(id, row, open, changed));
        view! { <Dialog open title wide=true>{form}</Dialog> }
    });
    view! {
        <Card title=t!(branch.supervisors)>
            {none}
            {past_with(
                charges.into_iter().map(stage).collect(),
                t!(branch.seat_change_short),
                may_change.then_some(change),
            )}
        </Card>
        {dialog}
    }
    .into_any()
}

fn stage(row: SupervisionRow) -> Stage {
    Stage { id: row.id.0, what: row.name, more: Vec::new(), record: row.record }
}

fn forms(id: UnitId, row: SupervisionRow, open: RwSignal<bool>, changed: Callback<()>) -> AnyView {
    // What is over can only be put right.
    let over = row.record.ends_on.is_some_and(|last| last < format::today());
    let correcting = RwSignal::new(over);
    let choices = vec![Choice::new(false, t!(branch.charge_end)), Choice::new(true, t!(dated.correct))];
    let value = Signal::derive(move || Some(correcting.get()));
    let row = StoredValue::new(row);
    let choice = (!over).then(|| {
        view! { <Segmented legend=t!(branch.seat_what) choices value on_choose=move |one| correcting.set(one) /> }
    });
    view! {
        {choice}
        {move || {
            let row = row.get_value();
            if correcting.get() { correct(id, row, open, changed) } else { end(id, row, open, changed) }
        }}
    }
    .into_any()
}

fn end(id: UnitId, row: SupervisionRow, open: RwSignal<bool>, changed: Callback<()>) -> AnyView {
    let (decided, sending) = (Decided::today(), Sending::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(ends_on) = decided.day(sending, "/ends_on") else { return };
        let body = SupervisionEnd { ends_on, decision: decided.decision(), decided_on: decided.decision_day() };
        let path = (id, row.id);
        let work = async move { call::<EndSupervision>(&path, &NoQuery {}, &body).await };
        sending.run(Vec::new(), work, move |row| {
            open.set(false);
            toasts().say(t!(branch.charge_ended, name = row.name, day = format::day(ends_on)));
            changed.run(());
        });
    };
    view! {
        <form class="form" on:submit=submit>
            {decision_fields(decided, t!(branch.last_day), "/ends_on", sending.errors())}
            {foot(open, sending, t!(branch.charge_end))}
        </form>
    }
    .into_any()
}

fn correct(id: UnitId, row: SupervisionRow, open: RwSignal<bool>, changed: Callback<()>) -> AnyView {
    let (decided, sending) = (Decided::of(&row.record), Sending::new());
    let (correction, ends) = (Correction::new(), day_field(row.record.ends_on));
    let from = decided.entered();
    let people = load(move || read::<ListCommitteeMembers>(&(), &DayQuery { on: from.get() }));
    let who = RwSignal::new(row.member_id.to_string());
    let recorded = (row.member_id.to_string(), row.name.clone());
    // Somebody who was in charge once may be no committee member on the day that is entered.
    let options = Signal::derive(move || {
        let people = people.get().and_then(Result::ok).map(|page| page.items).unwrap_or_default();
        let others = people.into_iter().map(|one| (one.member_id.to_string(), one.name));
        let others = others.filter(|(id, _)| *id != recorded.0);
        [recorded.clone()].into_iter().chain(others).collect::<Vec<_>>()
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(reason) = correction.reason(sending) else { return };
        let mut body =
            SupervisionCorrection { reason, withdraw: correction.withdraws(), ..SupervisionCorrection::default() };
        if !body.withdraw {
            body.member_id = who.get_untracked().parse().ok();
            body.starts_on = optional_day(decided.from);
            body.ends_on = Some(optional_day(ends));
            body.decision = Some(decided.decision());
            body.decided_on = Some(decided.decision_day());
        }
        let path = (id, row.id);
        let work = async move { call::<CorrectSupervision>(&path, &NoQuery {}, &body).await };
        sending.run(Vec::new(), work, move |_| {
            open.set(false);
            toasts().say(t!(dated.corrected));
            changed.run(());
        });
    };
    let errors = sending.errors();
    let right = view! {
        <SelectField label=t!(branch.who) value=who options pointer="/member_id" errors />
        {decision_fields(decided, t!(dated.starts_on), "/starts_on", errors)}
        <TextField label=t!(dated.ends_on) value=ends kind="date" pointer="/ends_on" errors />
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
