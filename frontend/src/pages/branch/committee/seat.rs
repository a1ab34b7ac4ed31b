//! Changes within a term: somebody joins the committee, leaves it, or was recorded wrongly.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use shared::api::committee::{CorrectOffice, EndOffice, NewSeat, SeatCorrection, SeatEnd, SeatMember};
use shared::api::endpoint::NoQuery;
use shared::api::unit::OfficeRow;
use shared::id::UnitId;
use shared::problem::Code;

use super::elect::{candidates, named, offices};
use crate::client::call;
use crate::components::toast::toasts;
use crate::components::{Choice, Dialog, Segmented, SelectField, Sending, TextField, open_for};
use crate::dated::{Correction, Decided, day_field, decision_fields, foot, optional_day};
use crate::{format, t};

/// The dialog that adds somebody.
#[component]
pub fn AddSeat(
    /// Whether it's shown.
    open: RwSignal<bool>,
    /// Which branch.
    id: UnitId,
    /// Told when somebody was added.
    changed: Callback<()>,
) -> impl IntoView {
    let title = Signal::stored(t!(branch.seat_title).to_owned());
    view! { <Dialog open title wide=true>{add(open, id, changed)}</Dialog> }.into_any()
}

fn add(open: RwSignal<bool>, id: UnitId, changed: Callback<()>) -> AnyView {
    let (decided, sending) = (Decided::today(), Sending::new());
    let people = candidates(id, decided.from);
    let (who, office) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), t!(branch.choose).to_owned())];
        let people = people.get().and_then(Result::ok).map(|page| page.items).unwrap_or_default();
        options.extend(people.iter().map(|one| (one.member_id.to_string(), named(one))));
        options
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(starts_on) = decided.day(sending, "/starts_on") else { return };
        let Ok(member_id) = who.get_untracked().parse() else { return sending.refuse("/member_id", Code::Required) };
        let Ok(office) = office.get_untracked().parse() else { return sending.refuse("/office", Code::Required) };
        let (decision, decided_on) = (decided.decision(), decided.decision_day());
        let body = NewSeat { member_id, office, starts_on, decision, decided_on };
        let work = async move { call::<SeatMember>(&id, &NoQuery {}, &body).await };
        sending.run(Vec::new(), work, move |seat| {
            open.set(false);
            toasts().say(t!(branch.seated, name = seat.name));
            changed.run(());
        });
    };
    let errors = sending.errors();
    let held = Signal::stored(offices(t!(branch.office)));
    view! {
        <form class="form" on:submit=submit>
            {decision_fields(decided, t!(dated.starts_on), "/starts_on", errors)}
            <div class="form-row">
                <SelectField label=t!(branch.who) value=who options pointer="/member_id" errors />
                <SelectField label=t!(branch.office) value=office options=held pointer="/office" errors />
            </div>
            {foot(open, sending, t!(branch.seat))}
        </form>
    }
    .into_any()
}

/// The dialog that ends somebody's office, or puts it right.
#[component]
pub fn ChangeSeat(
    /// Which branch.
    id: UnitId,
    /// Whose office; none: not shown.
    seat: RwSignal<Option<OfficeRow>>,
    /// Told when it was changed.
    changed: Callback<()>,
) -> impl IntoView {
    let open = open_for(seat);
    let title = Signal::derive(move || seat.get().map(|seat| seat.name).unwrap_or_default());
    view! { <Dialog open title wide=true>{move || seat.get().map(|seat| change(id, seat, open, changed))}</Dialog> }
        .into_any()
}

fn change(id: UnitId, seat: OfficeRow, open: RwSignal<bool>, changed: Callback<()>) -> AnyView {
    let correcting = RwSignal::new(false);
    let choices = vec![Choice::new(false, t!(branch.seat_end)), Choice::new(true, t!(branch.seat_correct))];
    let value = Signal::derive(move || Some(correcting.get()));
    let seat = StoredValue::new(seat);
    view! {
        <Segmented legend=t!(branch.seat_what) choices value on_choose=move |one| correcting.set(one) />
        {move || {
            let seat = seat.get_value();
            if correcting.get() { correct(id, seat, open, changed) } else { end(id, seat, open, changed) }
        }}
    }
    .into_any()
}

fn end(id: UnitId, seat: OfficeRow, open: RwSignal<bool>, changed: Callback<()>) -> AnyView {
    let (decided, sending) = (Decided::today(), Sending::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(ends_on) = decided.day(sending, "/ends_on") else { return };
        let body = SeatEnd { ends_on, decision: decided.decision(), decided_on: decided.decision_day() };
        let path = (id, seat.id);
        let work = async move { call::<EndOffice>(&path, &NoQuery {}, &body).await };
        sending.run(Vec::new(), work, move |seat| {
            open.set(false);
            toasts().say(t!(branch.seat_ended, name = seat.name, day = format::day(ends_on)));
            changed.run(());
        });
    };
    view! {
        <form class="form" on:submit=submit>
            {decision_fields(decided, t!(branch.last_day), "/ends_on", sending.errors())}
            {foot(open, sending, t!(branch.seat_end))}
        </form>
    }
    .into_any()
}

fn correct(id: UnitId, seat: OfficeRow, open: RwSignal<bool>, changed: Callback<()>) -> AnyView {
    let sending = Sending::new();
    let correction = Correction::new();
    let (from, to) = (day_field(Some(seat.starts_on)), day_field(seat.ends_on));
    let office = RwSignal::new(seat.office.to_string());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(reason) = correction.reason(sending) else { return };
        let mut body = SeatCorrection { reason, withdraw: correction.withdraws(), ..SeatCorrection::default() };
        if !body.withdraw {
            body.office = office.get_untracked().parse().ok();
            body.starts_on = optional_day(from);
            body.ends_on = Some(optional_day(to));
        }
        let path = (id, seat.id);
        let work = async move { call::<CorrectOffice>(&path, &NoQuery {}, &body).await };
        sending.run(Vec::new(), work, move |_| {
            open.set(false);
            toasts().say(t!(dated.corrected));
            changed.run(());
        });
    };
    let errors = sending.errors();
    let held = Signal::stored(offices(t!(branch.office)));
    let right = view! {
        <div class="form-row three">
            <SelectField label=t!(branch.office) value=office options=held pointer="/office" errors />
            <TextField label=t!(dated.starts_on) value=from kind="date" pointer="/starts_on" errors />
            <TextField label=t!(dated.ends_on) value=to kind="date" pointer="/ends_on" errors />
        </div>
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
