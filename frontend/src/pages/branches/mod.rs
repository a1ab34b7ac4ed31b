//! The branches that the person may see: how many members, who leads, who is in charge, when they meet.

mod found;

use leptos::prelude::*;
use shared::access::Action;
use shared::api::Page;
use shared::api::unit::{BranchQuery, BranchRow, ListBranches};
use shared::unit::BranchKind;

use self::found::FoundBranch;
use crate::client::{read, session};
use crate::components::{Card, Chip, Column, DataTable, EmptyState, Icon, PageHead, Shape, Tone, load, loaded};
use crate::dated::{OnDay, on_day};
use crate::i18n::language;
use crate::pages::branch::Branch;
use crate::t;

/// The page.
#[component]
pub fn Branches() -> impl IntoView {
    let on = on_day();
    let branches = load(move || read::<ListBranches>(&(), &BranchQuery { on: on.get(), ..BranchQuery::default() }));
    loaded(branches, content)
}

/// The page's name; the office founds branches from here.
fn head() -> AnyView {
    let founding = RwSignal::new(false);
    let may_found = session::may(Action::UnitWrite);
    let actions = move || {
        may_found
            .then(|| {
                view! {
                    <button type="button" class="button primary" on:click=move |_| founding.set(true)>
                        <Icon shape=Shape::Plus /> {t!(branches.found)}
                    </button>
                }
            })
            .into_any()
    };
    view! {
        <PageHead title=t!(branches.title) actions=ViewFn::from(actions) />
        <OnDay />
        {may_found.then(|| view! { <FoundBranch open=founding /> })}
    }
    .into_any()
}

fn content(page: Page<BranchRow>) -> AnyView {
    // Whoever sees one branch only wants to see it, not a list of one.
    if let [one] = page.items.as_slice() {
        let id = one.id;
        return view! { <Branch id /> }.into_any();
    }
    let head = head();
    if page.items.is_empty() {
        let empty = view! { <Card><EmptyState icon=Shape::Branch title=t!(branches.none) /></Card> };
        return view! { {head} {empty} }.into_any();
    }
    let members: i64 = page.items.iter().map(|branch| branch.counts.members).sum();
    let columns = vec![
        Column::new(t!(branches.name), |branch: &BranchRow| {
            view! {
                <a href=format!("/branches/{}", branch.id)><b>{branch.name.clone()}</b></a>
                <div class="small muted">{format!("{} · {}", branch.code, branch.kind.label(language()))}</div>
            }
        }),
        Column::number(t!(branches.members), |branch: &BranchRow| branch.counts.members.to_string()),
        Column::number(t!(branches.duty), |branch: &BranchRow| branch.counts.duty.to_string()),
        Column::number(t!(branches.fixed_day), |branch: &BranchRow| branch.fixed_day.to_string()),
        Column::new(t!(branches.secretary), |branch: &BranchRow| branch.secretary.clone().unwrap_or_default()),
        Column::new(t!(branches.supervisor), |branch: &BranchRow| match &branch.supervisor {
            Some(name) => name.clone().into_any(),
            None => view! { <Chip tone=Tone::Average>{t!(branches.nobody)}</Chip> }.into_any(),
        }),
        Column::new(t!(branches.cadre), |branch: &BranchRow| match (branch.has_commune_cadre, branch.kind) {
            (true, _) => view! { <Chip tone=Tone::Good icon=Shape::Tick>{t!(branches.yes)}</Chip> }.into_any(),
            // R-34 is about village branches only.
            (false, BranchKind::Village) => view! { <Chip tone=Tone::Average>{t!(branches.no)}</Chip> }.into_any(),
            (false, _) => view! { <span class="muted">{t!(branches.no)}</span> }.into_any(),
        }),
    ];
    let sum = t!(branches.sum, branches = page.items.len(), members = members);
    view! {
        {head}
        <Card title=sum.clone()><DataTable caption=sum columns rows=page.items /></Card>
    }
    .into_any()
}
