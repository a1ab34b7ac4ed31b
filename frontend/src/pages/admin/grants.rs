//! Roles of an account: granted from a day, ended with a day, never removed.

use chrono::NaiveDate;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use shared::access::Role;
use shared::api::account::{Account, CreateGrant, EndGrant, GrantEnd, GrantRow, NewGrant};
use shared::api::dated::DayQuery;
use shared::api::endpoint::NoQuery;
use shared::api::unit::ListUnits;
use shared::id::AccountId;

use crate::client::{Versioned, call, read};
use crate::components::{Card, Load, SelectField, Sending, SendingNote, TextField, load};
use crate::i18n::language;
use crate::{format, t};

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
    let sending = Sending::new();
    let lines = grants.into_iter().map(|grant| line(id, grant, account, sending)).collect_view();
    view! {
        <Card title=t!(admin.roles)>
            <ul class="task-list">{lines}</ul>
            <SendingNote sending />
            {form(id, account)}
        </Card>
    }
    .into_any()
}

fn line(id: AccountId, grant: GrantRow, account: Load<Versioned<Account>>, sending: Sending) -> AnyView {
    let today = format::today();
    let ended = grant.ends_on.is_some_and(|end| end < today);
    let until = grant.ends_on.map(format::day).unwrap_or_default();
    let days = format!("{} – {until}", format::day(grant.starts_on));
    let end = move |_| {
        // Yesterday was the last day: it ends at once.
        let ends_on = format::today().pred_opt().unwrap_or_default();
        let work = call::<EndGrant>(&(id, grant.id), &NoQuery {}, &GrantEnd { ends_on });
        sending.run(Vec::new(), work, move |_| account.refetch());
    };
    let label = format!("{}: {} · {}", t!(admin.end), grant.role.label(language()), grant.unit_name);
    view! {
        <li class="bar">
            <div class="grow">
                <b>{grant.role.label(language())}</b>
                <div class="small muted">{format!("{} · {days}", grant.unit_name)}</div>
            </div>
            {(!ended).then(|| view! {
                <button type="button" class="button quiet" aria-label=label on:click=end>{t!(admin.end)}</button>
            })}
        </li>
    }
    .into_any()
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
    let starts = RwSignal::new(format::today().to_string());
    let ends = RwSignal::new(String::new());
    Effect::new(move || {
        if let Some((first, _)) = options.get().first().filter(|_| unit.get_untracked().is_empty()) {
            unit.set(first.clone());
        }
    });
    let sending = Sending::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (Ok(role), Ok(unit_id), Ok(starts_on)) =
            (role.get_untracked().parse(), unit.get_untracked().parse(), starts.get_untracked().parse::<NaiveDate>())
        else {
            return;
        };
        let body = NewGrant { role, unit_id, starts_on, ends_on: ends.get_untracked().parse().ok() };
        sending.run(Vec::new(), call::<CreateGrant>(&id, &NoQuery {}, &body), move |_| account.refetch());
    };
    let errors = sending.errors();
    view! {
        <form class="form" on:submit=submit>
            <h3>{t!(admin.grant)}</h3>
            <div class="form-row">
                <SelectField label=t!(admin.role) value=role options=Signal::stored(roles) pointer="/role" errors />
                <SelectField label=t!(admin.unit) value=unit options pointer="/unit_id" errors />
                <TextField label=t!(admin.from) value=starts kind="date" pointer="/starts_on" errors />
                <TextField label=t!(admin.to) value=ends kind="date" pointer="/ends_on" errors hint=t!(admin.to_hint).to_owned() />
            </div>
            <SendingNote sending />
            <div class="bar end">
                <button type="submit" class="button" prop:disabled=move || sending.busy()>{t!(admin.grant)}</button>
            </div>
        </form>
    }
    .into_any()
}
