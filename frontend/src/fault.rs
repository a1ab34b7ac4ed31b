//! When the program itself fails: say so on the page instead of going silent. What waits in the outbox is kept.

use std::panic::{PanicHookInfo, set_hook};

use leptos::prelude::document;

use crate::t;

/// From now on a panic is shown to the person, and told to the console.
pub fn watch() {
    set_hook(Box::new(show));
}

fn show(info: &PanicHookInfo<'_>) {
    web_sys::console::error_1(&info.to_string().into());
    let shown = || {
        let note = document().create_element("p").ok()?;
        note.set_class_name("note poor fault");
        note.set_attribute("role", "alert").ok()?;
        note.set_text_content(Some(t!(kit.fault)));
        document().body()?.prepend_with_node_1(&note).ok()
    };
    // A page that can't even take a paragraph can't be told anything.
    let _ = shown();
}
