//! Each branch's figures of the year, as a table that becomes cards on a phone.

use leptos::prelude::*;
use shared::api::Figure;
use shared::api::overview::OverviewLine;

use super::short;
use crate::components::{Card, Column, DataTable, FigureNumber};
use crate::{format, t};

/// The table.
#[component]
pub fn Lines(
    /// Branches by code.
    branches: Vec<OverviewLine>,
) -> impl IntoView {
    let figure = |name: &'static str, pick: fn(&OverviewLine) -> &Figure| {
        Column::number(name, move |line: &OverviewLine| {
            view! { <FigureNumber figure=pick(line).clone() of=line.name.clone() /> }
        })
    };
    let columns = vec![
        Column::new(t!(overview.branch), |line: &OverviewLine| {
            let members = t!(overview.members, count = line.members);
            let words = match (line.left_on, &line.supervisor) {
                (Some(last), _) => t!(overview.left_on, day = format::day(last)),
                (None, Some(name)) => format!("{members} · {}", t!(overview.in_charge, name = name)),
                (None, None) => members,
            };
            view! {
                <a href=format!("/branches/{}", line.unit_id)><b>{short(&line.name).to_owned()}</b></a>
                <div class="small muted">{words}</div>
            }
        }),
        figure(t!(overview.schedule), |line| &line.schedule),
        figure(t!(overview.attendance), |line| &line.attendance),
        figure(t!(overview.thematic), |line| &line.thematic),
        figure(t!(overview.tasks), |line| &line.tasks),
    ];
    view! { <Card title=t!(overview.by_branch)><DataTable caption=t!(overview.by_branch) columns rows=branches /></Card> }
        .into_any()
}
