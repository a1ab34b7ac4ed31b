//! An account: state, code, grants, sessions.

use leptos::prelude::*;
use shared::api::account::{Account, AccountPatch, AccountState, GetAccount, UpdateAccount};
use shared::api::endpoint::NoQuery;
use shared::id::AccountId;

use super::grants::Grants;
use super::sessions::Sessions;
use super::slip::Slip;
use super::tone;
use crate::client::{Versioned, call_at, read_versioned};
use crate::components::{Card, Chip, ConfirmDialog, Load, PageHead, Sending, SendingNote, load, loaded};
use crate::i18n::language;
use crate::{format, t};

/// The page.
#[component]
pub fn AdminAccount(
    /// Which account.
    id: AccountId,
) -> impl IntoView {
    let account = load(move || read_versioned::<GetAccount>(&id, &NoQuery {}));
    let title = Signal::derive(move || match account.get() {
        Some(Ok(account)) => account.value.name,
        _ => t!(admin.account).to_owned(),
    });
    view! { <PageHead title /> {loaded(account, move |value| content(value, account))} }.into_any()
}

fn content(found: Versioned<Account>, account: Load<Versioned<Account>>) -> AnyView {
    let id = found.value.id;
    let grants = found.value.grants.clone();
    view! {
        <div class="cols">
            <div class="stack">
                {state(found.clone(), account)}
                <Grants id grants account />
            </div>
            <div class="stack">
                <Slip account=found.value />
                <Sessions id />
            </div>
        </div>
    }
    .into_any()
}

fn state(found: Versioned<Account>, account: Load<Versioned<Account>>) -> AnyView {
    let Versioned { etag, value } = found;
    let disabled = value.state == AccountState::Disabled;
    let asking = RwSignal::new(false);
    let sending = Sending::new();
    let change = move |()| {
        asking.set(false);
        let patch = AccountPatch { name: None, disabled: Some(!disabled) };
        let work = call_at::<UpdateAccount>(&value.id, &etag, &patch);
        sending.run(Vec::new(), work, move |saved| account.set(saved));
    };
    let verb = if disabled { t!(admin.enable) } else { t!(admin.disable) };
    let text = if disabled { t!(admin.enable_text) } else { t!(admin.disable_text) };
    view! {
        <Card title=t!(admin.account)>
            <dl class="facts">
                <dt>{t!(admin.login)}</dt><dd>{value.login.clone()}</dd>
                <dt>{t!(admin.state)}</dt>
                <dd><Chip tone=tone(value.state)>{value.state.label(language())}</Chip></dd>
                <dt>{t!(admin.last_sign_in)}</dt>
                <dd>{value.last_sign_in_at.map_or_else(|| "–".to_owned(), format::instant)}</dd>
            </dl>
            <SendingNote sending />
            <div class="bar end">
                <button type="button" class="button" on:click=move |_| asking.set(true)>{verb}</button>
            </div>
            <ConfirmDialog
                open=asking
                title=Signal::stored(verb.to_owned())
                text=Signal::stored(text.to_owned())
                verb=Signal::stored(verb.to_owned())
                danger=!disabled
                on_confirm=change
            />
        </Card>
    }
    .into_any()
}
