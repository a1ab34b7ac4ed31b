//! Accounts, run by an admin: the list, new ones, and each with its grants, code and sessions.

mod account;
mod grant;
mod grants;
mod new;
mod sessions;
mod slip;

pub use account::AdminAccount;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::api::Page;
use shared::api::account::{Account, AccountQuery, AccountState, ListAccounts};
use shared::dated::Span;

use self::new::NewAccountForm;
use crate::client::read;
use crate::components::{Card, Chip, Column, DataTable, EmptyState, PageHead, Shape, TextField, Tone, load, loaded};
use crate::i18n::language;
use crate::shell::address;
use crate::{format, t};

/// The list. What is searched for is in the address.
#[component]
pub fn Accounts() -> impl IntoView {
    let map = address::query();
    let query = Memo::new(move |_| {
        map.with(|map| AccountQuery {
            q: map.get("q").filter(|q| !q.is_empty()),
            cursor: map.get("cursor"),
            limit: Some(50),
        })
    });
    let accounts = load(move || read::<ListAccounts>(&(), &query.get()));
    let text = RwSignal::new(query.get_untracked().q.unwrap_or_default());
    let navigate = use_navigate();
    let search = move |event: SubmitEvent| {
        event.prevent_default();
        let q = String::from(js_sys::encode_uri_component(&text.get_untracked()));
        navigate(&format!("/admin/accounts?q={q}"), Default::default());
    };
    let adding = RwSignal::new(false);
    let actions = move || {
        view! {
            <button type="button" class="button primary" on:click=move |_| adding.set(true)>{t!(admin.new)}</button>
        }
        .into_any()
    };
    view! {
        <PageHead title=t!(admin.title) actions=ViewFn::from(actions) />
        <form class="card" role="search" on:submit=search>
            <div class="bar">
                <div class="grow"><TextField label=t!(admin.search) value=text kind="search" /></div>
                <button type="submit" class="button">{t!(admin.find)}</button>
            </div>
        </form>
        {loaded(accounts, content)}
        <NewAccountForm open=adding />
    }
    .into_any()
}

/// The colour of an account's state.
pub(super) const fn tone(state: AccountState) -> Tone {
    match state {
        AccountState::New => Tone::Fair,
        AccountState::Active => Tone::Good,
        AccountState::Disabled => Tone::Poor,
    }
}

fn content(page: Page<Account>) -> AnyView {
    if page.items.is_empty() {
        return view! { <Card><EmptyState icon=Shape::People title=t!(admin.none) /></Card> }.into_any();
    }
    let today = format::today();
    let columns = vec![
        Column::new(t!(admin.name), |row: &Account| {
            view! {
                <a href=format!("/admin/accounts/{}", row.id)><b>{row.name.clone()}</b></a>
                <div class="small muted">{row.login.clone()}</div>
            }
        }),
        Column::new(t!(admin.state), |row: &Account| {
            let (tone, word) = (tone(row.state), row.state.label(language()));
            view! { <Chip tone=tone>{word}</Chip> }
        }),
        Column::new(t!(admin.roles), move |row: &Account| {
            let now =
                row.grants.iter().filter(|grant| Span::new(grant.record.starts_on, grant.record.ends_on).covers(today));
            now.map(|grant| {
                view! { <div class="small">{format!("{} · {}", grant.role.label(language()), grant.unit_name)}</div> }
                    .into_any()
            })
            .collect_view()
        }),
        Column::new(t!(admin.last_sign_in), |row: &Account| {
            row.last_sign_in_at.map_or_else(|| "–".to_owned(), format::instant)
        }),
    ];
    let next = page.next.map(|cursor| {
        view! { <a class="button" href=format!("/admin/accounts?cursor={cursor}")>{t!(admin.next)}</a> }
    });
    view! { <Card title=t!(admin.accounts)><DataTable caption=t!(admin.accounts) columns rows=page.items />{next}</Card> }
        .into_any()
}
