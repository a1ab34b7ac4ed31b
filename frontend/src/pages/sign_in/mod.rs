//! Signing in. index.html shows the same form before the program has loaded; what was typed there is taken over.

use leptos::prelude::*;
use leptos_router::components::{A, Redirect};
use shared::api::auth::Credentials;
use shared::problem::Code;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::gate::Gate;
use crate::client::session::{self, State};
use crate::components::{Note, Sending, SendingNote, Shape, TextField, Tone};
use crate::i18n::language;
use crate::shell::address;
use crate::t;

/// What was typed before the program had loaded.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    login: String,
    password: String,
}

/// Reads it from index.html's form.
pub fn typed_before() -> Typed {
    let value = |id: &str| {
        let input = document().get_element_by_id(id)?.dyn_into::<HtmlInputElement>().ok()?;
        Some(input.value())
    };
    Typed { login: value("before-login").unwrap_or_default(), password: value("before-password").unwrap_or_default() }
}

/// The page.
#[component]
pub fn SignIn() -> impl IntoView {
    let next = next();
    let state = session::state();
    move || match *state.read() {
        State::SignedIn(_) => view! { <Redirect path=next.clone() /> }.into_any(),
        _ => view! { <Form /> }.into_any(),
    }
}

/// Where to go afterwards: a page of this program, never another site.
pub fn next() -> String {
    let next = address::query().with_untracked(|query| query.get("next")).unwrap_or_default();
    if next.starts_with('/') && !next.starts_with("//") && !next.contains('\\') { next } else { "/".to_owned() }
}

/// Why the form of index.html was sent back here.
fn failed_before() -> Option<&'static str> {
    let given = address::query().with_untracked(|query| query.get("error"))?;
    Code::ALL.iter().find(|code| code.as_str() == given).map(|code| code.text(language()))
}

#[component]
fn Form() -> impl IntoView {
    let typed = use_context::<Typed>().unwrap_or_default();
    let login = RwSignal::new(typed.login);
    let password = RwSignal::new(typed.password);
    let sending = Sending::new();
    let before = RwSignal::new(failed_before());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        before.set(None);
        let credentials = Credentials { login: login.get_untracked(), password: password.get_untracked() };
        sending.run(Vec::new(), session::sign_in(credentials), |()| ());
    };
    view! {
        <Gate title=t!(sign_in.title)>
            <form class="form" method="post" action="/sign-in" on:submit=submit>
                <TextField label=t!(sign_in.login) value=login name="login" kind="text" autocomplete="username" inputmode="email" required=true />
                <TextField label=t!(sign_in.password) value=password name="password" kind="password" autocomplete="current-password" required=true />
                {move || before.get().map(|why| view! { <div role="alert"><Note tone=Tone::Poor icon=Shape::Warning>{why}</Note></div> })}
                <SendingNote sending />
                <button class="button primary wide" aria-busy=move || sending.busy().to_string()>
                    {move || if sending.busy() { t!(sign_in.busy) } else { t!(sign_in.submit) }}
                </button>
            </form>
            <p class="small muted">{t!(sign_in.no_password)}" "<A href="/activate">{t!(sign_in.activate)}</A></p>
        </Gate>
    }
}
