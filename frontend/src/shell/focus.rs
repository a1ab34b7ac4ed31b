//! Where the cursor goes, and what a browser does on its own when pages are documents: the title, the focus at the top,
//! the way back.

use std::cell::Cell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlHeadingElement;

thread_local! {
    /// The address of the page that last took the focus.
    static ARRIVED: Cell<Option<u64>> = const { Cell::new(None) };
}

/// Names the document after the page.
pub fn set_title(page: &str) {
    document().set_title(&format!("{page} · Nề Nếp"));
}

/// Puts the focus on the page's heading, unless this is the first page or the same one again.
pub fn arrive(heading: &HtmlHeadingElement) {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    window().location().pathname().unwrap_or_default().hash(&mut hasher);
    let here = hasher.finish();
    if ARRIVED.replace(Some(here)).is_some_and(|before| before != here) {
        put(heading);
    }
}

/// Puts the cursor on the first of these in the page's content, once what was changed is shown; the words in a text area
/// are chosen, to be written over.
pub fn first(path: impl Into<String>) {
    let path = format!("main {}", path.into());
    request_animation_frame(move || {
        let Some(found) = document().query_selector(&path).ok().flatten() else { return };
        if let Some(text) = found.dyn_ref::<web_sys::HtmlTextAreaElement>() {
            text.select();
        }
        put(&found);
    });
}

/// Leaves the cursor where it is, though what it's on is about to move.
pub fn keep() {
    let here = document().active_element();
    request_animation_frame(move || here.iter().for_each(put));
}

/// Puts the cursor there.
pub fn put(on: &web_sys::Element) {
    if let Some(on) = on.dyn_ref::<web_sys::HtmlElement>() {
        // Fails only for what is gone by now.
        let _ = on.focus();
    }
}
