//! Nghị quyết, kết luận in the four parts of HD 42-HD/BTCTW of 28/10/2025.

use leptos::prelude::*;
use shared::api::meeting::Meeting;
use shared::language::Language::Vi;
use shared::meeting::assess::day_of;
use shared::meeting::{ResolutionKind, Scorer, VoteSubject};
use shared::time;
use shared::unit::Office;

use super::layout::{Parts, head, labelled, long_date, paragraph, recipients, sentence};
use super::minutes::{kind_of, lower_first, person, previous_tasks, tasks};
use super::name_of;
use super::roll::summary;
use crate::{format, t};

/// Who gets it (HD 05-HD/VPTW of 27/5/2026: the last line names the file).
const RECIPIENTS: &[&str] = &["- Đảng ủy xã (báo cáo),", "- Đồng chí phụ trách chi bộ,", "- Lưu Chi bộ."];

/// The resolution; before the meeting is concluded there is none.
pub fn resolution(meeting: &Meeting) -> AnyView {
    let Some(resolution) = &meeting.resolution else {
        return view! { <p>{t!(print.no_resolution)}</p> }.into_any();
    };
    let day = time::local_date(resolution.issued_at);
    let held = day_of(meeting);
    let length = meeting.started_at.zip(meeting.ended_at).map(|(from, to)| (to - from).num_minutes());
    let length = length.map(|minutes| format!(", thời lượng {minutes} phút")).unwrap_or_default();
    let opening = format!(
        "{}, tại {}, {} tổ chức {}{length}.",
        long_date(held).replacen('n', "N", 1),
        meeting.place,
        meeting.unit_name,
        lower_first(&kind_of(meeting))
    );
    let verb = if resolution.kind == ResolutionKind::Conclusion { "kết luận" } else { "ra nghị quyết" };
    let (chair, secretary) = (person(meeting, meeting.chair_id), person(meeting, meeting.secretary_id));
    let mut parts = Parts::new();
    let vote = meeting.votes.iter().find(|vote| vote.subject == VoteSubject::Resolution).map(|vote| {
        paragraph(format!(
            "{} được chi bộ biểu quyết thông qua ngày {}, tán thành {}/{}.",
            resolution.kind.label(Vi),
            format::day(held),
            vote.in_favour,
            vote.entitled
        ))
    });
    let score = meeting.scores.iter().find(|score| score.scorer == Scorer::Branch).map(|score| {
        let result = &score.result;
        format!("Chi bộ tự chấm {}/{} điểm, xếp loại {}.", result.total, result.out_of, result.grade.label(Vi))
    });
    view! {
        {head(meeting, Some(resolution.label.clone()), day)}
        <h1>{resolution.kind.label(Vi).to_uppercase()}</h1>
        <p class="paper-subject">{resolution.title.clone()}</p>
        {paragraph(opening)}
        {summary(meeting)}
        {(!chair.is_empty() && !secretary.is_empty())
            .then(|| paragraph(format!("Chủ trì: {} Thư ký: {}", lower_first(&chair), lower_first(&secretary))))}
        {paragraph(format!("Sau khi thảo luận, {} {verb} như sau:", meeting.unit_name))}
        {parts.next("Đánh giá kết quả lãnh đạo thực hiện nhiệm vụ kỳ trước")}
        {paragraph(resolution.assessment.clone())}
        {previous_tasks(&meeting.previous_tasks)}
        {parts.next("Phương hướng, nhiệm vụ thời gian tới")}
        {labelled("Vấn đề trọng tâm:", sentence(&meeting.focal_issue.title))}
        {paragraph(resolution.direction.clone())}
        {tasks(meeting)}
        {parts.next("Phân công và tổ chức thực hiện")}
        {paragraph(resolution.execution.clone())}
        {score.map(|text| view! { {parts.next("Tự đánh giá chất lượng kỳ sinh hoạt")} {paragraph(text)} })}
        {vote}
        {recipients(RECIPIENTS, signs(meeting), name_of(meeting, meeting.chair_id))}
    }
    .into_any()
}

/// A branch decides together, so whoever signs does it for the branch and never in the secretary's place.
fn signs(meeting: &Meeting) -> &'static str {
    let position =
        meeting.attendance.iter().find(|row| Some(row.member_id) == meeting.chair_id).and_then(|row| row.office);
    if position == Some(Office::DeputySecretary) { "T/M CHI BỘ\nPHÓ BÍ THƯ" } else { "T/M CHI BỘ\nBÍ THƯ" }
}
