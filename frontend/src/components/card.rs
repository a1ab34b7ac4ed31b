//! The frame of a page and of its parts.

use leptos::html::H1;
use leptos::prelude::*;

use crate::shell::focus;

/// A part of a page with its heading.
#[component]
pub fn Card(
    /// The heading; without one the content brings its own.
    #[prop(into, optional)]
    title: MaybeProp<String>,
    /// What stands beside the heading: chips, a button.
    #[prop(into, optional)]
    beside: ViewFn,
    /// The target of links within the page.
    #[prop(into, optional)]
    id: Option<String>,
    children: Children,
) -> impl IntoView {
    let head = move || title.get().map(|title| view! { <div class="card-head"><h2>{title}</h2>{beside.run()}</div> });
    view! { <section class="card" id=id>{head}{children()}</section> }
}

/// The page's name with what belongs to it. Sets the document's title, and takes the focus after a navigation so that
/// screen readers say where one is.
#[component]
pub fn PageHead(
    /// The page's name.
    #[prop(into)]
    title: Signal<String>,
    /// What stands above the name: the unit, a date.
    #[prop(into, optional)]
    over: MaybeProp<String>,
    /// Buttons; made anew when a signal that they read changes.
    #[prop(into, optional)]
    actions: ViewFn,
) -> impl IntoView {
    let heading = NodeRef::<H1>::new();
    Effect::new(move || focus::set_title(&title.get()));
    Effect::new(move || {
        if let Some(heading) = heading.get() {
            focus::arrive(&heading);
        }
    });
    view! {
        <header class="page-head">
            <hgroup>
                {move || over.get().map(|over| view! { <p class="muted">{over}</p> })}
                <h1 tabindex="-1" node_ref=heading>{title}</h1>
            </hgroup>
            <div class="page-actions">{move || actions.run()}</div>
        </header>
    }
}
