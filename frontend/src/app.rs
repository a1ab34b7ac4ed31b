//! The program's root: settings, the session, and which page an address shows.

use leptos::mount::mount_to_body;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::{ParentRoute, Redirect, Route, Router, Routes};
use leptos_router::hooks::use_location;
use leptos_router::path;

use crate::client::session::{self, State};
use crate::client::{ApiError, outbox};
use crate::components::toast::Toasts;
use crate::components::{ErrorNote, Skeleton};
use crate::pages::account::Account;
use crate::pages::activate::Activate;
use crate::pages::not_found::NotFound;
use crate::pages::sign_in::{SignIn, typed_before};
use crate::prefs::Prefs;
use crate::shell::Shell;

/// Takes over from what index.html shows.
pub fn start() {
    let typed = typed_before();
    outbox::watch_connection();
    spawn_local(async move {
        session::resume().await;
        if let Some(before) = document().get_element_by_id("before") {
            before.remove();
        }
        mount_to_body(move || {
            provide_context(typed);
            view! { <App /> }
        });
    });
}

/// The whole program. Texts are read when views are made, so another language makes all of them anew.
#[component]
fn App() -> impl IntoView {
    let prefs = Prefs::restore();
    provide_context(prefs);
    provide_context(Toasts::new());
    view! {
        <Router>
            {move || {
                prefs.language();
                view! { <Pages /> }.into_any()
            }}
        </Router>
    }
}

/// Pages by address; they mirror the menu. Only sign-in and activation are open to everybody.
#[component]
fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=|| view! { <NotFound /> }>
            <Route path=path!("/sign-in") view=SignIn />
            <Route path=path!("/activate") view=Activate />
            <ParentRoute path=path!("") view=Guarded>
                <Route path=path!("/account") view=Account />
                <Route path=path!("/*any") view=NotFound />
            </ParentRoute>
        </Routes>
    }
}

/// The frame for who is signed in, the door for who isn't.
#[component]
fn Guarded() -> impl IntoView {
    let location = use_location();
    let state = session::state();
    // The name of the person may change without the page being made anew.
    let stage = Memo::new(move |_| std::mem::discriminant(&state.get()));
    move || {
        stage.track();
        match session::state().get_untracked() {
            State::SignedIn(_) => view! { <Shell /> }.into_any(),
            State::SignedOut => {
                let next = location.pathname.get_untracked() + &location.search.with_untracked(|search| query(search));
                let to = if next == "/" { "/sign-in".to_owned() } else { format!("/sign-in?next={}", escape(&next)) };
                view! { <Redirect path=to /> }.into_any()
            }
            State::Starting => view! { <main class="gate"><Skeleton /></main> }.into_any(),
            State::Unreachable => {
                let retry = |()| spawn_local(session::resume());
                view! { <main class="gate"><ErrorNote error=ApiError::Unreachable on_retry=retry /></main> }.into_any()
            }
        }
    }
}

fn query(search: &str) -> String {
    if search.is_empty() { String::new() } else { format!("?{search}") }
}

fn escape(text: &str) -> String {
    String::from(js_sys::encode_uri_component(text))
}
