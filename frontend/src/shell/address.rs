//! What the address asks for, after its question mark.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::params::ParamsMap;

/// The address' query; reactive.
///
/// Not `use_query_map`: one route takes every address, and the router tells a route of another query only while the path
/// stays the same. Whoever came from another page by a link with a query would see the page without it.
pub fn query() -> Memo<ParamsMap> {
    use_location().query
}
