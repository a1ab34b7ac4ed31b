//! Resolutions, newest first, with how many of their tasks are done.

use leptos::prelude::*;
use shared::api::Page;
use shared::api::task::{ListResolutions, ResolutionQuery, ResolutionRow};
use shared::id::UnitId;
use shared::time;

use crate::client::read;
use crate::components::{Card, EmptyState, Meter, Shape, load, loaded};
use crate::i18n::language;
use crate::{format, t};

/// The list.
#[component]
pub fn Resolutions(
    /// Only of this branch.
    unit_id: Option<UnitId>,
) -> impl IntoView {
    let query = ResolutionQuery { unit_id, limit: Some(100), ..ResolutionQuery::default() };
    let resolutions = load(move || read::<ListResolutions>(&(), &query));
    loaded(resolutions, content)
}

fn content(page: Page<ResolutionRow>) -> AnyView {
    if page.items.is_empty() {
        return view! { <Card><EmptyState icon=Shape::Document title=t!(tasks.no_resolutions) /></Card> }.into_any();
    }
    // Of one branch only, its name goes without saying.
    let several = page.items.iter().any(|row| Some(row.unit_id) != page.items.first().map(|first| first.unit_id));
    let lines = page.items.into_iter().map(|row| line(row, several)).collect_view();
    view! { <Card title=t!(tasks.resolutions)><ul class="task-list">{lines}</ul></Card> }.into_any()
}

fn line(row: ResolutionRow, several: bool) -> AnyView {
    let issued = format::day(time::local_date(row.issued_at));
    let done = t!(tasks.tasks_done, done = row.tasks_done, all = row.tasks);
    let (value, max) = (f64::from(row.tasks_done), f64::from(row.tasks.max(1)));
    view! {
        <li class="stack-tight">
            <div class="bar">
                <a class="grow" href=format!("/meetings/{}?step=conclusion", row.meeting_id)>
                    <b>{format!("{} {}", row.kind.label(language()), row.label)}</b>
                    <div>{row.title}</div>
                </a>
                <a class="button small" href=format!("/meetings/{}/print/resolution", row.meeting_id)>{t!(tasks.print)}</a>
            </div>
            <div class="small muted">{if several { format!("{issued} · {} · {done}", row.unit_name) } else { format!("{issued} · {done}") }}</div>
            {(row.tasks > 0).then(|| view! { <Meter value max label=done.clone() /> })}
        </li>
    }
    .into_any()
}
