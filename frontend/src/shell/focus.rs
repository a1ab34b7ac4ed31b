//! What a browser does on its own when pages are documents: the title, the focus at the top, the way back.

use std::cell::Cell;

use leptos::prelude::*;
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
        // A heading that was taken away meanwhile can't take the focus, and needn't.
        let _ = heading.focus();
    }
}
