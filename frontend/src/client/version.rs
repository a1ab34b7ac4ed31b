//! Whether the program that runs is still the one that the server has. Its files carry hashes in their names, and an
//! update takes the old ones away: whoever left a page open over night can't fetch more of it.

use wasm_bindgen::JsCast;

use super::fetch::{self, Payload, Request};

/// Asks the server for its page, and whether that page starts another program. False without a connection.
pub async fn is_replaced() -> bool {
    let Some(script) = own_script() else { return false };
    let page = Request { method: "GET", url: "/".to_owned(), payload: Payload::Nothing, headers: Vec::new() };
    match fetch::send(&page, None).await {
        Ok(reply) => reply.text().await.is_ok_and(|page| !page.contains(&script)),
        Err(_) => false,
    }
}

/// The path of the module that started this program, as the page names it.
fn own_script() -> Option<String> {
    let element = leptos::prelude::document().query_selector("script[type=module]").ok()??;
    element.unchecked_into::<web_sys::Element>().get_attribute("src")
}
