//! Whether the program that runs is still the one that the server has. Its files carry hashes in their names, and an
//! update takes the old ones away: whoever left a page open over night can't fetch more of it.

use wasm_bindgen::JsCast;

use super::Storage;
use super::fetch::{self, Payload, Request};

/// When a program was last left for a newer one, in milliseconds since 1970.
const LEFT: &str = "nenep.left";

/// While nodes of different versions answer in turns, a page must not be sent in circles.
const PAUSE_MS: f64 = 5.0 * 60.0 * 1000.0;

/// Loads the page again when the server's page starts another program. What was typed is in the outbox.
pub async fn reload_if_replaced() {
    let Some(script) = own_script() else { return };
    let page = Request { method: "GET", url: "/".to_owned(), payload: Payload::Nothing, headers: Vec::new() };
    let Ok(reply) = fetch::send(&page, None).await else { return };
    let replaced = reply.text().await.is_ok_and(|page| !page.contains(&script));
    let now = js_sys::Date::now();
    let left = Storage::get(LEFT).and_then(|left| left.parse::<f64>().ok());
    if replaced && left.is_none_or(|left| now - left > PAUSE_MS) && Storage::set(LEFT, &now.to_string()) {
        // A browser that won't reload shows the error that led here.
        _ = leptos::prelude::location().reload();
    }
}

/// The path of the module that started this program, as the page names it.
fn own_script() -> Option<String> {
    let element = leptos::prelude::document().query_selector("script[type=module]").ok()??;
    element.unchecked_into::<web_sys::Element>().get_attribute("src")
}
