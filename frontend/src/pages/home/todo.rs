//! A thing to do: what, about what, by when, by which rule, and the one button that leads there.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use shared::api::home::{Todo, TodoKind};

use crate::components::{Card, EmptyState, Ring, Shape, StepState};
use crate::i18n::language;
use crate::{format, t};

/// Everything that isn't a step of the next meeting's preparation.
#[component]
pub fn Todos(
    /// The lines, most urgent first.
    todos: Vec<Todo>,
    /// Today in Vietnam.
    today: NaiveDate,
    /// Whether nothing else is on the page either.
    empty: bool,
) -> impl IntoView {
    if todos.is_empty() {
        return empty
            .then(|| {
                view! {
                    <section class="card">
                        <EmptyState icon=Shape::Tick title=t!(home.nothing) hint=t!(home.nothing_hint).to_owned() />
                    </section>
                }
            })
            .into_any();
    }
    let line = move |(i, todo): (usize, Todo)| {
        let source = source(&todo).to_owned();
        view! { <Line todo today primary=i == 0 && empty source /> }.into_any()
    };
    let mut lines: Vec<AnyView> = todos.into_iter().enumerate().map(line).collect();
    // The most urgent are in view; a long list of the rest would hide what stands below.
    let rest = lines.split_off(lines.len().min(MOST));
    let more = rest.len();
    let rest = (more > 0).then(|| {
        view! { <details><summary>{t!(home.more, count = more)}</summary><ul class="todo">{rest}</ul></details> }
    });
    let title = if empty { t!(home.title) } else { t!(home.also) };
    view! { <Card title><ul class="todo">{lines}</ul>{rest}</Card> }.into_any()
}

/// Lines in view before somebody asks for the rest.
const MOST: usize = 6;

/// The document behind a line: a rule's number in the catalogue says nothing to those who don't know it by heart.
pub fn source(todo: &Todo) -> &str {
    match todo.rule.split_once(", ") {
        Some((rule, document)) if rule.starts_with("R-") => document,
        _ if todo.rule.starts_with("R-") => "",
        _ => &todo.rule,
    }
}

/// One line.
#[component]
pub fn Line(
    /// What to do.
    todo: Todo,
    /// Today in Vietnam.
    today: NaiveDate,
    /// Whether it's the one thing to do now.
    primary: bool,
    /// The document behind it, unless it's said elsewhere.
    #[prop(optional)]
    source: String,
) -> impl IntoView {
    let late = !todo.done && todo.due_on.is_some_and(|due| due < today);
    let state = match (todo.done, late, primary) {
        (true, ..) => StepState::Done,
        (false, true, _) => StepState::Warn,
        (false, false, true) => StepState::Now,
        _ => StepState::Later,
    };
    let clock = todo.due_on.filter(|_| !todo.done).map(|due| {
        let soon = (due - today).num_days() <= 3;
        view! { <span class=if soon { "clock soon" } else { "clock" }>{days_left(due, today)}</span> }
    });
    let class = if primary { "button primary" } else { "button quiet" };
    let words = [todo.about.clone(), source].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
    let name = todo.kind.label(language());
    let verb = verb(todo.kind);
    let href = link(&todo);
    // What is done is looked at by its name; a button would ask for something.
    let button = (!todo.done).then(|| {
        let label = format!("{verb}: {name}, {}", todo.about);
        view! { <a class=class href=href.clone() aria-label=label>{verb}</a> }
    });
    view! {
        <li>
            <Ring state />
            <div><b><a href=href>{name}</a></b><div class="small muted">{words.join(" · ")}</div></div>
            <div class="bar end">{clock}{button}</div>
        </li>
    }
    .into_any()
}

/// The clock in words.
pub fn days_left(due: NaiveDate, today: NaiveDate) -> String {
    match (due - today).num_days() {
        0 => t!(home.today).to_owned(),
        1 => t!(home.tomorrow).to_owned(),
        days if days > 0 => t!(home.days_left, count = days),
        days => t!(home.days_late, count = -days),
    }
}

/// What the button says.
fn verb(kind: TodoKind) -> &'static str {
    match kind {
        TodoKind::PlanMeeting | TodoKind::PlanThematic => t!(home.plan),
        TodoKind::ChooseFocalIssue => t!(home.choose),
        TodoKind::Prepare | TodoKind::Hold => t!(home.minutes),
        TodoKind::SendDocuments => t!(home.documents),
        TodoKind::Announce => t!(home.notify),
        TodoKind::Conclude => t!(home.conclude),
        TodoKind::ScoreAndSubmit | TodoKind::ScoreAsSupervisor => t!(home.score),
        TodoKind::Returned => t!(home.mend),
        TodoKind::Decide => t!(home.decide),
        TodoKind::AssignSupervisor => t!(home.assign),
        TodoKind::DoTask => t!(home.report),
        TodoKind::AttendAsSupervisor | TodoKind::Attend | TodoKind::RemindBranch | TodoKind::Activate => t!(home.look),
    }
}

/// Where the button leads.
fn link(todo: &Todo) -> String {
    let step = match todo.kind {
        TodoKind::ChooseFocalIssue | TodoKind::SendDocuments => "prepare",
        TodoKind::Announce => "notice",
        TodoKind::Hold => "attendance",
        TodoKind::Conclude => "conclusion",
        TodoKind::ScoreAndSubmit | TodoKind::Returned => "score",
        TodoKind::ScoreAsSupervisor | TodoKind::Decide => "approval",
        _ => "",
    };
    match (todo.meeting_id, todo.task_id, todo.account_id, todo.unit_id) {
        (Some(id), ..) if step.is_empty() => format!("/meetings/{id}"),
        (Some(id), ..) => format!("/meetings/{id}?step={step}"),
        (_, Some(_), ..) => "/tasks?mine=true".to_owned(),
        (_, _, Some(id), _) => format!("/admin/accounts/{id}"),
        (_, _, _, Some(id)) => match todo.kind {
            TodoKind::PlanMeeting | TodoKind::PlanThematic => {
                let month = todo.due_on.map(|due| format!("{:04}-{:02}", due.year(), due.month())).unwrap_or_default();
                let kind = if todo.kind == TodoKind::PlanThematic { "&kind=thematic" } else { "" };
                format!("/calendar?plan={month}&unit_id={id}{kind}")
            }
            TodoKind::AssignSupervisor => "/supervision".to_owned(),
            _ => format!("/branches/{id}"),
        },
        _ => "/".to_owned(),
    }
}

/// A task's day, for the aside.
pub fn due(day: NaiveDate) -> String {
    t!(home.due, day = format::day(day))
}
