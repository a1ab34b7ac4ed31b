//! Beside the steps: the score as it stands while somebody types, and what the rules say.

use leptos::prelude::*;
use shared::api::score::Assessment;
use shared::evaluation::{CriterionScore, ScoreSheet};
use shared::meeting::MeetingKind;
use shared::meeting::findings::{Finding, FindingState};

use super::page::Page;
use super::part::plain;
use super::step::Step;
use crate::components::{Chip, GradeChip, Ring, StepState, Tone};
use crate::i18n::language;
use crate::t;

/// Both cards; the score is left out where the step itself shows it.
pub fn view(page: Page, shown: Memo<Step>) -> AnyView {
    let scored = page.flag(|meeting| meeting.kind != MeetingKind::Preparatory && !meeting.allowed.is_empty());
    let score = move || {
        let here = scored.get() && !matches!(shown.get(), Step::Score | Step::Approval);
        here.then(|| plain(t!(meeting.own_score), (move || score(page, page.assessment.get())).into_any()))
    };
    let findings = move || {
        let found = page.assessment.with(|found| found.findings.clone());
        (!found.is_empty()).then(|| findings(found))
    };
    view! { {score} {findings} }.into_any()
}

fn score(page: Page, found: Assessment) -> AnyView {
    let sheet = &page.sheet();
    let result = found.result;
    // A grade of half a sheet would say "Kém" of a meeting that goes well.
    let open = result.unanswered.len();
    let words = match open {
        0 => t!(meeting.out_of, points = result.out_of),
        _ => t!(meeting.out_of_open, points = result.out_of, count = open),
    };
    let computed: Vec<AnyView> =
        result.criteria.iter().filter(|score| score.computed.is_some()).map(|score| line(sheet, score)).collect();
    view! {
        <div class="bar">
            <div class="stat grow"><span class="stat-value" aria-live="polite">{result.total}</span><span class="stat-label">{words}</span></div>
            {(open == 0).then(|| view! { <GradeChip grade=result.grade /> })}
        </div>
        {capped(sheet, &result.capped_by)}
        {hints(sheet, &result.to_reach_good)}
        <details><summary>{t!(meeting.computed)}</summary><ul class="criteria">{computed}</ul></details>
    }
    .into_any()
}

/// A criterion in a line: number, what it asks, why it has its points.
fn line(sheet: &ScoreSheet, score: &CriterionScore) -> AnyView {
    let name = sheet.criterion(&score.criterion).map(|criterion| criterion.name.pick(language()).to_owned());
    let why = score.explanation.as_ref().map(|why| why.text(language()));
    let points = score.points.unwrap_or_default();
    view! {
        <li class="criterion-line">
            <b class="num muted">{score.criterion.clone()}</b>
            <div>{name}<div class="small muted">{why}</div></div>
            <Chip tone=tone(points, score.max)>{format!("{points}/{}", score.max)}</Chip>
        </li>
    }
    .into_any()
}

/// The colour of points.
pub fn tone(points: u32, max: u32) -> Tone {
    match (points * 100).checked_div(max) {
        Some(100..) | None => Tone::Good,
        Some(50..) => Tone::Fair,
        Some(_) => Tone::Average,
    }
}

/// What keeps the best grade away though the points are there.
pub fn capped(sheet: &ScoreSheet, capped_by: &[String]) -> AnyView {
    let names: Vec<String> = capped_by
        .iter()
        .filter_map(|id| sheet.criterion(id))
        .map(|criterion| format!("{} {}", criterion.id, criterion.name.pick(language())))
        .collect();
    (!names.is_empty())
        .then(|| view! { <p class="small"><b>{t!(meeting.capped)}</b>" "{names.join("; ")}</p> })
        .into_any()
}

/// What it would take.
pub fn hints(sheet: &ScoreSheet, hints: &[shared::evaluation::Hint]) -> AnyView {
    let lines = hints.iter().take(4).map(|hint| view! { <li>{hint.text(sheet, language())}</li> }).collect_view();
    (!hints.is_empty())
        .then(|| view! { <div class="small"><b>{t!(meeting.to_good)}</b><ul class="plain-list">{lines}</ul></div> })
        .into_any()
}

/// What isn't in order first; what is, on request.
fn findings(mut found: Vec<Finding>) -> AnyView {
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
    let all_fine = found.is_empty().then(|| view! { <p class="small">{t!(meeting.all_in_order)}</p> });
    let rest = (good > 0).then(|| {
        view! { <details><summary>{t!(meeting.in_order, count = good)}</summary><ul class="findings">{fine}</ul>{fine_sources}</details> }
    });
    plain(
        t!(meeting.rules),
        view! {
            {all_fine}
            <ul class="findings">{open}</ul>
            {sources}
            {rest}
        }
        .into_any(),
    )
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
    view! {
        <li>
            <Ring state />
            <div>{finding.text(language()).to_owned()}" "<span class="small muted">{finding.rule.clone()}</span></div>
        </li>
    }
    .into_any()
}
