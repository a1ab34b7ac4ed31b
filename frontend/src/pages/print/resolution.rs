//! Nghị quyết, kết luận in the four parts of HD 42-HD/BTCTW of 28/10/2025.

use leptos::prelude::*;
use shared::api::meeting::Meeting;
use shared::language::Language::Vi;
use shared::meeting::{Scorer, VoteSubject};
use shared::time;

use super::layout::{head, paragraph, recipients};
use super::minutes::tasks;
use super::name_of;
use crate::{format, t};

/// Who gets it (HD 05-HD/VPTW of 27/5/2026: the last line names the file).
const RECIPIENTS: &[&str] = &["- Đảng ủy xã (báo cáo),", "- Đồng chí phụ trách chi bộ,", "- Lưu Chi bộ."];

/// The resolution; before the meeting is concluded there is none.
pub fn resolution(meeting: &Meeting) -> AnyView {
    let Some(resolution) = &meeting.resolution else {
        return view! { <p>{t!(print.no_resolution)}</p> }.into_any();
    };
    let day = time::local_date(resolution.issued_at);
    let previous = meeting.previous_tasks.iter().enumerate().map(|(i, task)| {
        view! {
            <tr>
                <td>{i + 1}</td><td>{task.title.clone()}</td><td>{task.status.label(Vi)}</td><td>{task.result.clone()}</td>
            </tr>
        }
    });
    let vote = meeting.votes.iter().find(|vote| vote.subject == VoteSubject::Resolution).map(|vote| {
        paragraph(format!(
            "Nghị quyết được thông qua ngày {}, {}/{} đảng viên chính thức có mặt tán thành.",
            format::day(time::local_date(meeting.scheduled_at)),
            vote.in_favour,
            vote.entitled
        ))
    });
    let score = meeting.scores.iter().find(|score| score.scorer == Scorer::Branch).map(|score| {
        let result = &score.result;
        let text = format!("{}/{} điểm, xếp loại {}.", result.total, result.out_of, result.grade.label(Vi));
        view! { <h2>"IV. Tự đánh giá chất lượng kỳ sinh hoạt"</h2>{paragraph(text)} }
    });
    view! {
        {head(meeting, Some(resolution.label.clone()), day)}
        <h1>{resolution.kind.label(Vi).to_uppercase()}</h1>
        <p class="paper-subject">{resolution.title.clone()}</p>
        <h2>"I. Đánh giá kết quả lãnh đạo tháng trước"</h2>
        {paragraph(resolution.assessment.clone())}
        {(!meeting.previous_tasks.is_empty()).then(|| view! {
            <table class="paper-table">
                <thead><tr><th>"TT"</th><th>"Nhiệm vụ"</th><th>"Tình trạng"</th><th>"Kết quả"</th></tr></thead>
                <tbody>{previous.collect_view()}</tbody>
            </table>
        })}
        <h2>"II. Phương hướng, nhiệm vụ"</h2>
        {paragraph(resolution.direction.clone())}
        <h2>"III. Phân công và tổ chức thực hiện"</h2>
        {tasks(meeting)}
        {paragraph(resolution.execution.clone())}
        {score}
        {vote}
        {recipients(RECIPIENTS, "T/M CHI BỘ\nBÍ THƯ", name_of(meeting, meeting.chair_id))}
    }
    .into_any()
}
