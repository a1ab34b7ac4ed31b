//! Corrections appended to locked minutes.

use leptos::prelude::*;
use shared::access::Action;
use shared::api::meeting::{AddAddendum, Addendum, NewAddendum};

use super::super::page::Page;
use super::super::part::{nothing, plain, send_button};
use crate::components::{Sending, TextAreaField};
use crate::{format, t};

/// The card; nothing while the minutes aren't locked.
pub fn view(page: Page) -> AnyView {
    let may = page.may(Action::AddendumWrite);
    let any = page.flag(|meeting| !meeting.addenda.is_empty());
    let written = move || {
        let addenda = page.meeting.with(|meeting| meeting.addenda.clone());
        addenda.into_iter().map(one).collect::<Vec<_>>()
    };
    (move || {
        if !may.get() && !any.get() {
            return nothing();
        }
        let form = may.get().then(|| form(page));
        plain(t!(approval.addenda), view! { <ul class="opinions">{written}</ul>{form} }.into_any())
    })
    .into_any()
}

fn one(addendum: Addendum) -> AnyView {
    let who = format!("{} · {}", addendum.by, format::instant(addendum.at));
    view! { <li><div><span class="small muted">{who}</span><p class="prewrap">{addendum.text}</p></div></li> }
        .into_any()
}

fn form(page: Page) -> AnyView {
    let (sending, text) = (Sending::new(), page.kept("addendum", ""));
    let send = move || {
        let body = NewAddendum { id: None, text: text.get_untracked() };
        page.act::<AddAddendum>(sending, body, move || drop(text.try_set(String::new())));
    };
    view! {
        <TextAreaField label=t!(approval.addendum) value=text pointer="/text" errors=sending.errors() hint=t!(approval.addendum_hint) />
        {send_button(sending, t!(approval.add_addendum), send)}
    }
    .into_any()
}
