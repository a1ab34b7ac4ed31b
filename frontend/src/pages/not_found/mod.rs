//! No page at this address, or nothing that this person is to know of.

use leptos::prelude::*;

use crate::components::{Card, EmptyState, PageHead, Shape};
use crate::t;

/// The page.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <PageHead title=t!(shell.not_found) />
        <Card>
            <EmptyState icon=Shape::Search title=t!(shell.not_found_title) hint=t!(shell.not_found_hint)>
                <a class="button primary" href="/">{t!(shell.to_home)}</a>
            </EmptyState>
        </Card>
    }
    .into_any()
}
