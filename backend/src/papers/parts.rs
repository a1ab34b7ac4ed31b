//! What papers have in common: head, seal, corrections; and those of a meeting: subject, people, tasks, the own score.

use chrono::{DateTime, Utc};
use shared::api::meeting::{AttendanceRow, Meeting};
use shared::api::seal::{Addendum, Lock};
use shared::evaluation::ScoreSheet;
use shared::id::MemberId;
use shared::language::Language::Vi;
use shared::meeting::assess::day_of;
use shared::meeting::{MeetingKind, Scorer};
use shared::paper::Signature;
use shared::text::format_date;
use shared::time::local;
use shared::unit::Office;

use super::blocks::{Issue, Page, Wide, signature};
use super::wording::{line, paragraphs, sentence};

/// An empty page, whatever it is about. What is sealed and isn't as it was sealed says so before anything else.
pub(super) fn head(issue: &Issue<'_>, lock: Option<&Lock>) -> Page {
    let mut page = Page::new(issue);
    if lock.is_some_and(|lock| !lock.matches) {
        page.remark("CẢNH BÁO: NỘI DUNG KHÔNG KHỚP MÃ NIÊM PHONG, đã bị sửa sau khi chốt; không dùng làm căn cứ.");
    }
    page
}

/// The seal of what was locked: `what` is `Biên bản`.
pub(super) fn sealed(page: &mut Page, what: &str, lock: Option<&Lock>) {
    if let Some(lock) = lock {
        let fits = if lock.matches { "Khớp mã niêm phong" } else { "Không khớp mã niêm phong" };
        page.remark(&format!("{what} đã khóa lúc {}. {fits} SHA-256:", moment(lock.at)));
        page.code(&lock.hash);
    }
}

/// What was appended to it, on a page of its own.
pub(super) fn addenda(page: &mut Page, title: &str, addenda: &[Addendum]) {
    if addenda.is_empty() {
        return;
    }
    page.annex(title);
    for (addendum, number) in addenda.iter().zip(1..) {
        let label = format!("{}. {}, {}:", i32::to_string(&number), moment(addendum.at), line(&addendum.by));
        page.labelled(&label, &sentence(&addendum.text));
    }
}

/// `08:15:00 ngày 08/09/2026`.
fn moment(at: DateTime<Utc>) -> String {
    let at = local(at);
    format!("{} ngày {}", at.time().format("%H:%M:%S"), format_date(at.date()))
}

/// An empty page of the meeting's day, with a number that the pen fills in or none (`symbol` empty).
pub(super) fn page(meeting: &Meeting, number: Option<u32>, symbol: &str) -> Page {
    let issue = Issue {
        superior: &meeting.commune_name,
        issuer: &meeting.unit_name,
        number,
        symbol,
        locality: place(meeting),
        on: day_of(meeting),
    };
    head(&issue, meeting.lock.as_ref())
}

/// The place that a paper of the meeting names beside its date: what the branch's unit said on the day. A meeting that was
/// sealed before units said it has it in the organisation's name.
fn place(meeting: &Meeting) -> &str {
    if meeting.locality.is_empty() { locality(&meeting.commune_name) } else { &meeting.locality }
}

/// The place that an organisation's name proposes: `Bình Phú` of `Đảng bộ xã Bình Phú`.
pub fn locality(commune_name: &str) -> &str {
    let kinds =
        ["Đảng bộ xã ", "Đảng bộ phường ", "Đảng bộ đặc khu ", "Đảng bộ tỉnh ", "Đảng bộ thành phố ", "Đảng bộ "];
    kinds.iter().find_map(|kind| commune_name.strip_prefix(kind)).unwrap_or(commune_name)
}

/// The committee that leads an organisation: `Đảng ủy xã Bình Phú` of `Đảng bộ xã Bình Phú`.
pub(super) fn committee_of(organisation: &str) -> String {
    match line(organisation).strip_prefix("Đảng bộ ") {
        Some(rest) => format!("Đảng ủy {rest}"),
        None => line(organisation),
    }
}

/// `Sinh hoạt thường kỳ tháng 9 năm 2026`.
pub(super) fn subject(meeting: &Meeting) -> String {
    let what = match meeting.kind {
        MeetingKind::Regular if !meeting.thematic_topic.is_empty() => "Sinh hoạt thường kỳ kết hợp sinh hoạt chuyên đề",
        MeetingKind::Regular => "Sinh hoạt thường kỳ",
        MeetingKind::Thematic => "Sinh hoạt chuyên đề",
        MeetingKind::Preparatory if has_committee(meeting) => "Họp chi ủy",
        MeetingKind::Preparatory => "Họp bí thư, phó bí thư",
    };
    format!("{what} tháng {} năm {}", meeting.month, meeting.year)
}

/// Whether those who prepare are a branch committee, or, where there is none, secretary and deputy
/// (HD 12-HD/BTCTW of 06/7/2018).
pub(super) fn has_committee(meeting: &Meeting) -> bool {
    meeting.attendance.iter().any(|row| row.office == Some(Office::CommitteeMember)) || meeting.attendance.len() > 2
}

/// A member's full name; empty if they aren't in the roll call.
pub(super) fn name(meeting: &Meeting, member: Option<MemberId>) -> String {
    row(meeting, member).map(|row| row.name.clone()).unwrap_or_default()
}

/// `Nông Quốc Nam, Bí thư Chi bộ`.
pub(super) fn with_office(meeting: &Meeting, member: Option<MemberId>) -> String {
    row(meeting, member).map_or_else(String::new, |row| match row.office {
        Some(office) => format!("{}, {}", row.name, title(office)),
        None => row.name.clone(),
    })
}

fn row(meeting: &Meeting, member: Option<MemberId>) -> Option<&AttendanceRow> {
    let member = member?;
    meeting.attendance.iter().find(|row| row.member_id == member)
}

const fn title(office: Office) -> &'static str {
    match office {
        Office::Secretary => "Bí thư Chi bộ",
        Office::DeputySecretary => "Phó Bí thư Chi bộ",
        Office::CommitteeMember => "Chi ủy viên",
    }
}

/// The signature of the secretary; of the deputy secretary where they chaired. A branch decides together, so there's no
/// `K/T` (HD 36-HD/VPTW of 03/4/2018).
pub(super) fn branch_signature(meeting: &Meeting) -> Signature {
    let holder = |office| meeting.attendance.iter().find(move |row| row.office == Some(office));
    let chair = row(meeting, meeting.chair_id).filter(|row| row.office == Some(Office::DeputySecretary));
    let signer = chair.or_else(|| holder(Office::Secretary)).or_else(|| holder(Office::DeputySecretary));
    let office = signer.and_then(|row| row.office).unwrap_or(Office::Secretary);
    signature(&["T/M Chi bộ", office.label(Vi)], signer.map_or("", |row| &row.name))
}

/// Who took the minutes and who chaired.
pub(super) fn minutes_signatures(meeting: &Meeting) -> Vec<Signature> {
    vec![
        signature(&["Người ghi biên bản"], &name(meeting, meeting.secretary_id)),
        signature(&["Chủ trì"], &name(meeting, meeting.chair_id)),
    ]
}

/// Table I.3: what the resolution before set, and what became of it.
pub(super) fn previous_tasks(page: &mut Page, meeting: &Meeting) {
    const COLUMNS: [Wide<'_>; 4] =
        [("TT", 11, true), ("Nhiệm vụ của kỳ trước", 64, false), ("Tình trạng", 30, true), ("Kết quả", 60, false)];
    let tasks = meeting.previous_tasks.iter().zip(1..);
    let rows: Vec<_> = tasks
        .map(|(task, n)| {
            let what = format!("{} ({})", task.title, task.assignee);
            (false, vec![i32::to_string(&n), what, task.status.label(Vi).to_owned(), task.result.clone()])
        })
        .collect();
    if !rows.is_empty() {
        page.table(&COLUMNS, rows);
    }
}

/// The tasks of this meeting: what, who, until when, reported where.
pub(super) fn assignments(page: &mut Page, meeting: &Meeting) {
    const COLUMNS: [Wide<'_>; 5] = [
        ("TT", 11, true),
        ("Nhiệm vụ", 67, false),
        ("Người thực hiện", 37, false),
        ("Thời hạn", 24, true),
        ("Báo cáo tại", 26, true),
    ];
    let tasks = meeting.tasks.iter().zip(1..);
    let rows: Vec<_> = tasks
        .map(|(task, n)| {
            let report = format!("Kỳ tháng {}/{}", task.report_month, task.report_year);
            let due = format_date(task.due_on);
            (false, vec![i32::to_string(&n), task.title.clone(), task.assignee.clone(), due, report])
        })
        .collect();
    if !rows.is_empty() {
        page.table(&COLUMNS, rows);
    }
}

/// Whether the caller sees the score that the branch gave itself.
pub(super) fn scored_itself(meeting: &Meeting) -> bool {
    meeting.scores.iter().any(|score| score.scorer == Scorer::Branch)
}

/// The score that the branch gave itself, if the caller sees it.
pub(super) fn self_score(page: &mut Page, meeting: &Meeting, sheet: &ScoreSheet) {
    const COLUMNS: [Wide<'_>; 4] =
        [("TT", 11, true), ("Nhóm tiêu chí", 104, false), ("Điểm tối đa", 25, true), ("Tự chấm", 25, true)];
    let Some(score) = meeting.scores.iter().find(|score| score.scorer == Scorer::Branch) else { return };
    let result = score.result(sheet);
    let group_name = |id: &str| {
        let group = sheet.groups.iter().find(|group| group.id == id);
        group.map_or_else(|| id.to_owned(), |group| group.name.vi.clone())
    };
    let groups = result.groups.iter().zip(1..);
    let mut rows: Vec<_> = groups
        .map(|(group, n)| {
            let cells =
                [i32::to_string(&n), group_name(&group.group), group.out_of.to_string(), group.points.to_string()];
            (false, cells.to_vec())
        })
        .collect();
    if !rows.is_empty() {
        rows.push((true, vec![String::new(), "Tổng điểm".into(), result.out_of.to_string(), result.total.to_string()]));
        page.table(&COLUMNS, rows);
    }
    page.text(&format!(
        "Chi bộ tự chấm {}/{} điểm, xếp loại {}.",
        result.total,
        result.out_of,
        line(result.grade.label(Vi))
    ));
    for remark in capped(&result.capped_by).into_iter().chain(paragraphs(&score.remarks)) {
        page.text(&format!("- {}", sentence(&remark)));
    }
}

/// Why the points would give a better grade than they do.
pub(super) fn capped(criteria: &[String]) -> Option<String> {
    (!criteria.is_empty())
        .then(|| format!("Chưa xếp loại Tốt vì chưa đủ điểm tối đa ở tiêu chí {}", criteria.join(", ")))
}
