//! Minutes (biên bản): what was said and decided, as it was said; once locked, with the seal that proves it. What they must
//! hold: HD 12-HD/BTCTW of 06/7/2018, HD 42-HD/BTCTW of 28/10/2025.

use shared::api::meeting::{Meeting, Vote};
use shared::evaluation::ScoreSheet;
use shared::language::Language::Vi;
use shared::meeting::MeetingKind;
use shared::paper::Paper;
use shared::time::local;

use super::blocks::Page;
use super::parts;
use super::proceedings::proceedings;
use super::roll::{self, Roll};
use super::wording::{line, long_date, lower_first, paragraphs, sentence, share, time};

/// The minutes of a meeting, scored on the sheet if it's scored.
pub fn minutes(meeting: &Meeting, sheet: &ScoreSheet) -> Paper {
    let mut page = parts::page(meeting, None, "BB/CB");
    page.title("Biên bản", &parts::subject(meeting));
    opening(&mut page, meeting);
    page.section("Nội dung");
    proceedings(&mut page, meeting);
    if !meeting.votes.is_empty() {
        page.section("Biểu quyết");
        for vote in &meeting.votes {
            page.text(&sentence_of(vote));
        }
    }
    if !meeting.tasks.is_empty() {
        page.section("Phân công nhiệm vụ");
        parts::assignments(&mut page, meeting);
    }
    if parts::scored_itself(meeting) {
        page.section("Tự đánh giá chất lượng sinh hoạt");
        parts::self_score(&mut page, meeting, sheet);
    }
    closing(&mut page, meeting);
    parts::sealed(&mut page, "Biên bản", meeting.lock.as_ref());
    parts::addenda(&mut page, "Phần bổ sung sau khi khóa biên bản", &meeting.addenda);
    roll::annex(&mut page, meeting);
    page.finish()
}

fn opening(page: &mut Page, meeting: &Meeting) {
    let at = local(meeting.started_at.unwrap_or(meeting.scheduled_at));
    let at = format!("Vào hồi {}, {}, tại {}", time(at.time()), long_date(at.date()), line(&meeting.place));
    let (branch, month, year) = (line(&meeting.unit_name), meeting.month, meeting.year);
    page.text(&match meeting.kind {
        MeetingKind::Preparatory => {
            let who = if parts::has_committee(meeting) { "chi ủy" } else { "bí thư, phó bí thư" };
            format!("{at}, {who} {branch} họp, chuẩn bị nội dung sinh hoạt tháng {month} năm {year}.")
        }
        _ => format!("{at}, {branch} tổ chức {}.", lower_first(&parts::subject(meeting))),
    });
    page.section("Thành phần");
    Roll::of(meeting).write(page, meeting);
    page.labelled("Chủ trì:", &person(&parts::with_office(meeting, meeting.chair_id)));
    page.labelled("Người ghi biên bản:", &person(&parts::with_office(meeting, meeting.secretary_id)));
    page.labelled("Đại biểu dự:", &sentence(&guests(meeting).join("; ")));
}

fn person(name: &str) -> String {
    if name.is_empty() { "Không ghi.".to_owned() } else { sentence(&format!("Đồng chí {name}")) }
}

fn guests(meeting: &Meeting) -> Vec<String> {
    let supervisor = meeting.supervisor.as_deref().filter(|_| meeting.supervisor_attended);
    let supervisor = supervisor.map(|name| format!("Đồng chí {}, cấp ủy viên phụ trách chi bộ", line(name)));
    supervisor.into_iter().chain(paragraphs(&meeting.guests)).collect()
}

fn sentence_of(vote: &Vote) -> String {
    let whole = |count: i32| u32::try_from(count).unwrap_or(0);
    let base = vote.result.base;
    let of = |count: u32| format!("{count}/{base}{}", share(count, base));
    let title = line(&vote.title);
    let subject = if title.is_empty() { vote.subject.label(Vi) } else { &title };
    format!(
        "- {subject}: biểu quyết bằng hình thức {}; tán thành {}, không tán thành {}, ý kiến khác {}; yêu cầu {}: {}.",
        vote.method.label(Vi).to_lowercase(),
        of(whole(vote.in_favour)),
        of(whole(vote.against)),
        of(whole(vote.abstain)),
        line(&vote.result.rule.vi),
        if vote.result.passed { "được thông qua" } else { "không được thông qua" },
    )
}

fn closing(page: &mut Page, meeting: &Meeting) {
    let (before, what) = match meeting.kind {
        MeetingKind::Preparatory if parts::has_committee(meeting) => ("chi ủy", "Cuộc họp"),
        MeetingKind::Preparatory => ("cuộc họp", "Cuộc họp"),
        _ => ("chi bộ", "Buổi sinh hoạt"),
    };
    if meeting.minutes_adopted {
        page.text(&format!("Biên bản đã được đọc lại trước {before} và được nhất trí thông qua."));
    }
    if let Some(ended) = meeting.ended_at.map(local) {
        let began = local(meeting.started_at.unwrap_or(meeting.scheduled_at));
        // A meeting may go on past midnight.
        let same_day = ended.date() == began.date();
        let day = if same_day { "cùng ngày".to_owned() } else { long_date(ended.date()) };
        page.text(&format!("{what} kết thúc vào hồi {}, {day}.", time(ended.time())));
    }
    page.signatures(parts::minutes_signatures(meeting));
}
