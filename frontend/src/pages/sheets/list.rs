//! The list: which sheet is in force, which there are, and what was chosen when.

use leptos::prelude::*;
use shared::access::Action;
use shared::api::sheet::SheetRow;
use shared::evaluation::Origin;

use super::choose::ChooseSheet;
use super::copy::CopySheet;
use super::history::History;
use super::read::{self, days, state};
use crate::client::session;
use crate::components::{
    Card, Chip, Column, DataTable, EmptyState, Note, PageHead, Shape, Tone, load, loaded, open_for,
};
use crate::i18n::language;
use crate::{format, t};

/// The page.
#[component]
pub fn Sheets() -> impl IntoView {
    let rows = load(read::rows);
    let (choosing, copying) = (RwSignal::new(false), RwSignal::new(None::<SheetRow>));
    let round = RwSignal::new(0);
    let changed = Callback::new(move |()| {
        round.update(|round| *round += 1);
        rows.refetch();
    });
    let may_choose = session::may(Action::SheetChoose);
    let actions = move || {
        let choose = may_choose.then(|| {
            view! {
                <button type="button" class="button primary" on:click=move |_| choosing.set(true)>{t!(sheets.choose)}</button>
            }
        });
        view! { <a class="button" href="/sheets/compare">{t!(sheets.compare)}</a> {choose} }.into_any()
    };
    view! {
        <PageHead title=t!(sheets.title).to_owned() actions=ViewFn::from(actions) />
        {loaded(rows, move |rows| content(rows, copying))}
        <History round changed />
        <CopySheet open=open_for(copying) sheet=copying />
        {may_choose.then(|| view! { <ChooseSheet open=choosing sheet=None changed /> })}
    }
    .into_any()
}

fn content(rows: Vec<SheetRow>, copying: RwSignal<Option<SheetRow>>) -> AnyView {
    let mut columns = vec![
        Column::new(t!(sheets.name), |row: &SheetRow| {
            view! {
                <a href=format!("/sheets/{}", row.id)><b>{row.title.pick(language()).to_owned()}</b></a>
                <div class="small muted">{row.document.pick(language()).to_owned()}</div>
            }
        }),
        Column::new(t!(sheets.whence), whence),
        Column::new(t!(sheets.in_force), |row: &SheetRow| {
            row.in_force.iter().map(|one| view! { <div class="small">{days(one)}</div> }).collect_view()
        }),
    ];
    if session::may(Action::SheetWrite) {
        columns.push(Column::new(t!(sheets.work), move |row: &SheetRow| tools(row.clone(), copying)));
    }
    let title = t!(sheets.count, count = rows.len());
    view! {
        {now(&rows)}
        <Card title=title.clone()><DataTable caption=title columns rows /></Card>
    }
    .into_any()
}

fn whence(row: &SheetRow) -> AnyView {
    let tone = if row.unit_id.is_none() || row.settled { Tone::Plain } else { Tone::Average };
    let origin = (row.origin != Origin::Found).then(|| {
        view! { <div class="small muted">{row.origin.label(language())}</div> }
    });
    let state = state(row);
    view! { <div class="stack-tight"><Chip tone=tone>{state}</Chip>{origin}</div> }.into_any()
}

/// Editing what is a draft; copying anything.
fn tools(row: SheetRow, copying: RwSignal<Option<SheetRow>>) -> AnyView {
    let title = row.title.pick(language()).to_owned();
    let edit = (row.unit_id.is_some() && !row.settled).then(|| {
        let label = t!(sheets.edit_one, title = title);
        let href = format!("/sheets/{}/edit", row.id);
        view! { <a class="button small" href=href aria-label=label>{t!(sheets.edit)}</a> }
    });
    let label = t!(sheets.copy_one, title = title);
    view! {
        <div class="bar">
            {edit}
            <button type="button" class="button small" aria-label=label on:click=move |_| copying.set(Some(row.clone()))>
                {t!(sheets.copy)}
            </button>
        </div>
    }
    .into_any()
}

/// What is in force today, and what will be.
fn now(rows: &[SheetRow]) -> AnyView {
    let today = format::today();
    let stretches = || rows.iter().flat_map(|row| row.in_force.iter().map(move |days| (row, days)));
    let current = stretches().find(|(_, days)| days.starts_on <= today && days.ends_on.is_none_or(|end| end >= today));
    let Some((row, current)) = current else {
        let empty =
            view! { <EmptyState icon=Shape::Star title=t!(sheets.none) hint=t!(sheets.none_hint).to_owned() /> };
        return view! { <Card>{empty}</Card> }.into_any();
    };
    let mut later: Vec<_> = stretches().filter(|(_, days)| days.starts_on > today).collect();
    later.sort_by_key(|(_, days)| days.starts_on);
    let later: Vec<AnyView> = later
        .into_iter()
        .map(|(row, later)| {
            let words = t!(sheets.later, day = format::day(later.starts_on), title = row.title.pick(language()));
            let href = format!("/sheets/{}", row.id);
            view! { <Note icon=Shape::Calendar><a href=href>{words}</a></Note> }.into_any()
        })
        .collect();
    let (href, title) = (format!("/sheets/{}", row.id), row.title.pick(language()).to_owned());
    let about = format!("{} · {}", days(current), row.document.pick(language()));
    view! {
        <Card title=t!(sheets.now)>
            <p class="lead"><a href=href><b>{title}</b></a></p>
            <p class="muted">{about}</p>
            {later}
        </Card>
    }
    .into_any()
}
