//! Changing the password; every other session ends with it.

use leptos::prelude::*;
use shared::api::auth::{ChangePassword, PasswordChange};
use shared::api::endpoint::NoQuery;

use crate::client::call;
use crate::components::toast::toasts;
use crate::components::{Card, Sending, SendingNote, TextField};
use crate::pages::activate::password_errors;
use crate::pages::gate::Strength;
use crate::t;

/// The card.
#[component]
pub fn Password() -> impl IntoView {
    let current = RwSignal::new(String::new());
    let new = RwSignal::new(String::new());
    let again = RwSignal::new(String::new());
    let sending = Sending::new();
    let errors = sending.errors();
    let toasts = toasts();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let wrong = password_errors(&new.read_untracked(), &again.read_untracked(), "/new");
        let change = PasswordChange { current: current.get_untracked(), new: new.get_untracked() };
        let work = async move { call::<ChangePassword>(&(), &NoQuery {}, &change).await };
        sending.run(wrong, work, move |_| {
            for field in [current, new, again] {
                field.try_set(String::new());
            }
            toasts.say(t!(account.password_changed));
        });
    };
    view! {
        <Card title=t!(account.password)>
            <form class="form" on:submit=submit>
                <TextField label=t!(account.current) value=current pointer="/current" errors kind="password" autocomplete="current-password" required=true />
                <TextField label=t!(activate.password) value=new pointer="/new" errors kind="password" autocomplete="new-password" required=true />
                <Strength password=new />
                <TextField label=t!(activate.again) value=again pointer="/again" errors kind="password" autocomplete="new-password" required=true />
                <SendingNote sending />
                <button class="button" aria-busy=move || sending.busy().to_string()>{t!(account.change)}</button>
            </form>
        </Card>
    }
}
