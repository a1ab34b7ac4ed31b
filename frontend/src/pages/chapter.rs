//! Chapters of pages: each is a file of its own, which the browser fetches when somebody first opens one of its pages.
//! A first visit over a weak signal is what this is for.
//!
//! A page belongs to exactly one chapter; what several chapters use and the program itself doesn't is fetched with them.

// The attribute below makes the function that fetches a chapter, and calling into another wasm file is unsafe to Rust.
#![allow(unsafe_code)]

use std::future::Future;

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use shared::access::Action;
use wasm_bindgen_futures::spawn_local;

use super::{
    account, acts, admin, branch, branches, calendar, import, meeting, member, members, not_found, overview, print,
    sheets as score_sheets, supervision, targets, tasks,
};
use crate::client::session::may;
use crate::client::{ApiError, version};
use crate::components::{load, loaded};

/// A chapter once it is there: the page at the parts of an address. Ids are parsed here, so a page gets them as what they are.
type Pages = fn(&[&str]) -> AnyView;

/// A page of a chapter. While the chapter is fetched grey lines stand there; without a connection it can be tried again.
pub fn chapter<F>(fetch: fn() -> F, path: &str) -> AnyView
where
    F: Future<Output = Result<Pages, SplitLoaderError>> + 'static,
{
    let path = path.to_owned();
    let pages = load(move || {
        let fetched = fetch();
        async move {
            if let Ok(pages) = fetched.await {
                return Ok(pages);
            }
            version::reload_if_replaced().await;
            Err(ApiError::Unreachable)
        }
    });
    loaded(pages, move |pages| pages(&parts(&path).collect::<Vec<_>>()))
}

/// The parts of an address, without what is empty between two slashes.
pub fn parts(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|part| !part.is_empty())
}

/// Fetches the chapter that somebody is likely to open next, so that it is there when they do, signal or not.
pub fn fetch_ahead() {
    spawn_local(async {
        // Should it fail: opening one of its pages tries again.
        _ = if may(Action::OverviewRead) { fetch_commune().await } else { fetch_meetings().await };
    });
}

/// The meeting page, its papers and the committee's: what secretaries and scribes work on.
#[wasm_split(meetings, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_meetings))]
pub fn meetings() -> Result<Pages, SplitLoaderError> {
    Ok(|parts| match parts {
        ["meetings", id] => with_id(id, |id| view! { <meeting::Meeting id /> }),
        ["meetings", id, "print", kind] => {
            with_id(id, |id| with_id(kind, move |kind| view! { <print::Print id kind /> }))
        }
        ["papers", unit, kind] => {
            with_id(unit, |id| with_id(kind, move |kind| view! { <print::MonthlyPrint id kind /> }))
        }
        _ => unknown(),
    })
}

/// Branches, members and what the commune does with them.
#[wasm_split(commune, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_commune))]
pub fn commune() -> Result<Pages, SplitLoaderError> {
    Ok(|parts| match parts {
        ["overview"] => view! { <overview::Overview /> }.into_any(),
        ["branches"] => view! { <branches::Branches /> }.into_any(),
        ["branches", id] => with_id(id, |id| view! { <branch::Branch id /> }),
        ["calendar"] => view! { <calendar::Calendar /> }.into_any(),
        ["members"] => view! { <members::Members /> }.into_any(),
        ["members", "import"] => view! { <import::Import /> }.into_any(),
        ["members", id] => with_id(id, |id| view! { <member::Member id /> }),
        ["tasks"] => view! { <tasks::Tasks /> }.into_any(),
        ["supervision"] => view! { <supervision::Supervision /> }.into_any(),
        ["targets"] => view! { <targets::Targets /> }.into_any(),
        _ => unknown(),
    })
}

/// Score sheets: what the office prepares and a standing member puts in force.
#[wasm_split(sheets, wasm_split_path = leptos::wasm_split, fallible)]
pub fn sheets() -> Result<Pages, SplitLoaderError> {
    Ok(|parts| match parts {
        ["sheets"] => view! { <score_sheets::Sheets /> }.into_any(),
        ["sheets", "compare"] => view! { <score_sheets::CompareSheets /> }.into_any(),
        ["sheets", name] => {
            let name = (*name).to_owned();
            view! { <score_sheets::ShowSheet name /> }.into_any()
        }
        ["sheets", id, "edit"] => with_id(id, |id| view! { <score_sheets::Draft id /> }),
        _ => unknown(),
    })
}

/// One's own account and everybody's, and the journal.
#[wasm_split(accounts, wasm_split_path = leptos::wasm_split, fallible)]
pub fn accounts() -> Result<Pages, SplitLoaderError> {
    Ok(|parts| match parts {
        ["admin", "accounts"] => view! { <admin::Accounts /> }.into_any(),
        ["admin", "accounts", id] => with_id(id, |id| view! { <admin::AdminAccount id /> }),
        ["acts"] => view! { <acts::Acts /> }.into_any(),
        ["account"] => view! { <account::Account /> }.into_any(),
        _ => unknown(),
    })
}

/// The page of a thing, or "not found" for what names none.
fn with_id<T: std::str::FromStr, V: IntoAny>(id: &str, page: impl FnOnce(T) -> V) -> AnyView {
    id.parse().map_or_else(|_| unknown(), |id| page(id).into_any())
}

fn unknown() -> AnyView {
    view! { <not_found::NotFound /> }.into_any()
}
