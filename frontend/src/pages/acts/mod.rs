//! The journal: who did what, when and from where, with what was and what is. What is asked for is in the address.

mod change;
mod filters;

use leptos::prelude::*;
use shared::act::{DONE, label};
use shared::api::Page;
use shared::api::Subject;
use shared::api::act::{ActQuery, ActRow, ListActs};
use shared::problem::Code;
use uuid::Uuid;

use self::filters::Filters;
use crate::client::read;
use crate::components::{Card, Chip, EmptyState, PageHead, Shape, Tone, load, loaded};
use crate::i18n::language;
use crate::shell::address;
use crate::{format, t};

/// The page.
#[component]
pub fn Acts() -> impl IntoView {
    let map = address::query();
    let query = Memo::new(move |_| {
        map.with(|map| ActQuery {
            subject_id: map.get("subject_id").and_then(|id| id.parse().ok()),
            account_id: map.get("account_id").and_then(|id| id.parse().ok()),
            unit_id: map.get("unit_id").and_then(|id| id.parse().ok()),
            refused: map.get("refused").and_then(|word| word.parse().ok()),
            from: map.get("from").and_then(|day| day.parse().ok()),
            to: map.get("to").and_then(|day| day.parse().ok()),
            cursor: map.get("cursor"),
            limit: Some(50),
        })
    });
    let acts = load(move || read::<ListActs>(&(), &query.get()));
    view! {
        <PageHead title=t!(acts.title) />
        <Filters query />
        {loaded(acts, move |page| content(page, &query.get_untracked()))}
    }
    .into_any()
}

/// The page's address with what is asked for.
fn list_address(query: &ActQuery) -> String {
    let parts = [
        ("subject_id", query.subject_id.map(|id| id.to_string())),
        ("account_id", query.account_id.map(|id| id.to_string())),
        ("unit_id", query.unit_id.map(|id| id.to_string())),
        ("refused", query.refused.map(|refused| refused.to_string())),
        ("from", query.from.map(|day| day.to_string())),
        ("to", query.to.map(|day| day.to_string())),
        ("cursor", query.cursor.clone()),
    ];
    let parts = parts.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value?)));
    format!("/acts?{}", parts.collect::<Vec<_>>().join("&"))
}

fn content(page: Page<ActRow>, query: &ActQuery) -> AnyView {
    if page.items.is_empty() {
        return view! { <Card><EmptyState icon=Shape::Document title=t!(acts.none) /></Card> }.into_any();
    }
    let next = page.next.map(|cursor| {
        let following = list_address(&ActQuery { cursor: Some(cursor), ..query.clone() });
        view! { <a class="button" href=following>{t!(acts.next)}</a> }
    });
    let lines = page.items.into_iter().map(|act| line(act, query)).collect_view();
    view! { <Card title=t!(acts.list)><ul class="task-list">{lines}</ul>{next}</Card> }.into_any()
}

fn line(act: ActRow, query: &ActQuery) -> AnyView {
    let what = label(&act.operation, language()).map_or_else(|| t!(acts.reading).to_owned(), str::to_owned);
    let by = match act.account_id {
        Some(id) => {
            let theirs = list_address(&ActQuery { account_id: Some(id), cursor: None, ..query.clone() });
            view! { <a href=theirs>{act.by.clone()}</a> }.into_any()
        }
        None => view! { <span>{act.by.clone()}</span> }.into_any(),
    };
    let words = [
        act.subject.map(|subject| subject.label(language()).to_owned()).unwrap_or_default(),
        act.unit_name.clone().unwrap_or_default(),
        if act.address.is_empty() { String::new() } else { t!(acts.from_address, address = act.address) },
    ];
    let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let thing = act.subject.zip(act.subject_id).and_then(|(subject, id)| thing_address(subject, id));
    let of_thing = act.subject_id.map(|id| {
        let all = list_address(&ActQuery { subject_id: Some(id), cursor: None, ..ActQuery::default() });
        view! { <a class="small" href=all>{t!(acts.of_thing)}</a> }
    });
    let more =
        (act.more_changes > 0).then(|| view! { <p class="small muted">{t!(acts.more, count = act.more_changes)}</p> });
    let changes = (!act.changes.is_empty())
        .then(|| view! { <dl class="changes">{act.changes.into_iter().map(change::view).collect_view()}</dl> });
    view! {
        <li class="stack-tight">
            <div class="bar">
                <div class="grow">
                    <b>{what}</b>
                    <div class="small">{by} " · " {format::instant(act.at)}</div>
                    <div class="small muted">{words.join(" · ")}</div>
                </div>
                {outcome(&act.outcome)}
            </div>
            {changes}
            {more}
            <div class="bar">
                {thing.map(|href| view! { <a class="small" href=href>{t!(acts.open)}</a> })}
                {of_thing}
            </div>
        </li>
    }
    .into_any()
}

/// Nothing for what was done, which most acts were; the reason for a refusal.
fn outcome(outcome: &str) -> Option<AnyView> {
    if outcome == DONE {
        return None;
    }
    let code = Code::ALL.iter().find(|code| code.as_str() == outcome);
    let why = code.map_or(outcome.to_owned(), |code| code.text(language()).to_owned());
    Some(
        view! { <div><Chip tone=Tone::Poor>{t!(acts.refused)}</Chip> <span class="small">{why}</span></div> }
            .into_any(),
    )
}

/// The page of a thing, if there is one.
fn thing_address(subject: Subject, id: Uuid) -> Option<String> {
    match subject {
        Subject::Unit => Some(format!("/branches/{id}")),
        Subject::Member => Some(format!("/members/{id}")),
        Subject::Meeting => Some(format!("/meetings/{id}")),
        Subject::Account => Some(format!("/admin/accounts/{id}")),
        _ => None,
    }
}
