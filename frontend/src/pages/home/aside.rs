//! Beside the list: the last meeting and why it wasn't better, tasks, the year so far.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::api::Figure;
use shared::api::home::LastMeeting;
use shared::api::task::TaskRow;

use super::todo::{days_left, due};
use crate::components::{Card, Chip, FigureStat, GradeChip, Tone};
use crate::t;

/// The last meeting with a score.
#[component]
pub fn Last(
    /// The meeting and what it lost.
    last: LastMeeting,
) -> impl IntoView {
    let LastMeeting { meeting, lost } = last;
    let lost = lost.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
    let has_losses = !lost.is_empty();
    view! {
        <Card title=t!(home.last)>
            <div class="bar">
                <div class="grow stat">
                    <span class="stat-value">{meeting.points}</span>
                    <span class="small muted">{t!(home.out_of, points = meeting.out_of.unwrap_or_default())}</span>
                </div>
                {meeting.grade.map(|grade| view! { <GradeChip grade /> })}
            </div>
            {has_losses.then(|| view! { <div class="small"><b>{t!(home.lost)}</b><ul class="plain-list">{lost}</ul></div> })}
            <a class="button" href=format!("/meetings/{}", meeting.id)>{t!(home.open_minutes)}</a>
        </Card>
    }
    .into_any()
}

/// Open tasks, late ones first.
#[component]
pub fn Tasks(
    /// The tasks.
    tasks: Vec<TaskRow>,
    /// Today in Vietnam.
    today: NaiveDate,
) -> impl IntoView {
    let late = tasks.iter().filter(|task| task.is_late(today)).count();
    let lines = tasks
        .into_iter()
        .map(|task| {
            let is_late = task.is_late(today);
            let words = format!("{} · {}", task.assignee, due(task.due_on));
            view! {
                <li>
                    <b>{task.title.clone()}</b>
                    <div class="small muted">{words}</div>
                    {is_late.then(|| view! { <span class="clock soon">{days_left(task.due_on, today)}</span> })}
                </li>
            }
        })
        .collect_view();
    let beside = move || (late > 0).then(|| view! { <Chip tone=Tone::Average>{t!(home.late, count = late)}</Chip> });
    view! {
        <Card title=t!(home.tasks) beside>
            <ul class="task-list">{lines}</ul>
            <a class="button quiet" href="/tasks">{t!(home.all_tasks)}</a>
        </Card>
    }
    .into_any()
}

/// The year's figures.
#[component]
pub fn Year(
    /// Each explains itself.
    figures: Vec<Figure>,
) -> impl IntoView {
    let stats = figures.into_iter().map(|figure| view! { <FigureStat figure /> }.into_any()).collect_view();
    view! { <Card title=t!(home.year)><div class="figures">{stats}</div></Card> }.into_any()
}
