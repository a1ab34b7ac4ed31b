//! Tasks and resolutions: one's own and the branch's, late ones first; results are reported in place.

mod reopen;
mod report;
mod reports;
mod resolutions;

use leptos::prelude::*;
use shared::api::Page;
use shared::api::task::{ListTasks, TaskQuery, TaskRow};
use shared::id::UnitId;
use shared::meeting::TaskStatus;

use self::reopen::Reopen;
use self::report::Report;
use self::resolutions::Resolutions;
use crate::client::{read, session};
use crate::components::{Card, Chip, EmptyState, Load, PageHead, Shape, Tone, load, loaded};
use crate::i18n::language;
use crate::pages::home::days_left;
use crate::shell::address;
use crate::{format, t};

/// Which list the address asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    Mine,
    Open,
    Late,
    Done,
    Resolutions,
}

/// The page. The list, the branch and where the page begins are in the address.
#[component]
pub fn Tasks() -> impl IntoView {
    let query = address::query();
    let unit = Memo::new(move |_| query.with(|query| query.get("unit_id").and_then(|id| id.parse::<UnitId>().ok())));
    let view = Memo::new(move |_| {
        query.with(|query| match query.get("view").as_deref() {
            Some("resolutions") => View::Resolutions,
            Some("late") => View::Late,
            Some("done") => View::Done,
            Some("mine") => View::Mine,
            _ if query.get("mine").is_some() => View::Mine,
            _ => View::Open,
        })
    });
    let tabs = move || {
        let unit = unit.get().map(|id| format!("&unit_id={id}")).unwrap_or_default();
        let tab = |kind: View, name: &'static str, text: &'static str| {
            let current = (view.get() == kind).then_some("page");
            view! { <a class="button" href=format!("/tasks?view={name}{unit}") aria-current=current>{text}</a> }
                .into_any()
        };
        let member = session::me().is_some_and(|me| me.actor.member_id.is_some());
        view! {
            <nav class="choices" aria-label=t!(tasks.lists)>
                {member.then(|| tab(View::Mine, "mine", t!(tasks.mine)))}
                {tab(View::Open, "open", t!(tasks.open))}
                {tab(View::Late, "late", t!(tasks.late))}
                {tab(View::Done, "done", t!(tasks.done))}
                {tab(View::Resolutions, "resolutions", t!(tasks.resolutions))}
            </nav>
        }
        .into_any()
    };
    let body = move || match view.get() {
        View::Resolutions => view! { <Resolutions unit_id=unit.get() /> }.into_any(),
        list => task_list(list, unit.get(), query.with(|query| query.get("cursor"))),
    };
    view! { <PageHead title=t!(tasks.title) /> {tabs} {body} }.into_any()
}

fn task_list(view: View, unit_id: Option<UnitId>, cursor: Option<String>) -> AnyView {
    let query = TaskQuery {
        unit_id,
        mine: (view == View::Mine).then_some(true),
        late: (view == View::Late).then_some(true),
        status: match view {
            View::Done => Some(TaskStatus::Done),
            View::Open => Some(TaskStatus::Open),
            _ => None,
        },
        cursor,
        total: Some(true),
        ..TaskQuery::default()
    };
    let tasks = load(move || read::<ListTasks>(&(), &query));
    loaded(tasks, move |page| content(page, tasks, view, unit_id))
}

fn content(page: Page<TaskRow>, tasks: Load<Page<TaskRow>>, view: View, unit_id: Option<UnitId>) -> AnyView {
    if page.items.is_empty() {
        return view! {
            <Card>
                <EmptyState icon=Shape::Tick title=t!(tasks.none) hint=t!(tasks.none_hint).to_owned() />
            </Card>
        }
        .into_any();
    }
    let name = match view {
        View::Mine => "mine",
        View::Late => "late",
        View::Done => "done",
        View::Open | View::Resolutions => "open",
    };
    let next = page.next.map(|cursor| {
        let unit = unit_id.map(|id| format!("&unit_id={id}")).unwrap_or_default();
        view! { <a class="button" href=format!("/tasks?view={name}{unit}&cursor={cursor}")>{t!(tasks.next)}</a> }
    });
    let title = t!(tasks.count, count = page.total.unwrap_or_default());
    let several = page.items.iter().any(|task| Some(task.unit_id) != page.items.first().map(|first| first.unit_id));
    let lines = page.items.into_iter().map(|task| line(task, tasks, several)).collect_view();
    view! { <Card title><ul class="task-list">{lines}</ul>{next}</Card> }.into_any()
}

/// `several`: the list holds tasks of more than one branch, so each names its own.
fn line(task: TaskRow, tasks: Load<Page<TaskRow>>, several: bool) -> AnyView {
    let today = format::today();
    let late = task.is_late(today);
    let tone = match (task.status, late) {
        _ if task.drafted => Tone::Plain,
        (TaskStatus::Open, true) => Tone::Poor,
        (TaskStatus::Open, false) => Tone::Fair,
        (TaskStatus::Done, true) => Tone::Average,
        (TaskStatus::Done, false) => Tone::Good,
        (TaskStatus::Cancelled, _) => Tone::Plain,
    };
    let clock = match task.status {
        TaskStatus::Open => days_left(task.due_on, today),
        _ => task.done_on.map(|day| t!(tasks.done_on, day = format::day(day))).unwrap_or_default(),
    };
    let words = [
        task.assignee.clone(),
        task.sector.map(|field| field.label(language()).to_owned()).unwrap_or_default(),
        t!(tasks.due, day = format::day(task.due_on)),
        t!(tasks.reported, month = task.report_month, year = task.report_year),
        if several { task.unit_name.clone() } else { String::new() },
    ];
    let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let result = (!task.result.is_empty()).then(|| view! { <p class="small">{task.result.clone()}</p> });
    let (resolution, reports) = (task.resolution.clone(), reports::view(&task));
    view! {
        <li class="stack-tight">
            <div class="bar">
                <div class="grow">
                    <b>{task.title.clone()}</b>
                    <div class="small muted">{words.join(" · ")}</div>
                </div>
                <div class="bar">
                    <span class=if late { "clock soon" } else { "clock" }>{clock}</span>
                    <Chip tone=tone>{if task.drafted { t!(tasks.drafted) } else { task.status.label(language()) }}</Chip>
                </div>
            </div>
            {result}
            <div class="bar apart">
                <a class="small" href=format!("/meetings/{}?step=conclusion", task.meeting_id)>
                    {if resolution.is_empty() { t!(tasks.meeting).to_owned() } else { t!(tasks.of, number = resolution) }}
                </a>
                {(!task.drafted).then(|| view! { <div class="bar"><Report task=task.clone() tasks /><Reopen task tasks /></div> })}
            </div>
            {reports}
        </li>
    }
    .into_any()
}
