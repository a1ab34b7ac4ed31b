//! When and where the branch meets.

use leptos::prelude::*;
use shared::api::unit::Branch;

use crate::components::Card;
use crate::{format, t};

/// Fixed day, hour, place, term.
#[component]
pub fn Rhythm(
    /// The branch.
    branch: Branch,
) -> impl IntoView {
    view! {
        <Card title=t!(branch.rhythm)>
            <dl class="facts">
                <dt>{t!(branch.fixed_day)}</dt><dd>{t!(branch.day_of_month, day = branch.fixed_day)}</dd>
                <dt>{t!(branch.hour)}</dt><dd>{branch.hour}</dd>
                <dt>{t!(branch.place)}</dt><dd>{branch.place}</dd>
                <dt>{t!(branch.term)}</dt><dd>{t!(branch.since, day = format::day(branch.term_starts_on))}</dd>
            </dl>
        </Card>
    }
    .into_any()
}
