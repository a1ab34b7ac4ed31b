//! The program's root: settings, the session, and the frame that an address is shown in.

use leptos::mount::mount_to_body;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Redirect, Route, Router};
use leptos_router::hooks::use_location;
use leptos_router::path;
use wasm_bindgen_futures::spawn_local;

use crate::client::session::{self, Follower, State};
use crate::client::{ApiError, outbox};
use crate::components::toast::Toasts;
use crate::components::{ErrorNote, Skeleton};
use crate::pages;
use crate::pages::activate::Activate;
use crate::pages::sign_in::{SignIn, typed_before};
use crate::prefs::{Prefs, prefs};
use crate::shell::Shell;

/// Takes over from what index.html shows.
pub fn start() {
    outbox::watch_connection();
    session::lead(Follower { arrives: outbox::open, leaves: outbox::close });
    spawn_local(async {
        session::resume().await;
        let typed = typed_before();
        if let Some(before) = document().get_element_by_id("before") {
            before.remove();
        }
        mount_to_body(move || {
            provide_context(typed);
            view! { <App /> }
        });
    });
}

/// The whole program. One route takes every address: [`pages::page`] tells them apart, which keeps the program small
/// (every route of a router is a type of its own) and gives pages typed parameters.
#[component]
fn App() -> impl IntoView {
    provide_context(Prefs::restore());
    Toasts::start();
    view! {
        <Router>
            <FlatRoutes fallback=|| ()>
                <Route path=path!("/*any") view=Stage />
            </FlatRoutes>
        </Router>
    }
}

/// What an address needs around it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Frame {
    SignIn,
    Activate,
    Inside,
    Door,
    Starting,
    Unreachable,
}

fn frame(path: &str, state: &State) -> Frame {
    match (path, state) {
        ("/sign-in", _) => Frame::SignIn,
        ("/activate", _) => Frame::Activate,
        (_, State::SignedIn(_)) => Frame::Inside,
        (_, State::SignedOut) => Frame::Door,
        (_, State::Starting) => Frame::Starting,
        (_, State::Unreachable) => Frame::Unreachable,
    }
}

/// Frame and page. Texts are read when views are made, so another language makes all of them anew.
#[component]
fn Stage() -> impl IntoView {
    let location = use_location();
    let (path, search) = (location.pathname, location.search);
    let (prefs, state) = (prefs(), session::state());
    let frame = Memo::new(move |_| frame(&path.read(), &state.read()));
    move || {
        prefs.language();
        match frame.get() {
            Frame::SignIn => view! { <SignIn /> }.into_any(),
            Frame::Activate => view! { <Activate /> }.into_any(),
            Frame::Inside => view! { <Shell page=move || pages::page(&path.read()) /> }.into_any(),
            Frame::Door => {
                view! { <Redirect path=door(&path.read_untracked(), &search.read_untracked()) /> }.into_any()
            }
            Frame::Starting => view! { <main class="gate"><Skeleton /></main> }.into_any(),
            Frame::Unreachable => {
                let retry = |()| spawn_local(session::resume());
                view! { <main class="gate"><ErrorNote error=ApiError::Unreachable on_retry=retry /></main> }.into_any()
            }
        }
    }
}

/// The sign-in page, which leads back to where somebody was.
fn door(path: &str, search: &str) -> String {
    let next = if search.is_empty() { path.to_owned() } else { format!("{path}?{search}") };
    if next == "/" { "/sign-in".to_owned() } else { format!("/sign-in?next={}", js_sys::encode_uri_component(&next)) }
}
