//! Setting the first password, or a new one after a reset, with the printed one-use code.

use leptos::prelude::*;
use leptos_router::components::{A, Redirect};
use shared::api::auth::Activation;
use shared::problem::{Code, FieldError};

use super::gate::{FEWEST, Gate, Strength};
use crate::client::session::{self, State};
use crate::components::{Sending, SendingNote, TextField};
use crate::i18n::language;
use crate::t;

/// The page.
#[component]
pub fn Activate() -> impl IntoView {
    let state = session::state();
    move || match *state.read() {
        State::SignedIn(_) => view! { <Redirect path="/" /> }.into_any(),
        _ => view! { <Form /> }.into_any(),
    }
}

/// What is wrong with a new password that was typed twice.
pub fn password_errors(password: &str, again: &str, pointer: &str) -> Vec<FieldError> {
    let error = |pointer: &str, code: Code, detail: String| FieldError { pointer: pointer.to_owned(), code, detail };
    let mut errors = Vec::new();
    if password.chars().count() < FEWEST {
        errors.push(error(pointer, Code::TooShort, t!(activate.strength_short, count = FEWEST)));
    }
    if password != again {
        errors.push(error("/again", Code::WrongFormat, t!(activate.differ).to_owned()));
    }
    errors
}

#[component]
fn Form() -> impl IntoView {
    let login = RwSignal::new(String::new());
    let code = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let again = RwSignal::new(String::new());
    let sending = Sending::new();
    let errors = sending.errors();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let wrong = password_errors(&password.read_untracked(), &again.read_untracked(), "/password");
        let activation =
            Activation { login: login.get_untracked(), code: code.get_untracked(), password: password.get_untracked() };
        sending.run(wrong, session::activate(activation), |()| ());
    };
    view! {
        <Gate title=t!(activate.title)>
            <form class="form" on:submit=submit lang=language().tag()>
                <p>{t!(activate.intro)}</p>
                <TextField label=t!(sign_in.login) value=login pointer="/login" errors name="login" autocomplete="username" inputmode="email" required=true />
                <TextField label=t!(activate.code) hint=t!(activate.code_hint) value=code pointer="/code" errors name="code" autocomplete="one-time-code" required=true />
                <TextField label=t!(activate.password) value=password pointer="/password" errors name="password" kind="password" autocomplete="new-password" required=true />
                <Strength password />
                <TextField label=t!(activate.again) value=again pointer="/again" errors name="again" kind="password" autocomplete="new-password" required=true />
                <SendingNote sending />
                <button class="button primary wide" aria-busy=move || sending.busy().to_string()>{t!(activate.submit)}</button>
            </form>
            <p class="small muted"><A href="/sign-in">{t!(activate.back)}</A></p>
        </Gate>
    }
}
