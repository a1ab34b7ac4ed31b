//! Signing out; somebody whose writes still wait is warned first.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::client::{outbox, session};
use crate::components::toast::toasts;
use crate::components::{ConfirmDialog, Icon, Shape};
use crate::t;

/// The button.
#[component]
pub fn SignOut() -> impl IntoView {
    let open = RwSignal::new(false);
    let toasts = toasts();
    // What waits is dropped: whoever has come so far was asked.
    let leave = move || {
        spawn_local(async move {
            if let Err(error) = session::sign_out(outbox::clear).await {
                toasts.say(error.title());
            }
        });
    };
    let click = move |_| {
        if untrack(outbox::waiting).is_empty() {
            leave();
        } else {
            open.set(true);
        }
    };
    view! {
        <button type="button" class="button" on:click=click><Icon shape=Shape::SignOut /> {t!(account.sign_out)}</button>
        <ConfirmDialog
            open
            title=t!(account.unsent_title)
            text=t!(account.unsent_text)
            verb=t!(account.sign_out_anyway)
            danger=true
            on_confirm=move |()| leave()
        />
    }
}
