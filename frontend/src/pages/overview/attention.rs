//! What the committee should look at first: branches that lack something, the worst first, each with what it lacks.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::api::overview::{CellState, OverviewLine};
use shared::share::Share;

use crate::components::{Card, Ring, StepState};
use crate::i18n::language;
use crate::{format, t};

/// Branches that are named; the table below has all.
const MOST: usize = 5;
/// Share of tasks on time below which a branch is named, percent: below it "Khá" can't be reached on criterion 7.1.
const TASKS_ON_TIME: u32 = 80;

/// The card.
#[component]
pub fn Attention(
    /// Branches by code.
    branches: Vec<OverviewLine>,
    /// The day as at which something is lacking.
    as_at: NaiveDate,
) -> impl IntoView {
    let mut lacking: Vec<(OverviewLine, Vec<String>)> = branches
        .into_iter()
        .map(|line| {
            let lacks = lacks(&line, as_at);
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

fn lacks(line: &OverviewLine, as_at: NaiveDate) -> Vec<String> {
    let mut lacks = Vec::new();
    let months: Vec<String> =
        line.cells.iter().filter(|cell| cell.state == CellState::Missing).map(|cell| cell.month.to_string()).collect();
    if !months.is_empty() {
        lacks.push(t!(overview.lacks_meeting, months = months.join(", ")));
    }
    if !line.thematic_missing.is_empty() {
        lacks.push(t!(overview.lacks_thematic, count = line.thematic_missing.len()));
    }
    let on_time = line.tasks.share;
    if let Some(percent) = on_time.text(language()).filter(|_| !on_time.reaches(Share::percentage(TASKS_ON_TIME))) {
        lacks.push(t!(overview.lacks_tasks, percent = percent));
    }
    // Of a branch that was gone by then nothing is asked on that day.
    if line.supervisor.is_none() && line.left_on.is_none() {
        lacks.push(t!(overview.lacks_supervisor, day = format::day(as_at)));
    }
    lacks
}
