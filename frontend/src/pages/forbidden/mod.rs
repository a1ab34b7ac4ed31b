//! The person sees that there is something, but may not open it.

use leptos::prelude::*;

use crate::components::{Card, EmptyState, PageHead, Shape};
use crate::t;

/// The page.
#[component]
pub fn Forbidden() -> impl IntoView {
    view! {
        <PageHead title=t!(shell.forbidden) />
        <Card>
            <EmptyState icon=Shape::Lock title=t!(shell.forbidden_title) hint=t!(shell.forbidden_hint)>
                <a class="button primary" href="/">{t!(shell.to_home)}</a>
            </EmptyState>
        </Card>
    }
    .into_any()
}
