//! Beside the steps: the score as it stands while somebody types, and what the rules say.

use leptos::prelude::*;
use shared::api::score::Assessment;
use shared::evaluation::{CriterionScore, ScoreSheet};
use shared::finding::Finding;
use shared::meeting::MeetingKind;

use super::page::Page;
use super::step::Step;
use crate::components::part::plain;
use crate::components::{self, Chip, GradeChip, Tone};
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

fn findings(found: Vec<Finding>) -> AnyView {
    plain(t!(kit.rules), components::findings(found))
}
