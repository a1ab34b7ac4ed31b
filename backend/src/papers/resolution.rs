//! Resolutions and conclusions (nghị quyết, kết luận) of a branch: four parts, as HD 42-HD/BTCTW of 28/10/2025 has them.

use shared::api::meeting::{Meeting, Opinion, Vote};
use shared::api::task::ResolutionRow;
use shared::evaluation::ScoreSheet;
use shared::language::Language::Vi;
use shared::meeting::assess::{day_of, minutes_of};
use shared::meeting::{MeetingStatus, OpinionKind, ResolutionKind, VoteSubject};
use shared::paper::Paper;
use shared::text::format_date;

use super::blocks::Page;
use super::parts;
use super::roll::Roll;
use super::wording::{capital, line, long_date, lower_first, paragraphs, sentence, share};

/// The resolution that a meeting issued; a draft again while the minutes are reopened.
pub fn resolution(meeting: &Meeting, issued: &ResolutionRow, sheet: &ScoreSheet) -> Paper {
    let symbol = format!("{}/CB", issued.kind.symbol());
    let mut page = parts::page(meeting, u32::try_from(issued.number).ok(), &symbol);
    page.title(issued.kind.label(Vi), &issued.title);
    page.draft(meeting.status == MeetingStatus::InSession);
    preamble(&mut page, meeting, issued.kind);
    assessment(&mut page, meeting, issued);
    page.section("Phương hướng, nhiệm vụ thời gian tới");
    page.labelled("Vấn đề trọng tâm:", &sentence(&meeting.focal_issue.title));
    points(&mut page, &paragraphs(&issued.direction));
    parts::assignments(&mut page, meeting);
    let execution = paragraphs(&issued.execution);
    if !execution.is_empty() {
        page.section("Phân công và tổ chức thực hiện");
        points(&mut page, &execution);
    }
    if parts::scored_itself(meeting) {
        page.section("Tự đánh giá chất lượng kỳ sinh hoạt");
        parts::self_score(&mut page, meeting, sheet);
    }
    if let Some(vote) = adopting(meeting) {
        let (for_it, base) = (vote.result.in_favour, vote.result.base);
        page.text(&format!(
            "{} được chi bộ biểu quyết thông qua ngày {}, tán thành {for_it}/{base}{}.",
            issued.kind.label(Vi),
            format_date(day_of(meeting)),
            share(for_it, base)
        ));
    }
    let supervisor = meeting.supervisor.as_ref().map(|_| "Cấp ủy viên phụ trách chi bộ".to_owned());
    let above = format!("{} (báo cáo)", parts::committee_of(&meeting.commune_name));
    let others = ["Các chi hội, đoàn thể", "Đảng viên trong chi bộ"].map(str::to_owned);
    let to: Vec<String> = [above].into_iter().chain(supervisor).chain(others).collect();
    page.recipients(&to, "Lưu Chi bộ", parts::branch_signature(meeting));
    page.finish()
}

fn preamble(page: &mut Page, meeting: &Meeting, kind: ResolutionKind) {
    let issuer = line(&meeting.unit_name);
    let on = capital(&long_date(day_of(meeting)));
    let what = lower_first(&parts::subject(meeting));
    let length = minutes_of(meeting).map_or_else(String::new, |minutes| format!(", thời lượng {minutes} phút"));
    page.text(&format!("{on}, tại {}, {issuer} tổ chức {what}{length}.", line(&meeting.place)));
    page.text(&Roll::of(meeting).summary());
    let chair = parts::with_office(meeting, meeting.chair_id);
    let secretary = parts::with_office(meeting, meeting.secretary_id);
    if !chair.is_empty() && !secretary.is_empty() {
        page.text(&format!("Chủ trì: đồng chí {chair}. Thư ký: đồng chí {secretary}."));
    }
    let verb = match kind {
        ResolutionKind::Resolution => "ra nghị quyết",
        ResolutionKind::Conclusion => "kết luận",
    };
    page.text(&format!("Sau khi thảo luận, {issuer} {verb} như sau:"));
}

/// Part I; left out if it says nothing.
fn assessment(page: &mut Page, meeting: &Meeting, issued: &ResolutionRow) {
    let political_task = paragraphs(&issued.assessment);
    let praise: Vec<String> = meeting.opinions.iter().filter_map(|opinion| praise(meeting, opinion)).collect();
    if political_task.is_empty() && praise.is_empty() && meeting.previous_tasks.is_empty() {
        return;
    }
    page.section("Đánh giá kết quả lãnh đạo thực hiện nhiệm vụ kỳ trước");
    if !political_task.is_empty() {
        page.point("Thực hiện nhiệm vụ chính trị");
        points(page, &political_task);
    }
    if !meeting.previous_tasks.is_empty() {
        page.point("Kết quả thực hiện nhiệm vụ của nghị quyết, kết luận kỳ trước");
        parts::previous_tasks(page, meeting);
    }
    if !praise.is_empty() {
        page.point("Biểu dương, nhắc nhở");
        points(page, &praise);
    }
}

fn points(page: &mut Page, texts: &[String]) {
    texts.iter().for_each(|text| page.text(&format!("- {}", sentence(text))));
}

fn praise(meeting: &Meeting, opinion: &Opinion) -> Option<String> {
    let what = match opinion.kind {
        OpinionKind::Praise => "Biểu dương",
        OpinionKind::Reminder => "Nhắc nhở",
        _ => return None,
    };
    let name = Some(parts::name(meeting, opinion.member_id)).filter(|name| !name.is_empty());
    Some(format!("{what} đồng chí {}: {}", name.as_ref().unwrap_or(&opinion.delegate), opinion.text))
}

/// The last vote on the resolution that passed.
fn adopting(meeting: &Meeting) -> Option<&Vote> {
    meeting.votes.iter().rfind(|vote| vote.subject == VoteSubject::Resolution && vote.result.passed)
}
