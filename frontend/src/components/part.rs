//! Pieces that the steps of a thing are made of; plain functions, so that each is in the program once.

use std::sync::Arc;

use leptos::prelude::*;
use shared::problem::FieldError;
use uuid::Uuid;

use super::{Card, Icon, Sending, SendingNote, Shape};

/// A card with something beside its heading.
pub fn card(title: &'static str, beside: impl Fn() -> AnyView + Send + Sync + 'static, content: AnyView) -> AnyView {
    view! { <Card title beside>{content}</Card> }.into_any()
}

/// A card.
pub fn plain(title: &'static str, content: AnyView) -> AnyView {
    view! { <Card title>{content}</Card> }.into_any()
}

/// Nothing here.
pub fn nothing() -> AnyView {
    ().into_any()
}

/// A list whose rows are made anew only when it gets longer, shorter or another order.
pub fn list(
    ids: Memo<Vec<Uuid>>,
    class: &'static str,
    empty: &'static str,
    row: impl Fn(Uuid) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    list_of(ids, class, empty, Arc::new(row))
}

fn list_of(
    ids: Memo<Vec<Uuid>>,
    class: &'static str,
    empty: &'static str,
    row: Arc<dyn Fn(Uuid) -> AnyView + Send + Sync>,
) -> AnyView {
    let shown_empty =
        move || (!empty.is_empty() && ids.with(Vec::is_empty)).then(|| view! { <p class="muted">{empty}</p> });
    view! {
        {shown_empty}
        <ul class=class><For each=move || ids.get() key=|id| *id children=move |id| view! { <li>{row(id)}</li> } /></ul>
    }
    .into_any()
}

/// A button with a word.
pub fn button(class: &'static str, words: impl Into<String>, act: impl Fn() + Send + Sync + 'static) -> AnyView {
    worded(class, words.into(), Callback::new(move |()| act()))
}

fn worded(class: &'static str, words: String, act: Callback<()>) -> AnyView {
    view! { <button type="button" class=class on:click=move |_| act.run(())>{words}</button> }.into_any()
}

/// A button with an icon only; its name is for screen readers and as a tip.
pub fn icon_button(shape: Shape, name: impl Into<String>, act: impl Fn() + Send + Sync + 'static) -> AnyView {
    iconic(shape, name.into(), Callback::new(move |()| act()))
}

fn iconic(shape: Shape, name: String, act: Callback<()>) -> AnyView {
    let tip = name.clone();
    view! {
        <button type="button" class="button quiet icon-only" aria-label=name title=tip on:click=move |_| act.run(())>
            <Icon shape />
        </button>
    }
    .into_any()
}

/// The primary button of a form with what went wrong above it.
pub fn send_button(sending: Sending, words: &'static str, act: impl Fn() + Send + Sync + 'static) -> AnyView {
    let act = Callback::new(move |()| act());
    view! {
        <SendingNote sending />
        <div class="bar end">
            <button
                type="button"
                class="button primary"
                aria-busy=move || sending.busy().to_string()
                on:click=move |_| act.run(())
            >
                {words}
            </button>
        </div>
    }
    .into_any()
}

/// The errors that none of a form's fields shows.
pub fn unsaid(errors: Signal<Vec<FieldError>>, shown: &'static [&'static str]) -> AnyView {
    // A criterion's number says where; other pointers say nothing to a person.
    let line = |error: FieldError| {
        let place = error.pointer.strip_prefix("/answers/").map(|id| format!("{id}: "));
        view! { <li>{place}{error.detail}</li> }
    };
    (move || {
        let left: Vec<_> = errors.get().into_iter().filter(|error| !shown.iter().any(|shown| error.pointer.starts_with(shown))).collect();
        (!left.is_empty()).then(|| view! { <ul class="field-error stack-small" role="alert">{left.into_iter().map(line).collect_view()}</ul> })
    })
    .into_any()
}
