//! One part that an act changed: its name, what was and what is.

use leptos::prelude::*;
use shared::api::act::ActChange;

use crate::client::json;
use crate::t;

/// The part. Without values when the reader may not read such things.
pub fn view(change: ActChange) -> AnyView {
    let name = if change.path.is_empty() { t!(acts.whole).to_owned() } else { change.path };
    let values = match (change.before, change.after) {
        (None, None) => view! { <span class="muted">{t!(acts.hidden)}</span> }.into_any(),
        (before, after) => {
            let before = before.as_deref().map_or_else(|| t!(acts.nothing).to_owned(), words);
            let after = after.as_deref().map_or_else(|| t!(acts.nothing).to_owned(), words);
            view! { <del>{before}</del> " → " <ins>{after}</ins> }.into_any()
        }
    };
    view! { <div><dt class="small"><code>{name}</code></dt><dd class="small">{values}</dd></div> }.into_any()
}

/// A JSON value as people read it: texts without quotes, nothing as a word.
fn words(value: &str) -> String {
    match json::parse::<Option<String>>(value) {
        Ok(Some(text)) if text.is_empty() => t!(acts.empty).to_owned(),
        Ok(Some(text)) => text,
        Ok(None) => t!(acts.nothing).to_owned(),
        Err(_) => value.to_owned(),
    }
}
