//! What the committee should look at first: branches that lack something, the worst first, each with what it lacks.

use leptos::prelude::*;
use shared::api::overview::{CellState, OverviewLine};

use crate::components::{Card, Ring, StepState};
use crate::{format, t};

/// Branches that are named; the table below has all.
const MOST: usize = 5;
/// Share of tasks on time below which a branch is named, percent: below it "Khá" can't be reached on criterion 7.1.
const TASKS_ON_TIME: f64 = 80.0;

/// The card.
#[component]
pub fn Attention(
    /// Branches by code.
    branches: Vec<OverviewLine>,
) -> impl IntoView {
    let mut lacking: Vec<(OverviewLine, Vec<String>)> = branches
        .into_iter()
        .map(|line| {
            let lacks = lacks(&line);
            (line, lacks)
        })
        .collect();
    lacking.retain(|(_, lacks)| !lacks.is_empty());
    lacking.sort_by_key(|(_, lacks)| std::cmp::Reverse(lacks.len()));
    let more = lacking.len().saturating_sub(MOST);
    let lines = lacking.into_iter().take(MOST).map(|(line, lacks)| {
        view! {
            <li>
                <Ring state=StepState::Warn />
                <div>
                    <b><a href=format!("/branches/{}", line.unit_id)>{line.name}</a></b>
                    <div class="small muted">{lacks.join("; ")}</div>
                </div>
            </li>
        }
        .into_any()
    });
    let lines: Vec<AnyView> = lines.collect();
    let none = lines.is_empty().then(|| view! { <p class="muted">{t!(overview.attention_none)}</p> });
    let rest = (more > 0).then(|| view! { <p class="small muted">{t!(overview.attention_more, count = more)}</p> });
    view! { <Card title=t!(overview.attention)>{none}<ul class="todo">{lines}</ul>{rest}</Card> }.into_any()
}

fn lacks(line: &OverviewLine) -> Vec<String> {
    let mut lacks = Vec::new();
    let months: Vec<String> =
        line.cells.iter().filter(|cell| cell.state == CellState::Missing).map(|cell| cell.month.to_string()).collect();
    if !months.is_empty() {
        lacks.push(t!(overview.lacks_meeting, months = months.join(", ")));
    }
    if !line.thematic_missing.is_empty() {
        lacks.push(t!(overview.lacks_thematic, count = line.thematic_missing.len()));
    }
    if line.tasks.percent.is_some_and(|percent| percent < TASKS_ON_TIME) {
        let percent = format::percent(line.tasks.percent.unwrap_or_default());
        lacks.push(t!(overview.lacks_tasks, percent = percent));
    }
    if line.supervisor.is_none() {
        lacks.push(t!(overview.lacks_supervisor).to_owned());
    }
    lacks
}
