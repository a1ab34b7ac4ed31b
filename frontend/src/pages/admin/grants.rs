//! Roles of an account: granted from a day, ended with a day, never removed.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use shared::access::Role;
use shared::api::account::{Account, CreateGrant, GrantRow, NewGrant};
use shared::api::dated::DayQuery;
use shared::api::endpoint::NoQuery;
use shared::api::unit::ListUnits;
use shared::id::AccountId;

use super::grant::ChangeGrant;
use crate::client::{Versioned, call, read};
use crate::components::{Card, Load, SelectField, Sending, SendingNote, TextField, load};
use crate::dated::{Decided, Stage, decision_fields, optional_day, past_with};
use crate::i18n::language;
use crate::t;

/// The list and the form below it.
#[component]
pub fn Grants(
    /// Whose.
    id: AccountId,
    /// Those in force first.
    grants: Vec<GrantRow>,
    /// The account on the page.
    account: Load<Versioned<Account>>,
) -> impl IntoView {
    let changing = RwSignal::new(None::<GrantRow>);
    view! {
        <Card title=t!(admin.roles)>
            {list(grants, changing)}
            {form(id, account)}
        </Card>
        <ChangeGrant id grant=changing account />
    }
    .into_any()
}

fn list(grants: Vec<GrantRow>, changing: RwSignal<Option<GrantRow>>) -> AnyView {
    let known = StoredValue::new(grants.clone());
    let change = Callback::new(move |id| {
        changing.set(known.with_value(|grants| grants.iter().find(|grant| grant.id.0 == id).cloned()));
    });
    let stage = |grant: GrantRow| {
        let what = grant.role.label(language()).to_owned();
        Stage { id: grant.id.0, what, more: vec![grant.unit_name], record: grant.record }
    };
    past_with(grants.into_iter().map(stage).collect(), t!(admin.grant_change), Some(change))
}

fn form(id: AccountId, account: Load<Versioned<Account>>) -> AnyView {
    let units = load(|| read::<ListUnits>(&(), &DayQuery::default()));
    let options = Signal::derive(move || match units.get() {
        Some(Ok(page)) => page.items.into_iter().map(|unit| (unit.id.to_string(), unit.name)).collect(),
        _ => Vec::new(),
    });
    let roles: Vec<(String, String)> =
        Role::ALL.iter().map(|role| (role.to_string(), role.label(language()).to_owned())).collect();
    let role = RwSignal::new(Role::Member.to_string());
    let unit = RwSignal::new(String::new());
    let (decided, ends) = (Decided::today(), RwSignal::new(String::new()));
    Effect::new(move || {
        if let Some((first, _)) = options.get().first().filter(|_| unit.get_untracked().is_empty()) {
            unit.set(first.clone());
        }
    });
    let sending = Sending::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(starts_on) = decided.day(sending, "/starts_on") else { return };
        let (Ok(role), Ok(unit_id)) = (role.get_untracked().parse(), unit.get_untracked().parse()) else { return };
        let (decision, decided_on) = (decided.decision(), decided.decision_day());
        let body = NewGrant { role, unit_id, starts_on, ends_on: optional_day(ends), decision, decided_on };
        sending.run(Vec::new(), call::<CreateGrant>(&id, &NoQuery {}, &body), move |_| account.refetch());
    };
    let errors = sending.errors();
    view! {
        <form class="form" on:submit=submit>
            <h3>{t!(admin.grant)}</h3>
            <div class="form-row">
                <SelectField label=t!(admin.role) value=role options=Signal::stored(roles) pointer="/role" errors />
                <SelectField label=t!(admin.unit) value=unit options pointer="/unit_id" errors />
                <TextField label=t!(admin.to) value=ends kind="date" pointer="/ends_on" errors hint=t!(admin.to_hint).to_owned() />
            </div>
            {decision_fields(decided, t!(admin.from), "/starts_on", errors)}
            <SendingNote sending />
            <div class="bar end">
                <button type="submit" class="button" prop:disabled=move || sending.busy()>{t!(admin.grant)}</button>
            </div>
        </form>
    }
    .into_any()
}
