//! Corrections appended to locked minutes.

use leptos::prelude::*;
use shared::access::Action;
use shared::api::meeting::AddAddendum;
use shared::api::seal::NewAddendum;

use super::super::page::Page;
use crate::components::{Sending, sealed};
use crate::t;

/// The card; nothing while the minutes aren't locked.
pub fn view(page: Page) -> AnyView {
    let written = Memo::new(move |_| page.meeting.with(|meeting| meeting.addenda.clone()));
    sealed::addenda(t!(approval.addenda), written, page.may(Action::AddendumWrite), move || form(page))
}

fn form(page: Page) -> AnyView {
    let (sending, text) = (Sending::new(), page.kept("addendum", ""));
    let send = move || {
        let body = NewAddendum { id: None, text: text.get_untracked() };
        page.act::<AddAddendum>(sending, body, move || drop(text.try_set(String::new())));
    };
    sealed::addendum_form(text, sending, t!(approval.addendum_hint), send)
}
