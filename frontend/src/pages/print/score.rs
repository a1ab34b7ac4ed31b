//! Phiếu đánh giá chất lượng sinh hoạt chi bộ: the sheet with the scores given so far, side by side.

use leptos::prelude::*;
use shared::api::meeting::Meeting;
use shared::evaluation::sheet;
use shared::language::Language::Vi;
use shared::meeting::Scorer;
use shared::meeting::assess::day_of;

use super::layout::{head, signatures};
use super::name_of;
use crate::t;

/// The sheet.
pub fn score(meeting: &Meeting) -> AnyView {
    let Some(sheet) = sheet(&meeting.sheet_id).filter(|_| !meeting.scores.is_empty()) else {
        return view! { <p>{t!(print.no_score)}</p> }.into_any();
    };
    let of = |scorer: Scorer| meeting.scores.iter().find(|score| score.scorer == scorer);
    let columns = [of(Scorer::Branch), of(Scorer::Supervisor), of(Scorer::Committee)];
    let rows = sheet.criteria.iter().map(|criterion| {
        let points = columns.map(|score| {
            let points = score.and_then(|score| score.result.criterion(&criterion.id)).and_then(|one| one.points);
            view! { <td>{points}</td> }.into_any()
        });
        view! {
            <tr>
                <td>{criterion.id.clone()}</td><td>{criterion.name.pick(Vi).to_owned()}</td><td>{criterion.max}</td>
                {points.into_iter().collect_view()}
            </tr>
        }
    });
    let totals = columns.map(|score| {
        let text = score
            .map(|score| format!("{}/{} {}", score.result.total, score.result.out_of, score.result.grade.label(Vi)));
        view! { <td><b>{text}</b></td> }.into_any()
    });
    view! {
        {head(meeting, None, day_of(meeting))}
        <h1>"PHIẾU ĐÁNH GIÁ"</h1>
        <p class="paper-subject">{format!("chất lượng sinh hoạt chi bộ tháng {}/{}", meeting.month, meeting.year)}</p>
        <table class="paper-table">
            <thead><tr><th>"TT"</th><th>"Tiêu chí"</th><th>"Tối đa"</th><th>"Chi bộ"</th><th>"Cấp ủy viên"</th><th>"Đảng ủy"</th></tr></thead>
            <tbody>
                {rows.collect_view()}
                <tr><td></td><td><b>"Tổng điểm, xếp loại"</b></td><td></td>{totals.into_iter().collect_view()}</tr>
            </tbody>
        </table>
        {signatures(("CẤP ỦY VIÊN PHỤ TRÁCH", meeting.supervisor.clone().unwrap_or_default()), ("T/M CHI BỘ", name_of(meeting, meeting.chair_id)))}
    }
    .into_any()
}
