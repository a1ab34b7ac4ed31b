//! The API, declared once: each endpoint's method, path, types, permission and description.
//!
//! From a declaration come the server's route, the OpenAPI document, the browser's typed call, the permission check
//! and the generated tests. To add an endpoint: declare it in its resource's file here, and register its handler in
//! `backend/src/<resource>/mod.rs`.

pub mod account;
pub mod act;
pub mod auth;
pub mod committee;
pub mod dated;
pub mod endpoint;
pub mod figure;
pub mod finding;
pub mod home;
pub mod job;
pub mod meeting;
pub mod member;
pub mod membership;
pub mod overview;
pub mod page;
pub mod patch;
pub mod path;
pub mod rule;
mod saved;
pub mod score;
pub mod seal;
pub mod sheet;
pub mod state;
pub mod target;
pub mod task;
pub mod unit;

pub use endpoint::{Access, Declaration, Endpoint, Method, Shape};
pub use figure::{Figure, FigureKey, FigureNote, FigureReason, FigureWords};
pub use page::Page;
pub use path::{PathParams, Subject};
pub use saved::Saved;

/// Where the API lives below the server's address.
pub const BASE: &str = "/api/v1";

/// Every endpoint, in the order of the document.
pub fn declarations() -> Vec<Declaration> {
    [
        auth::ALL,
        account::ALL,
        unit::ALL,
        state::ALL,
        committee::ALL,
        member::ALL,
        membership::ALL,
        meeting::ALL,
        score::ALL,
        task::ALL,
        target::ALL,
        overview::ALL,
        finding::ALL,
        act::ALL,
        job::ALL,
        home::ALL,
        rule::ALL,
        sheet::ALL,
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_endpoint_has_its_own_name_and_route() {
        let all = declarations();
        for (i, one) in all.iter().enumerate() {
            assert!(one.path.starts_with('/') && !one.summary.is_empty(), "{}", one.name);
            for other in &all[i + 1..] {
                assert_ne!(one.name, other.name);
                assert_ne!((one.method, one.path), (other.method, other.path), "{} and {}", one.name, other.name);
            }
        }
    }

    #[test]
    fn the_placeholders_of_a_path_are_as_many_as_its_parameters() {
        for one in declarations() {
            assert_eq!(one.path.matches('{').count(), one.path_params, "{}", one.name);
        }
    }
}
