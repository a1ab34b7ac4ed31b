//! Pages, a folder each; they mirror the menu.

pub mod account;
pub mod activate;
pub mod acts;
pub mod admin;
pub mod branch;
pub mod branches;
pub mod calendar;
mod chapter;
pub mod findings;
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
pub mod sheets;
pub mod sign_in;
pub mod supervision;
pub mod targets;
pub mod tasks;

use leptos::prelude::*;

use self::chapter::chapter;
pub use self::chapter::fetch_ahead;

/// The page at an address, for somebody who is signed in. What most people see first is in the program itself; the
/// other pages come in chapters.
pub fn page(path: &str) -> AnyView {
    match chapter::parts(path).next() {
        None => view! { <home::Home /> }.into_any(),
        Some("meetings" | "papers") => chapter(chapter::meetings, path),
        Some("admin" | "account" | "acts") => chapter(chapter::accounts, path),
        Some("sheets") => chapter(chapter::sheets, path),
        Some(_) => chapter(chapter::commune, path),
    }
}
