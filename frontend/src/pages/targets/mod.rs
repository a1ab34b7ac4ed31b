//! Targets of a year: planned, reached, percent of plan; the office enters figures in place.

mod figures;

use chrono::Datelike;
use leptos::prelude::*;
use shared::access::Action;
use shared::api::Page;
use shared::api::target::{ListTargets, TargetQuery, TargetRow};
use shared::target::TargetStatus;

use crate::client::{read, session};
use crate::components::{Card, Chip, Column, DataTable, EmptyState, Icon, Meter, PageHead, Shape, Tone, load, loaded};
use crate::i18n::language;
use crate::shell::address;
use crate::{format, t};

/// The page. Its year is in the address.
#[component]
pub fn Targets() -> impl IntoView {
    let query = address::query();
    let year = Signal::derive(move || {
        query
            .with(|query| query.get("year").and_then(|year| year.parse().ok()))
            .unwrap_or_else(|| format::today().year())
    });
    let targets = load(move || read::<ListTargets>(&(), &TargetQuery { unit_id: None, year: Some(year.get()) }));
    let title = Signal::derive(move || t!(targets.title, year = year.get()));
    let years = move || {
        let step = |to: i32, shape: Shape| {
            let href = format!("/targets?year={to}");
            view! { <a class="button icon-only" href=href aria-label=to title=to><Icon shape /></a> }.into_any()
        };
        [step(year.get() - 1, Shape::Left), step(year.get() + 1, Shape::Right)].into_any()
    };
    let editing = RwSignal::new(None::<TargetRow>);
    view! {
        <PageHead title actions=ViewFn::from(years) />
        {loaded(targets, move |page| content(page, editing))}
        {session::may(Action::TargetWrite).then(|| figures::view(editing, targets))}
    }
    .into_any()
}

const fn tone(status: TargetStatus) -> Tone {
    match status {
        TargetStatus::NotMet => Tone::Average,
        TargetStatus::Met => Tone::Fair,
        TargetStatus::Exceeded => Tone::Good,
    }
}

fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), format::number)
}

fn content(page: Page<TargetRow>, editing: RwSignal<Option<TargetRow>>) -> AnyView {
    if page.items.is_empty() {
        return view! {
            <Card><EmptyState icon=Shape::Target title=t!(targets.none) hint=t!(targets.none_hint).to_owned() /></Card>
        }
        .into_any();
    }
    let met = page.items.iter().filter(|row| row.status.is_some_and(|status| status != TargetStatus::NotMet)).count();
    let mut columns = vec![
        Column::new(t!(targets.name), |row: &TargetRow| {
            view! {
                <b>{row.name.clone()}</b>
                <div class="small muted">{format!("{} · {}", row.sector.label(language()), row.measured_in)}</div>
            }
        }),
        Column::number(t!(targets.planned), |row: &TargetRow| figure(row.planned)),
        Column::number(t!(targets.actual), |row: &TargetRow| figure(row.actual)),
        Column::number(t!(targets.percent), |row: &TargetRow| match (row.percent, row.percent_reported) {
            (Some(percent), true) => format!("{} *", format::percent(percent)),
            (Some(percent), false) => format::percent(percent),
            (None, _) => "–".to_owned(),
        }),
        Column::new(t!(targets.state), |row: &TargetRow| {
            let Some(status) = row.status else { return view! { <Chip>{t!(targets.unknown)}</Chip> }.into_any() };
            let percent = row.percent.unwrap_or_default();
            let state = if row.far_exceeded { t!(targets.far_exceeded) } else { status.label(language()) };
            view! {
                <div class="stack-tight">
                    <Chip tone=tone(status)>{state}</Chip>
                    <Meter value=percent.min(125.0) max=125.0 mark=100.0 tone=tone(status) label=row.name.clone() />
                </div>
            }
            .into_any()
        }),
    ];
    if session::may(Action::TargetWrite) {
        columns.push(Column::new(t!(targets.change), move |row: &TargetRow| {
            let target = row.clone();
            let label = format!("{}: {}", t!(targets.enter), row.name);
            view! {
                <button
                    type="button"
                    class="button quiet"
                    aria-label=label
                    on:click=move |_| editing.set(Some(target.clone()))
                >
                    {t!(targets.enter)}
                </button>
            }
        }));
    }
    let reported = page.items.iter().any(|row| row.percent_reported);
    let title = t!(targets.met, met = met, all = page.items.len());
    view! {
        <Card title=title.clone()>
            <DataTable caption=title columns rows=page.items />
            {reported.then(|| view! { <p class="small muted">{t!(targets.reported)}</p> })}
        </Card>
    }
    .into_any()
}
