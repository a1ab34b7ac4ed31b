//! The frame around every page: the menu beside it on a desk, below it on a phone.

pub mod address;
pub mod focus;
mod menu;

use leptos::html;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_location;

use crate::client::session;
use crate::components::toast::ToastHost;
use crate::components::{Dialog, Icon, Shape};
use crate::i18n::language;
use crate::t;

/// The frame.
#[component]
pub fn Shell(
    /// The page, made anew for every address.
    #[prop(into)]
    page: ViewFn,
) -> impl IntoView {
    let more = RwSignal::new(false);
    let path = use_location().pathname;
    let main = NodeRef::<html::Main>::new();
    // The router takes links within the page for its own and only scrolls.
    let skip = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if let Some(main) = main.get_untracked() {
            focus::put(&main);
        }
    };
    Effect::new(move || {
        path.track();
        more.set(false);
    });
    view! {
        <a class="skip" href="#content" on:click=skip>{t!(shell.skip)}</a>
        <div class="app">
            <header class="side">
                <Brand />
                <nav class="menu" aria-label=t!(shell.menu)>{move || links(menu::entries())}</nav>
                <div class="side-foot"><nav class="menu" aria-label=t!(shell.more)><Further /></nav><Who /></div>
            </header>
            <header class="top-bar"><Brand /></header>
            <main id="content" tabindex="-1" node_ref=main>{move || page.run()}</main>
        </div>
        <nav class="tabs" aria-label=t!(shell.menu)>
            {move || menu::tabs().into_iter().map(|entry| link(entry, entry.short)).collect_view()}
            <button type="button" aria-haspopup="dialog" on:click=move |_| more.set(true)>
                <Icon shape=Shape::More /> <span>{t!(shell.more)}</span>
            </button>
        </nav>
        <Dialog open=more title=t!(shell.menu)>
            <nav class="menu" aria-label=t!(shell.menu)>{move || links(menu::entries())} <hr class="menu-rule" /> <Further /></nav>
            <Who />
        </Dialog>
        <ToastHost />
    }
}

fn links(entries: Vec<menu::Entry>) -> impl IntoView {
    entries.into_iter().map(|entry| link(entry, entry.name)).collect_view()
}

fn link(entry: menu::Entry, name: &'static str) -> impl IntoView {
    view! { <A href=entry.href exact=entry.href == "/"><Icon shape=entry.icon /> <span>{name}</span></A> }
}

#[component]
fn Brand() -> impl IntoView {
    view! { <a class="brand" href="/"><span class="brand-mark" aria-hidden="true">"NN"</span>"Nề Nếp"</a> }
}

/// One's own account, and the documentation for third parties.
#[component]
fn Further() -> impl IntoView {
    view! {
        <A href="/account"><Icon shape=Shape::Person /> <span>{t!(shell.account)}</span></A>
        <a href="/api/docs" rel="external"><Icon shape=Shape::Book /> <span>{t!(shell.docs)}</span></a>
    }
}

/// Who is signed in, and as what.
#[component]
fn Who() -> impl IntoView {
    move || {
        session::me().map(|me| {
            let role = |grant: &shared::api::auth::MyGrant| {
                let role = grant.role.label(language());
                view! { <span class="small muted">{format!("{role} · {}", grant.unit_name)}</span> }
            };
            let roles = me.grants.iter().map(role).collect_view();
            view! { <a class="who" href="/account"><b class="small">{me.name}</b>{roles}</a> }
        })
    }
}
