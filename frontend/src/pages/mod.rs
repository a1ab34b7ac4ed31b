//! Pages, a folder each; they mirror the menu.

pub mod account;
pub mod activate;
pub mod admin;
pub mod branch;
pub mod branches;
pub mod calendar;
pub mod forbidden;
mod gate;
pub mod home;
pub mod import;
pub mod meeting;
pub mod member;
pub mod members;
pub mod not_found;
pub mod overview;
pub mod print;
pub mod sign_in;
pub mod supervision;
pub mod targets;
pub mod tasks;

use leptos::prelude::*;

/// The page at an address, for somebody who is signed in. Ids are parsed here, so a page gets them as what they are:
/// `["meetings", id] => with_id(id, |id| view! { <Meeting id /> })`.
pub fn page(path: &str) -> AnyView {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [] => view! { <home::Home /> }.into_any(),
        ["overview"] => view! { <overview::Overview /> }.into_any(),
        ["branches"] => view! { <branches::Branches /> }.into_any(),
        ["branches", id] => with_id(id, |id| view! { <branch::Branch id /> }),
        ["calendar"] => view! { <calendar::Calendar /> }.into_any(),
        ["members"] => view! { <members::Members /> }.into_any(),
        ["members", "import"] => view! { <import::Import /> }.into_any(),
        ["members", id] => with_id(id, |id| view! { <member::Member id /> }),
        ["tasks"] => view! { <tasks::Tasks /> }.into_any(),
        ["admin", "accounts"] => view! { <admin::Accounts /> }.into_any(),
        ["admin", "accounts", id] => with_id(id, |id| view! { <admin::AdminAccount id /> }),
        ["meetings", id, "print", paper] => with_id(id, |id| match *paper {
            "resolution" => view! { <print::Print id paper=print::Paper::Resolution /> },
            "score" => view! { <print::Print id paper=print::Paper::Score /> },
            _ => view! { <print::Print id paper=print::Paper::Minutes /> },
        }),
        ["supervision"] => view! { <supervision::Supervision /> }.into_any(),
        ["targets"] => view! { <targets::Targets /> }.into_any(),
        ["meetings", id] => with_id(id, |id| view! { <meeting::Meeting id /> }),
        ["account"] => view! { <account::Account /> }.into_any(),
        _ => view! { <not_found::NotFound /> }.into_any(),
    }
}

/// The page of a thing, or "not found" for what is no id.
fn with_id<T: std::str::FromStr, V: IntoAny>(id: &str, page: impl FnOnce(T) -> V) -> AnyView {
    match id.parse() {
        Ok(id) => page(id).into_any(),
        Err(_) => view! { <not_found::NotFound /> }.into_any(),
    }
}
