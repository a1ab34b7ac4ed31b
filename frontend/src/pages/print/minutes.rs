//! Biên bản (what it must hold: HD 12-HD/BTCTW of 06/7/2018, HD 42-HD/BTCTW of 28/10/2025).

use leptos::prelude::*;
use shared::api::meeting::{AttendanceRow, Meeting};
use shared::language::Language::Vi;
use shared::meeting::AttendanceState;
use shared::member::ActivityStatus;
use shared::time;

use super::layout::{head, paragraph, signatures};
use super::name_of;
use crate::format;

/// The minutes.
pub fn minutes(meeting: &Meeting) -> AnyView {
    let day = time::local_date(meeting.scheduled_at);
    let clock = |at: Option<chrono::DateTime<chrono::Utc>>| {
        at.map_or_else(|| "…".to_owned(), |at| format::clock(time::local(at).time()))
    };
    let combined = if meeting.thematic_topic.is_empty() { "" } else { " kết hợp sinh hoạt chuyên đề" };
    let kind = meeting.kind.label(Vi).to_lowercase();
    let kind = format!("Sinh hoạt {kind}{combined} tháng {}/{}", meeting.month, meeting.year);
    // A meeting may go on past midnight.
    let last_day = meeting.ended_at.map(time::local_date).filter(|last| *last != day);
    let ended = match last_day {
        Some(last) => format!("{} ngày {}", clock(meeting.ended_at), format::day(last)),
        None => clock(meeting.ended_at),
    };
    let lock = meeting.lock.as_ref().map(|lock| {
        view! { <p class="small">{format!("Biên bản đã chốt {}, mã {}", format::instant(lock.at), lock.hash)}</p> }
    });
    let addenda = meeting.addenda.iter().map(|one| {
        view! { <p class="paper-text prewrap">{format!("Bổ sung ({}, {}): {}", one.by, format::instant(one.at), one.text)}</p> }
    });
    view! {
        {head(meeting, None, day)}
        <h1>"BIÊN BẢN"</h1>
        <p class="paper-subject">{kind}</p>
        {paragraph(format!("Thời gian: ngày {}, bắt đầu {}, kết thúc {ended}.", format::day(day), clock(meeting.started_at)))}
        {paragraph(format!("Địa điểm: {}.", meeting.place))}
        {paragraph(format!("Chủ trì: {}. Thư ký: {}.", name_of(meeting, meeting.chair_id), name_of(meeting, meeting.secretary_id)))}
        {(!meeting.guests.is_empty()).then(|| paragraph(format!("Đại biểu: {}.", meeting.guests)))}
        {roll_call(&meeting.attendance)}
        {paragraph(format!("Vấn đề trọng tâm: {}.", meeting.focal_issue.title))}
        {(!meeting.thematic_topic.is_empty()).then(|| paragraph(format!("Chuyên đề: {}.", meeting.thematic_topic)))}
        {proceedings(meeting)}
        {votes(meeting)}
        {tasks(meeting)}
        {own_score(meeting)}
        {signatures(
            ("NGƯỜI GHI BIÊN BẢN", name_of(meeting, meeting.secretary_id)),
            ("CHỦ TRÌ", name_of(meeting, meeting.chair_id)),
        )}
        {lock}
        {addenda.collect_view()}
    }
    .into_any()
}

/// Totals, then absences with their reasons, then who isn't counted.
fn roll_call(rows: &[AttendanceRow]) -> AnyView {
    let duty: Vec<_> = rows.iter().filter(|row| row.status.has_duty()).collect();
    let present = duty.iter().filter(|row| row.state == AttendanceState::Present).count();
    let absent = duty.iter().filter(|row| row.state != AttendanceState::Present).map(|row| {
        let reason = if row.reason.is_empty() { row.state.label(Vi).to_lowercase() } else { row.reason.clone() };
        view! { <li>{format!("{}: {reason}", row.name)}</li> }
    });
    let left_out: Vec<String> = rows
        .iter()
        .filter(|row| !row.status.has_duty() && row.status != ActivityStatus::Left)
        .map(|row| format!("{} ({})", row.name, row.status.label(Vi).to_lowercase()))
        .collect();
    view! {
        {paragraph(format!("Đảng viên phải dự {}, có mặt {present}, vắng {}.", duty.len(), duty.len() - present))}
        <ul class="paper-list">{absent.collect_view()}</ul>
        {(!left_out.is_empty()).then(|| paragraph(format!("Không tính: {}.", left_out.join(", "))))}
    }
    .into_any()
}

fn proceedings(meeting: &Meeting) -> AnyView {
    let items = meeting.agenda.iter().map(|item| {
        let said = meeting.opinions.iter().filter(|one| one.agenda_item_id == Some(item.id)).map(|one| {
            let who = if one.delegate.is_empty() { name_of(meeting, one.member_id) } else { one.delegate.clone() };
            view! { <li class="prewrap">{format!("{who} ({}): {}", one.kind.label(Vi).to_lowercase(), one.text)}</li> }
        });
        let conclusion = (!item.conclusion.is_empty()).then(|| paragraph(format!("Kết luận: {}", item.conclusion)));
        view! {
            <h3>{format!("{}. {}", item.position, item.title)}</h3>
            <ul class="paper-list">{said.collect_view()}</ul>
            {conclusion}
        }
        .into_any()
    });
    let others = meeting.opinions.iter().filter(|one| one.agenda_item_id.is_none()).map(|one| {
        let who = if one.delegate.is_empty() { name_of(meeting, one.member_id) } else { one.delegate.clone() };
        view! { <li class="prewrap">{format!("{who} ({}): {}", one.kind.label(Vi).to_lowercase(), one.text)}</li> }
    });
    view! { <h2>"Diễn biến"</h2>{items.collect_view()}<ul class="paper-list">{others.collect_view()}</ul> }.into_any()
}

fn votes(meeting: &Meeting) -> Option<AnyView> {
    let lines = meeting.votes.iter().map(|vote| {
        let passed = if vote.result.passed { "thông qua" } else { "không thông qua" };
        let title = &vote.title;
        view! {
            <li>{format!("{title}: {} tán thành, {} không tán thành, {} ý kiến khác, trên {} đảng viên chính thức có mặt; {passed}.", vote.in_favour, vote.against, vote.abstain, vote.entitled)}</li>
        }
    });
    (!meeting.votes.is_empty())
        .then(|| view! { <h2>"Biểu quyết"</h2><ul class="paper-list">{lines.collect_view()}</ul> }.into_any())
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
            <h2>"Phân công nhiệm vụ"</h2>
            <table class="paper-table">
                <thead><tr><th>"TT"</th><th>"Nhiệm vụ"</th><th>"Thực hiện"</th><th>"Hạn"</th><th>"Báo cáo kỳ"</th></tr></thead>
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
