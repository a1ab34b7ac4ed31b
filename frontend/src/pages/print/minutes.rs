//! Biên bản (what it must hold: HD 12-HD/BTCTW of 06/7/2018, HD 42-HD/BTCTW of 28/10/2025), as the .docx has it.

use leptos::prelude::*;
use shared::api::meeting::{Meeting, Opinion};
use shared::api::task::TaskRow;
use shared::id::MemberId;
use shared::language::Language::Vi;
use shared::meeting::OpinionKind;
use shared::time;

use super::layout::{Parts, head, labelled, long_date, paragraph, sentence, signatures, spoken_time};
use super::{name_of, roll};
use crate::format;

/// The minutes.
pub fn minutes(meeting: &Meeting) -> AnyView {
    let begun = time::local(meeting.started_at.unwrap_or(meeting.scheduled_at));
    let kind = kind_of(meeting);
    let mut parts = Parts::new();
    let lock = meeting.lock.as_ref().map(|lock| {
        view! { <p class="small">{format!("Biên bản đã khóa lúc {}. Mã kiểm chứng SHA-256: {}", format::instant(lock.at), lock.hash)}</p> }
    });
    let addenda = meeting
        .addenda
        .iter()
        .map(|one| paragraph(format!("Bổ sung ({}, {}): {}", one.by, format::instant(one.at), one.text)));
    let ended = meeting.ended_at.map(|at| {
        let at = time::local(at);
        // A meeting may go on past midnight.
        let day = if at.date() == begun.date() { "cùng ngày".to_owned() } else { long_date(at.date()) };
        paragraph(format!("Buổi sinh hoạt kết thúc vào hồi {}, {day}.", spoken_time(at.time())))
    });
    let read_back = meeting
        .minutes_adopted
        .then(|| paragraph("Biên bản đã được đọc lại trước chi bộ và được nhất trí thông qua.".to_owned()));
    view! {
        {head(meeting, None, begun.date())}
        <h1>"BIÊN BẢN"</h1>
        <p class="paper-subject">{kind.clone()}</p>
        {paragraph(format!(
            "Vào hồi {}, {}, tại {}, {} tổ chức {}.",
            spoken_time(begun.time()), long_date(begun.date()), meeting.place, meeting.unit_name, lower_first(&kind)
        ))}
        {parts.next("Thành phần")}
        {roll::numbers(meeting)}
        {labelled("Chủ trì:", person(meeting, meeting.chair_id))}
        {labelled("Người ghi biên bản:", person(meeting, meeting.secretary_id))}
        {labelled("Đại biểu dự:", sentence(&meeting.guests.lines().collect::<Vec<_>>().join("; ")))}
        {parts.next("Nội dung")}
        {substance(meeting)}
        {votes(meeting).map(|votes| view! { {parts.next("Biểu quyết")} {votes} })}
        {tasks(meeting).map(|tasks| view! { {parts.next("Phân công nhiệm vụ")} {tasks} })}
        {own_score(meeting).map(|score| view! { {parts.next("Tự đánh giá chất lượng sinh hoạt")} {score} })}
        {read_back}
        {ended}
        {signatures(
            ("NGƯỜI GHI BIÊN BẢN", name_of(meeting, meeting.secretary_id)),
            ("CHỦ TRÌ", name_of(meeting, meeting.chair_id)),
        )}
        {lock}
        {addenda.collect_view()}
        {roll::list(&meeting.attendance)}
    }
    .into_any()
}

/// `Sinh hoạt thường kỳ tháng 9 năm 2026`.
pub fn kind_of(meeting: &Meeting) -> String {
    let combined = if meeting.thematic_topic.is_empty() { "" } else { " kết hợp sinh hoạt chuyên đề" };
    let kind = meeting.kind.label(Vi);
    let kind = if kind.starts_with("Họp") { kind.to_owned() } else { format!("Sinh hoạt {}", lower_first(kind)) };
    format!("{kind}{combined} tháng {} năm {}", meeting.month, meeting.year)
}

/// For the middle of a sentence.
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// `Đồng chí Triệu Ngọc Chinh, Bí thư.`
pub fn person(meeting: &Meeting, id: Option<MemberId>) -> String {
    let row = id.and_then(|id| meeting.attendance.iter().find(|row| row.member_id == id));
    row.map_or_else(String::new, |row| {
        let position = row.office.map(|position| format!(", {}", position.label(Vi))).unwrap_or_default();
        format!("Đồng chí {}{position}.", row.name)
    })
}

fn substance(meeting: &Meeting) -> AnyView {
    let documents = (!meeting.handouts.is_empty()).then(|| {
        let lines = meeting.handouts.iter().map(|one| view! { <li>{format!("- {}", sentence(&one.title))}</li> });
        view! { <h3>"Văn bản được phổ biến, quán triệt"</h3><ul class="paper-list">{lines.collect_view()}</ul> }
    });
    let previous = previous_tasks(&meeting.previous_tasks)
        .map(|table| view! { <h3>"Kết quả thực hiện nhiệm vụ của kỳ trước"</h3>{table} });
    let items = meeting.agenda.iter().enumerate().map(|(i, item)| {
        let presenter = match name_of(meeting, item.presenter_id).as_str() {
            "" => String::new(),
            name => format!(" (đồng chí {name} trình bày)"),
        };
        let said = meeting.opinions.iter().filter(|one| one.agenda_item_id == Some(item.id));
        view! {
            <h3>{format!("{}. {}{presenter}", i + 1, item.title)}</h3>
            {said.map(|one| speech(meeting, one)).collect_view()}
            {labelled("Kết luận:", sentence(&item.outcome))}
        }
        .into_any()
    });
    let others = meeting.opinions.iter().filter(|one| one.agenda_item_id.is_none());
    view! {
        {labelled("Vấn đề trọng tâm:", sentence(&meeting.focal_issue.title))}
        {labelled("Chuyên đề:", sentence(&meeting.thematic_topic))}
        {documents}
        {previous}
        {items.collect_view()}
        {others.map(|one| speech(meeting, one)).collect_view()}
    }
    .into_any()
}

/// Who said what; an ordinary contribution needs no name for its kind.
fn speech(meeting: &Meeting, one: &Opinion) -> AnyView {
    let who = if one.delegate.is_empty() { name_of(meeting, one.member_id) } else { one.delegate.clone() };
    let kind = match one.kind {
        OpinionKind::Opinion => String::new(),
        kind => format!(" ({})", kind.label(Vi).to_lowercase()),
    };
    view! { <p class="paper-text"><b>{format!("- Đồng chí {who}{kind}:")}</b>" "{sentence(&one.text)}</p> }.into_any()
}

/// What became of the tasks of the resolution before.
pub fn previous_tasks(tasks: &[TaskRow]) -> Option<AnyView> {
    let rows = tasks.iter().enumerate().map(|(i, task)| {
        view! {
            <tr>
                <td>{i + 1}</td><td>{format!("{} ({})", task.title, task.assignee)}</td>
                <td>{task.status.label(Vi)}</td><td>{task.result.clone()}</td>
            </tr>
        }
    });
    (!tasks.is_empty()).then(|| {
        view! {
            <table class="paper-table">
                <thead><tr><th>"TT"</th><th>"Nhiệm vụ của kỳ trước"</th><th>"Tình trạng"</th><th>"Kết quả"</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        }
        .into_any()
    })
}

fn votes(meeting: &Meeting) -> Option<AnyView> {
    let lines = meeting.votes.iter().map(|vote| {
        let passed = if vote.result.passed { "thông qua" } else { "không thông qua" };
        let title = &vote.title;
        view! {
            <li>{format!("{title}: {} tán thành, {} không tán thành, {} ý kiến khác, trên {} đảng viên chính thức có mặt; {passed}.", vote.in_favour, vote.against, vote.abstain, vote.entitled)}</li>
        }
    });
    (!meeting.votes.is_empty()).then(|| view! { <ul class="paper-list">{lines.collect_view()}</ul> }.into_any())
}

/// Who does what by when.
pub fn tasks(meeting: &Meeting) -> Option<AnyView> {
    let rows = meeting.tasks.iter().enumerate().map(|(i, task)| {
        view! {
            <tr>
                <td>{i + 1}</td><td>{task.title.clone()}</td><td>{task.assignee.clone()}</td>
                <td>{format::day(task.due_on)}</td><td>{format!("{}/{}", task.report_month, task.report_year)}</td>
            </tr>
        }
    });
    (!meeting.tasks.is_empty()).then(|| {
        view! {
            <table class="paper-table">
                <thead><tr><th>"TT"</th><th>"Nhiệm vụ"</th><th>"Người thực hiện"</th><th>"Thời hạn"</th><th>"Báo cáo tại kỳ"</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        }
        .into_any()
    })
}

fn own_score(meeting: &Meeting) -> Option<AnyView> {
    let score = meeting.scores.iter().find(|score| score.scorer == shared::meeting::Scorer::Branch)?;
    let result = &score.result;
    paragraph(format!(
        "Chi bộ tự chấm: {}/{} điểm, xếp loại {} (kèm phiếu đánh giá).",
        result.total,
        result.out_of,
        result.grade.label(Vi)
    ))
}
