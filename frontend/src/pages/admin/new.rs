//! A new account: the name, and a sign-in name made from it.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::api::account::{CreateAccount, NewAccount};
use shared::api::endpoint::NoQuery;
use shared::text::fold;

use crate::client::call;
use crate::components::{Dialog, Sending, SendingNote, TextField};
use crate::t;

/// The dialog.
#[component]
pub fn NewAccountForm(
    /// Whether it's shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    let navigate = use_navigate();
    let form = move || {
        let (name, login, sending) = (RwSignal::new(String::new()), RwSignal::new(String::new()), Sending::new());
        // The sign-in name follows the name until somebody writes another one.
        Effect::new(move |before: Option<String>| {
            let suggested = name.with(|name| suggestion(name));
            if login.with_untracked(|login| *login == before.unwrap_or_default()) {
                login.set(suggested.clone());
            }
            suggested
        });
        let navigate = navigate.clone();
        let submit = move |event: SubmitEvent| {
            event.prevent_default();
            let body = NewAccount { login: login.get_untracked(), name: name.get_untracked(), member_id: None };
            let navigate = navigate.clone();
            sending.run(Vec::new(), call::<CreateAccount>(&(), &NoQuery {}, &body), move |account| {
                open.set(false);
                navigate(&format!("/admin/accounts/{}", account.id), Default::default());
            });
        };
        let errors = sending.errors();
        view! {
            <form class="stack-small" on:submit=submit>
                <TextField label=t!(admin.name) value=name pointer="/name" errors />
                <TextField label=t!(admin.login) value=login pointer="/login" errors hint=t!(admin.login_hint).to_owned() />
                <SendingNote sending />
                <div class="dialog-foot">
                    <button type="button" class="button" on:click=move |_| open.set(false)>{t!(kit.cancel)}</button>
                    <button type="submit" class="button primary" prop:disabled=move || sending.busy()>{t!(admin.create)}</button>
                </div>
            </form>
        }
        .into_any()
    };
    view! { <Dialog open title=Signal::stored(t!(admin.new).to_owned())>{form()}</Dialog> }.into_any()
}

/// `nong.van.an` of `Nông Văn An`.
fn suggestion(name: &str) -> String {
    let words = fold(name);
    let letters: String =
        words.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '.' }).take(40).collect();
    letters.trim_matches('.').to_owned()
}
