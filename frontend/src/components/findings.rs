//! What the rules say of a meeting or a branch: what isn't in order first, with whom it is about; what is, on request.

use leptos::prelude::*;
use shared::finding::{Concerned, Finding, FindingState};

use super::{Ring, StepState};
use crate::i18n::language;
use crate::t;

/// The list.
pub fn findings(mut found: Vec<Finding>) -> AnyView {
    let good = found.iter().filter(|finding| finding.state == FindingState::Ok).count();
    found.sort_by_key(|finding| match finding.state {
        FindingState::Warn => 0,
        FindingState::Missing => 1,
        FindingState::Ok => 2,
    });
    let fine = found.split_off(found.len() - good);
    let lines = |found: &[Finding]| found.iter().map(finding).collect::<Vec<_>>();
    let (sources, fine_sources) = (sources(&found), sources(&fine));
    let (open, fine) = (lines(&found), lines(&fine));
    let all_fine = found.is_empty().then(|| view! { <p class="small">{t!(kit.all_in_order)}</p> });
    let rest = (good > 0).then(|| {
        view! { <details><summary>{t!(kit.in_order, count = good)}</summary><ul class="findings">{fine}</ul>{fine_sources}</details> }
    });
    view! {
        {all_fine}
        <ul class="findings">{open}</ul>
        {sources}
        {rest}
    }
    .into_any()
}

/// The documents behind these, each once, with the rules that it holds.
fn sources(found: &[Finding]) -> AnyView {
    let mut documents: Vec<(&str, Vec<&str>)> = Vec::new();
    for finding in found {
        let document = finding.document(language());
        match documents.iter_mut().find(|(known, _)| *known == document) {
            Some((_, rules)) => rules.push(&finding.rule),
            None => documents.push((document, vec![&finding.rule])),
        }
    }
    let lines: Vec<AnyView> = documents
        .into_iter()
        .map(|(document, rules)| {
            view! { <p class="small muted">{format!("{}: {document}", rules.join(", "))}</p> }.into_any()
        })
        .collect();
    lines.into_any()
}

fn finding(finding: &Finding) -> AnyView {
    let state = match finding.state {
        FindingState::Ok => StepState::Done,
        FindingState::Missing => StepState::Later,
        FindingState::Warn => StepState::Warn,
    };
    let people = (!finding.people.is_empty()).then(|| {
        view! { <ul class="plain-list small">{finding.people.iter().map(concerned).collect_view()}</ul> }
    });
    view! {
        <li>
            <Ring state />
            <div>
                {finding.text(language()).to_owned()}" "<span class="small muted">{finding.rule.clone()}</span>
                {people}
            </div>
        </li>
    }
    .into_any()
}

fn concerned(person: &Concerned) -> AnyView {
    let what = person.what.as_ref().map(|what| format!(" ({})", what.pick(language())));
    view! { <li><a href=format!("/members/{}", person.member_id)>{person.name.clone()}</a>{what}</li> }.into_any()
}
