//! Two sheets side by side: what was added, removed and changed. Which two is in the address.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::api::sheet::SheetRow;
use shared::evaluation::{Difference, Part, Respect, ScoreSheet, compare};

use super::read;
use crate::components::{Card, Chip, EmptyState, Icon, PageHead, SelectField, Shape, Tone, load, loaded};
use crate::i18n::language;
use crate::shell::address;
use crate::t;

/// The page.
#[component]
pub fn CompareSheets() -> impl IntoView {
    let query = address::query();
    let asked = Memo::new(move |_| {
        let of = |name: &str| query.with(|query| query.get(name)).unwrap_or_default();
        (of("a"), of("b"))
    });
    let found = load(move || {
        let (one, other) = asked.get();
        async move {
            let rows = read::rows().await?;
            let mut sheets = Vec::new();
            for name in [&one, &other].into_iter().filter(|name| !name.is_empty()) {
                sheets.push(read::named(&rows, name).await?);
            }
            Ok((rows, one, other, sheets))
        }
    });
    let print = move |_| {
        // Fails only where there is no printer dialog at all.
        let _ = window().print();
    };
    let actions = move || {
        view! {
            <a class="button" href="/sheets">{t!(sheets.back)}</a>
            <button type="button" class="button" on:click=print><Icon shape=Shape::Print /> {t!(sheets.print)}</button>
        }
        .into_any()
    };
    view! {
        <PageHead title=t!(sheets.compare).to_owned() actions=ViewFn::from(actions) />
        {loaded(found, |(rows, one, other, sheets)| content(&rows, (&one, &other), &sheets))}
    }
    .into_any()
}

type Named = (Option<SheetRow>, ScoreSheet);

fn content(rows: &[SheetRow], asked: (&str, &str), sheets: &[Named]) -> AnyView {
    let body = match sheets {
        [(_, one), (_, other)] => differences(one, other),
        _ => view! { <Card><EmptyState icon=Shape::Book title=t!(sheets.compare_none) /></Card> }.into_any(),
    };
    view! { {choice(rows, asked, sheets)} {body} }.into_any()
}

/// Which two.
fn choice(rows: &[SheetRow], (one, other): (&str, &str), sheets: &[Named]) -> AnyView {
    let key = |name: &str| read::find(rows, name).map_or_else(|| name.to_owned(), |row| row.id.to_string());
    let mut options = vec![(String::new(), t!(sheets.choose_one).to_owned())];
    options.extend(rows.iter().map(|row| {
        (row.id.to_string(), format!("{} ({})", row.title.pick(language()), read::state(row).to_lowercase()))
    }));
    // One that the list hasn't any more is named by its digest.
    let names = [one, other].into_iter().filter(|name| !name.is_empty());
    for (name, (row, sheet)) in names.zip(sheets) {
        if row.is_none() && !options.iter().any(|(key, _)| key == name) {
            options.push((name.to_owned(), sheet.title.pick(language()).to_owned()));
        }
    }
    let options = Signal::stored(options);
    let (one, other) = (RwSignal::new(key(one)), RwSignal::new(key(other)));
    let navigate = use_navigate();
    let go = Callback::new(move |_: String| {
        let address = format!("/sheets/compare?a={}&b={}", one.get_untracked(), other.get_untracked());
        navigate(&address, Default::default());
    });
    view! {
        <Card>
            <div class="form-row">
                <SelectField label=t!(sheets.first) value=one options on_commit=go />
                <SelectField label=t!(sheets.second) value=other options on_commit=go />
            </div>
        </Card>
    }
    .into_any()
}

fn differences(one: &ScoreSheet, other: &ScoreSheet) -> AnyView {
    let found = compare(one, other, language());
    if found.is_empty() {
        return view! { <Card><EmptyState icon=Shape::Tick title=t!(sheets.same) /></Card> }.into_any();
    }
    let titles = [one, other].map(|sheet| sheet.title.pick(language()).to_owned());
    let parts: Vec<AnyView> = Part::ALL
        .iter()
        .filter_map(|part| {
            let of_part: Vec<&Difference> = found.iter().filter(|one| one.part == *part).collect();
            (!of_part.is_empty()).then(|| part_of(*part, &of_part, (one, other), &titles))
        })
        .collect();
    let places = |wanted: fn(&Difference) -> bool| found.iter().filter(|one| wanted(one)).count();
    let (added, removed) = (places(Difference::added), places(Difference::removed));
    let sum = t!(sheets.differences, added = added, removed = removed, changed = found.len() - added - removed);
    view! { <p class="lead" role="status">{sum}</p> {parts} }.into_any()
}

fn part_of(part: Part, found: &[&Difference], sheets: (&ScoreSheet, &ScoreSheet), titles: &[String; 2]) -> AnyView {
    let mut items: Vec<AnyView> = Vec::new();
    for of_one in found.chunk_by(|one, next| one.id == next.id) {
        items.push(item(of_one, sheets, titles));
    }
    view! { <Card title=part.label(language())><ul class="differences">{items}</ul></Card> }.into_any()
}

/// One group or criterion with all that differs in it.
fn item(found: &[&Difference], (one, other): (&ScoreSheet, &ScoreSheet), titles: &[String; 2]) -> AnyView {
    let Some(first) = found.first() else { return ().into_any() };
    let name = |sheet: &ScoreSheet| match first.part {
        Part::Group => {
            let group = sheet.groups.iter().find(|group| group.id == first.id)?;
            Some(group.name.pick(language()).to_owned())
        }
        _ => Some(sheet.criterion(&first.id)?.name.pick(language()).to_owned()),
    };
    let (tone, word) = match (first.added(), first.removed()) {
        (true, _) => (Tone::Good, t!(sheets.added)),
        (_, true) => (Tone::Poor, t!(sheets.removed_one)),
        _ => (Tone::Average, t!(sheets.changed)),
    };
    let heading = (!first.id.is_empty()).then(|| {
        let name = name(one).or_else(|| name(other)).unwrap_or_default();
        view! { <h3 class="grow">{format!("{} {name}", first.id)}</h3> <Chip tone=tone>{word}</Chip> }
    });
    let rows: Vec<AnyView> = found.iter().map(|one| respect(one, titles)).collect();
    view! { <li class="stack-small"><div class="bar">{heading}</div>{rows}</li> }.into_any()
}

fn respect(one: &Difference, [before, after]: &[String; 2]) -> AnyView {
    let heading =
        (one.respect != Respect::Whole).then(|| view! { <p class="small"><b>{one.respect.label(language())}</b></p> });
    let side = |title: &str, text: &str, class: &'static str| {
        let text = if text.is_empty() { t!(sheets.nothing).to_owned() } else { text.to_owned() };
        view! { <div class=class><span class="small muted">{title.to_owned()}</span><p class="prewrap">{text}</p></div> }
    };
    view! {
        <div class="stack-tight">
            {heading}
            <div class="compare">{side(before, &one.before, "before")} {side(after, &one.after, "after")}</div>
        </div>
    }
    .into_any()
}
