//! Ending a role of an account, or putting it right.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use shared::api::account::{Account, CorrectGrant, EndGrant, GrantCorrection, GrantEnd, GrantRow};
use shared::api::endpoint::NoQuery;
use shared::id::AccountId;

use crate::client::{Versioned, call};
use crate::components::toast::toasts;
use crate::components::{Choice, Dialog, Load, Segmented, Sending, TextField, open_for};
use crate::dated::{Correction, Decided, day_field, decision_fields, foot, foot_danger, optional_day};
use crate::i18n::language;
use crate::{format, t};

/// The dialog.
#[component]
pub fn ChangeGrant(
    /// Whose.
    id: AccountId,
    /// Which one; none: not shown.
    grant: RwSignal<Option<GrantRow>>,
    /// The account on the page.
    account: Load<Versioned<Account>>,
) -> impl IntoView {
    let open = open_for(grant);
    let title = Signal::derive(move || {
        grant.with(|grant| grant.as_ref().map(|one| format!("{} · {}", one.role.label(language()), one.unit_name)))
    });
    let title = Signal::derive(move || title.get().unwrap_or_default());
    view! { <Dialog open title wide=true>{move || grant.get().map(|grant| forms(id, grant, open, account))}</Dialog> }
        .into_any()
}

fn forms(id: AccountId, grant: GrantRow, open: RwSignal<bool>, account: Load<Versioned<Account>>) -> AnyView {
    // What is over can only be put right.
    let over = grant.record.ends_on.is_some_and(|last| last < format::today());
    let correcting = RwSignal::new(over);
    let choices = vec![Choice::new(false, t!(admin.end)), Choice::new(true, t!(dated.correct))];
    let value = Signal::derive(move || Some(correcting.get()));
    let grant = StoredValue::new(grant);
    let choice = (!over).then(|| {
        view! { <Segmented legend=t!(admin.grant_change) choices value on_choose=move |one| correcting.set(one) /> }
    });
    view! {
        {choice}
        {move || {
            let grant = grant.get_value();
            if correcting.get() { correct(id, grant, open, account) } else { end(id, grant, open, account) }
        }}
    }
    .into_any()
}

fn end(id: AccountId, grant: GrantRow, open: RwSignal<bool>, account: Load<Versioned<Account>>) -> AnyView {
    // Yesterday was the last day: it ends at once.
    let decided = Decided { from: day_field(format::today().pred_opt()), ..Decided::today() };
    let sending = Sending::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(ends_on) = decided.day(sending, "/ends_on") else { return };
        let body = GrantEnd { ends_on, decision: decided.decision(), decided_on: decided.decision_day() };
        let path = (id, grant.id);
        let work = async move { call::<EndGrant>(&path, &NoQuery {}, &body).await };
        sending.run(Vec::new(), work, move |_| {
            open.set(false);
            account.refetch();
        });
    };
    view! {
        <form class="form" on:submit=submit>
            {decision_fields(decided, t!(admin.last_day), "/ends_on", sending.errors())}
            <p class="small muted">{t!(admin.last_day_hint)}</p>
            {foot_danger(open, sending, t!(admin.end))}
        </form>
    }
    .into_any()
}

fn correct(id: AccountId, grant: GrantRow, open: RwSignal<bool>, account: Load<Versioned<Account>>) -> AnyView {
    let (decided, sending) = (Decided::of(&grant.record), Sending::new());
    let (correction, ends) = (Correction::new(), day_field(grant.record.ends_on));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(reason) = correction.reason(sending) else { return };
        let mut body = GrantCorrection { reason, withdraw: correction.withdraws(), ..GrantCorrection::default() };
        if !body.withdraw {
            body.starts_on = optional_day(decided.from);
            body.ends_on = Some(optional_day(ends));
            body.decision = Some(decided.decision());
            body.decided_on = Some(decided.decision_day());
        }
        let path = (id, grant.id);
        let work = async move { call::<CorrectGrant>(&path, &NoQuery {}, &body).await };
        sending.run(Vec::new(), work, move |_| {
            open.set(false);
            toasts().say(t!(dated.corrected));
            account.refetch();
        });
    };
    let errors = sending.errors();
    let right = view! {
        {decision_fields(decided, t!(admin.from), "/starts_on", errors)}
        <TextField label=t!(admin.to) value=ends kind="date" pointer="/ends_on" errors hint=t!(admin.to_hint).to_owned() />
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
