//! Own, supervisor's and committee's scores side by side; where they differ stands out.

use leptos::prelude::*;
use shared::api::score::Score;
use shared::evaluation::ScoreResult;

use super::super::page::Page;
use crate::components::GradeChip;
use crate::components::part::{nothing, plain};
use crate::i18n::language;
use crate::{format, t};

/// The card; nothing while there are no scores that the caller may see.
pub fn view(page: Page) -> AnyView {
    (move || {
        let (scores, sheet) = (page.meeting.with(|meeting| meeting.scores.clone()), page.sheet());
        if scores.is_empty() {
            return nothing();
        }
        let results: Vec<(&Score, ScoreResult)> = scores.iter().map(|score| (score, score.result(&sheet))).collect();
        let rows: Vec<AnyView> =
            sheet.criteria.iter().map(|one| row(&one.id, one.name.pick(language()), &results)).collect();
        let heads: Vec<AnyView> = scores.iter().map(head).collect();
        let totals: Vec<AnyView> = scores.iter().map(total).collect();
        let remarks: Vec<AnyView> =
            scores.iter().filter(|score| !score.remarks.trim().is_empty()).map(remark).collect();
        let content = view! {
            <div class="scroll" role="region" aria-label=t!(approval.compare) tabindex="0">
                <table class="data compare-scores">
                    <thead><tr><th scope="col">{t!(approval.criterion)}</th>{heads}</tr></thead>
                    <tbody>
                        <tr class="total"><th scope="row">{t!(score.total)}</th>{totals}</tr>
                        {rows}
                    </tbody>
                </table>
            </div>
            {remarks}
        };
        plain(t!(approval.compare), content.into_any())
    })
    .into_any()
}

fn head(score: &Score) -> AnyView {
    view! { <th scope="col" class="number">{score.scorer.label(language())}</th> }.into_any()
}

fn total(score: &Score) -> AnyView {
    view! {
        <td class="number" data-label=score.scorer.label(language())>
            <span><b>{format!("{}/{}", score.total, score.out_of)}</b>" "<GradeChip grade=score.grade /></span>
        </td>
    }
    .into_any()
}

fn row(id: &str, name: &str, scores: &[(&Score, ScoreResult)]) -> AnyView {
    let points: Vec<Option<u32>> =
        scores.iter().map(|(_, result)| result.criterion(id).and_then(|score| score.points)).collect();
    let differs = points.iter().any(|one| Some(one) != points.first());
    let cells: Vec<AnyView> = scores
        .iter()
        .zip(&points)
        .map(|((score, result), points)| {
            let max = result.criterion(id).map(|score| score.max).unwrap_or_default();
            let words = points.map_or_else(|| "–".to_owned(), |points| format!("{points}/{max}"));
            let why = result.criterion(id).and_then(|score| score.note.clone());
            view! {
                <td class="number" data-label=score.scorer.label(language())>
                    <span>{words}{why.map(|why| view! { <span class="small muted block">{why}</span> })}</span>
                </td>
            }
            .into_any()
        })
        .collect();
    let mark = differs.then(|| view! { <span class="chip average">{t!(approval.differs)}</span> });
    view! { <tr class:differs=differs><th scope="row"><span class="num muted">{id.to_owned()}</span>" "{name.to_owned()}" "{mark}</th>{cells}</tr> }.into_any()
}

fn remark(score: &Score) -> AnyView {
    let who = format!("{} · {} · {}", score.scorer.label(language()), score.by, format::instant(score.at));
    view! { <div><span class="small muted">{who}</span><p class="prewrap">{score.remarks.clone()}</p></div> }.into_any()
}
