//! What the rules say of branches and their members: on the branch's page, the commune's
//! overview and the member's page, for those who see the members.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::api::finding::{BranchFindings, ListFindings};
use shared::api::unit::BranchQuery;
use shared::finding::{Finding, FindingState};
use shared::id::{MemberId, UnitId};

use crate::client::{read, session};
use crate::components::{Card, Load, findings, load, loaded};
use crate::i18n::language;
use crate::t;

fn listed(unit_id: UnitId, on: Option<NaiveDate>) -> Load<Vec<BranchFindings>> {
    load(move || {
        let page = read::<ListFindings>(&(), &BranchQuery { unit_id: Some(unit_id), on });
        async move { page.await.map(|page| page.items) }
    })
}

/// A branch's card.
pub fn of_branch(unit_id: UnitId, on: Option<NaiveDate>) -> AnyView {
    let shown = |list: Vec<BranchFindings>| {
        list.into_iter().next().map(|branch| view! { <Card title=t!(kit.rules)>{findings(branch.findings)}</Card> })
    };
    session::reads_members().then(|| loaded(listed(unit_id, on), shown)).into_any()
}

/// The branches below a unit of which something isn't in order.
pub fn of_units_below(unit_id: UnitId, on: Option<NaiveDate>) -> AnyView {
    let shown = |list: Vec<BranchFindings>| {
        let lines: Vec<AnyView> = list.into_iter().filter_map(line).collect();
        let none = lines.is_empty().then(|| view! { <p class="small">{t!(kit.all_in_order)}</p> });
        view! { <Card title=t!(kit.rules_of_branches)>{none}<ul class="plain-list">{lines}</ul></Card> }
    };
    session::reads_members().then(|| loaded(listed(unit_id, on), shown)).into_any()
}

fn line(branch: BranchFindings) -> Option<AnyView> {
    let open: Vec<Finding> = branch.findings.into_iter().filter(|finding| finding.state != FindingState::Ok).collect();
    (!open.is_empty()).then(|| {
        view! {
            <li>
                <b><a href=format!("/branches/{}", branch.unit_id)>{branch.name}</a></b>
                {findings(open)}
            </li>
        }
        .into_any()
    })
}

/// What is said of a member of a branch; nothing where there is nothing.
pub fn of_member(member_id: MemberId, unit_id: UnitId, on: Option<NaiveDate>) -> AnyView {
    let shown = move |list: Vec<BranchFindings>| {
        let lines: Vec<AnyView> =
            list.into_iter().flat_map(|branch| branch.findings).filter_map(|one| about(one, member_id)).collect();
        (!lines.is_empty()).then(|| view! { <Card title=t!(kit.rules)><ul class="plain-list">{lines}</ul></Card> })
    };
    session::reads_members().then(|| loaded(listed(unit_id, on), shown)).into_any()
}

fn about(finding: Finding, member_id: MemberId) -> Option<AnyView> {
    let what = finding.people.iter().find(|person| person.member_id == member_id)?.what.as_ref();
    let what = what.map(|what| format!(": {}", what.pick(language())));
    let (text, document) = (finding.text(language()).to_owned(), finding.document(language()).to_owned());
    Some(
        view! {
            <li>{text}{what}<div class="small muted">{format!("{}: {document}", finding.rule)}</div></li>
        }
        .into_any(),
    )
}
