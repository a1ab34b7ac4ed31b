//! What is locked, of whatever kind it is: its lock, the corrections that are appended to it, its papers.

use std::future::Future;

use leptos::prelude::*;
use shared::api::seal::{Addendum, Lock};
use wasm_bindgen_futures::spawn_local;

use super::part::{nothing, plain, send_button};
use super::toast::Toasts;
use super::{Chip, Icon, Sending, Shape, TextAreaField, Tone};
use crate::client::ApiError;
use crate::{format, t};

/// The lock: when, by whom, whether what is shown is what was sealed.
pub fn lock(title: &'static str, lock: Lock) -> AnyView {
    let (tone, says) = match lock.matches {
        true => (Tone::Good, t!(sealed.matches)),
        false => (Tone::Poor, t!(sealed.matches_not)),
    };
    let earlier = lock.earlier.map(|hash| {
        view! { <p class="small muted">{t!(sealed.earlier)}</p><code class="hash">{hash}</code> }
    });
    let content = view! {
        <div class="bar">
            <Icon shape=Shape::Lock /><Chip tone=Tone::Good>{t!(sealed.locked)}</Chip><Chip tone>{says}</Chip>
        </div>
        <p>{t!(sealed.locked_by, who = lock.by, time = format::instant(lock.at))}</p>
        <p class="small muted">{t!(sealed.hash)}</p>
        <code class="hash">{lock.hash}</code>
        {earlier}
    };
    plain(title, content.into_any())
}

/// The corrections with the form for another one where the caller may; nothing where there is neither.
pub fn addenda(
    title: &'static str,
    written: Memo<Vec<Addendum>>,
    may: Memo<bool>,
    form: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    (move || {
        if !may.get() && written.with(Vec::is_empty) {
            return nothing();
        }
        let form = may.get().then(&form);
        let list = move || written.get().into_iter().map(one).collect::<Vec<_>>();
        plain(title, view! { <ul class="opinions">{list}</ul>{form} }.into_any())
    })
    .into_any()
}

fn one(addendum: Addendum) -> AnyView {
    let who = format!("{} · {}", addendum.by, format::instant(addendum.at));
    view! { <li><div><span class="small muted">{who}</span><p class="prewrap">{addendum.text}</p></div></li> }
        .into_any()
}

/// The form of a correction.
pub fn addendum_form(
    text: RwSignal<String>,
    sending: Sending,
    hint: &'static str,
    send: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    view! {
        <TextAreaField label=t!(sealed.addendum) value=text pointer="/text" errors=sending.errors() hint=hint />
        {send_button(sending, t!(sealed.append), send)}
    }
    .into_any()
}

/// A paper in a line: as a file, and as a page to print.
pub fn paper<F>(name: &'static str, print: String, toasts: Toasts, get: impl Fn() -> F + 'static) -> AnyView
where
    F: Future<Output = Result<(), ApiError>> + 'static,
{
    let busy = RwSignal::new(false);
    let get = move |_| {
        busy.set(true);
        let got = get();
        spawn_local(async move {
            let done = got.await;
            busy.try_set(false);
            if let Err(error) = done {
                toasts.say(error.title());
            }
        });
    };
    view! {
        <div class="bar">
            <b class="grow">{name}</b>
            <button type="button" class="button small" aria-busy=move || busy.get().to_string() aria-label=t!(sealed.download, name = name) on:click=get>
                <Icon shape=Shape::Download /> ".docx"
            </button>
            <a class="button small" href=print aria-label=t!(sealed.print, name = name)>
                <Icon shape=Shape::Print /> {t!(sealed.print_short)}
            </a>
        </div>
    }
    .into_any()
}
