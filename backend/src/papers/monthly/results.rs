//! The table of results: each branch's meeting, points and grade, and each lost point in words.

use shared::evaluation::MeetingGrade;
use shared::language::Language::Vi;
use shared::meeting::assess::day_of;
use shared::meeting::{MeetingStatus, Scorer};
use shared::paper::Paper;
use shared::text::format_date;

use super::{BranchMonth, Month};
use crate::papers::blocks::{Wide, signature};
use crate::papers::score_sheet::lost;
use crate::papers::wording::some;

const COLUMNS: [Wide<'_>; 10] = [
    ("TT", 10, true),
    ("Chi bộ", 50, false),
    ("Số đảng viên", 17, true),
    ("Ngày sinh hoạt", 25, true),
    ("Điểm", 14, true),
    ("Tốt", 12, true),
    ("Khá", 12, true),
    ("Trung bình", 15, true),
    ("Kém", 12, true),
    ("Ghi chú (thuyết minh điểm trừ)", 85, false),
];

/// The table; only what the committee has decided has points and a grade.
pub fn results(month: &Month) -> Paper {
    let mut page = month.page("");
    page.across();
    page.title(
        "Bảng tổng hợp",
        &format!("Đánh giá, xếp loại chất lượng sinh hoạt chi bộ tháng {} năm {}", month.month, month.year),
    );
    let mut rows: Vec<_> =
        month.branches.iter().zip(1..).map(|(branch, n)| (false, row(branch, n, month.over))).collect();
    let members: u32 = month.branches.iter().map(|branch| branch.members).sum();
    let asked = month.branches.iter().filter(|branch| held(branch) || branch.fixed.is_some()).count();
    let held = format!("{}/{asked} chi bộ", month.branches.iter().filter(|branch| held(branch)).count());
    let mut totals = vec![String::new(), "Cộng".to_owned(), members.to_string(), held, String::new()];
    totals.extend(MeetingGrade::ALL.iter().map(|grade| {
        let count = month.branches.iter().filter(|branch| decided(branch).is_some_and(|(_, given)| given == *grade));
        count.count().to_string()
    }));
    totals.push(String::new());
    rows.push((true, totals));
    page.table(&COLUMNS, rows);
    page.signatures(vec![signature(&["Người lập bảng"], ""), signature(&["T/M Đảng ủy"], "")]);
    page.finish()
}

fn held(branch: &BranchMonth) -> bool {
    branch.meeting.as_ref().is_some_and(|meeting| meeting.status.held())
}

/// The committee's points and grade.
fn decided(branch: &BranchMonth) -> Option<(u32, MeetingGrade)> {
    let meeting = branch.meeting.as_ref().filter(|meeting| meeting.status == MeetingStatus::Locked)?;
    let score = meeting.scores.iter().find(|score| score.scorer == Scorer::Committee)?;
    Some((score.total, score.grade))
}

fn row(branch: &BranchMonth, number: i32, over: bool) -> Vec<String> {
    let meeting = branch.meeting.as_ref().filter(|meeting| meeting.status.held());
    let decided = decided(branch);
    let mut cells = vec![
        number.to_string(),
        branch.name.clone(),
        branch.members.to_string(),
        meeting.map(|meeting| format_date(day_of(meeting))).unwrap_or_default(),
        decided.map(|(points, _)| points.to_string()).unwrap_or_default(),
    ];
    let mark = |grade: &MeetingGrade| if decided.is_some_and(|(_, given)| given == *grade) { "X" } else { "" };
    cells.extend(MeetingGrade::ALL.iter().map(|grade| mark(grade).to_owned()));
    cells.push(note(branch, over));
    cells
}

fn note(branch: &BranchMonth, over: bool) -> String {
    let Some(meeting) = branch.meeting.as_ref().filter(|meeting| meeting.status.held()) else {
        return match (branch.fixed, branch.until, branch.from) {
            (None, Some(last), _) => format!("Không đến kỳ sinh hoạt: trực thuộc đến hết ngày {}", format_date(last)),
            (None, None, Some(first)) => format!("Chưa đến kỳ sinh hoạt: trực thuộc từ ngày {}", format_date(first)),
            _ if over => "Không sinh hoạt".to_owned(),
            _ => "Chưa sinh hoạt".to_owned(),
        };
    };
    let moved = some(&meeting.moved_reason).filter(|_| branch.fixed != Some(day_of(meeting)));
    let moved = moved.map(|reason| format!("Dời ngày: {reason}"));
    let decided = meeting.scores.iter().find(|score| score.scorer == Scorer::Committee);
    let decided = decided.filter(|_| meeting.status == MeetingStatus::Locked).zip(branch.sheet.as_ref());
    let lines = match decided {
        Some((score, sheet)) => score.result(sheet).criteria.iter().filter_map(lost).collect(),
        None => vec![match meeting.scores.iter().find(|score| score.scorer == Scorer::Branch) {
            Some(own) => {
                let (points, out_of, grade) = (own.total, own.out_of, own.grade.label(Vi));
                format!("Đảng ủy chưa quyết định; chi bộ tự chấm {points}/{out_of}, {grade}")
            }
            None => "Chi bộ chưa tự chấm điểm".to_owned(),
        }],
    };
    moved.into_iter().chain(lines).collect::<Vec<_>>().join("\n")
}
