//! What minutes and resolutions have in common: attendance, previous tasks, assignments, the self-score.

use chrono::NaiveDate;
use shared::text::format_date;

use super::page::{Column, Page};
use super::wording::{line, sentence, share};

/// Who signs: the lines above the signature (`T/M CHI BỘ`, `BÍ THƯ`) and the name below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Printed in capitals, bold.
    pub titles: Vec<String>,
    /// Full name; empty to leave it to the pen.
    pub name: String,
}

/// A member who was absent, or isn't counted, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// Full name.
    pub name: String,
    /// Reason, or status of a member who isn't counted; `None` if there's none.
    pub reason: Option<String>,
}

/// Numbers and names of a roll call. Members in `excluded` are left out of the denominator `duty`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attendance {
    /// The branch's members: official, probationary.
    pub members: [u32; 2],
    /// Members of other branches who attend here for a time.
    pub temporary_in: u32,
    /// Members with a duty to attend.
    pub duty: u32,
    /// Present of them: official, probationary, temporarily in.
    pub present: [u32; 3],
    /// Exempt, suspended, temporarily away: name and status.
    pub excluded: Vec<Absence>,
    /// Absent with a reason.
    pub excused: Vec<Absence>,
    /// Absent without one.
    pub unexcused: Vec<Absence>,
}

/// A task of the resolution before and what became of it: a row of table I.3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviousTask {
    /// The task as it was set.
    pub task: String,
    /// Where it stood.
    pub status: String,
    /// Its result.
    pub result: String,
}

/// A task that the meeting assigned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// What is to be done.
    pub task: String,
    /// By whom: a member, a committee member or an association.
    pub assignee: String,
    /// Until when.
    pub due_on: Option<NaiveDate>,
    /// At which meeting it's reported: `Kỳ tháng 10/2026`.
    pub report_at: String,
}

/// The branch's own score of its meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelfScore {
    /// Points by group of criteria: name, points, maximum.
    pub groups: Vec<(String, u32, u32)>,
    /// Points in all.
    pub points: u32,
    /// Of how many.
    pub max: u32,
    /// Grade: `Tốt`.
    pub grade: String,
    /// What capped the grade, and what to do better next time.
    pub remarks: Vec<String>,
}

impl Attendance {
    fn present_in_all(&self) -> u32 {
        self.present.iter().sum()
    }

    /// One paragraph per number that minutes must give.
    pub(super) fn write(&self, mut page: Page) -> Page {
        let [official, probationary] = self.members;
        let mut total = format!("{} đồng chí (chính thức {official}, dự bị {probationary})", official + probationary);
        if self.temporary_in > 0 {
            total += &format!("; sinh hoạt tạm thời đến {} đồng chí", self.temporary_in);
        }
        page = page.labelled("Tổng số đảng viên của chi bộ:", &sentence(&total));
        if !self.excluded.is_empty() {
            page = page.labelled("Không tính vào số phải có mặt:", &named(&self.excluded));
        }
        let [official, probationary, temporary] = self.present;
        let mut kinds = vec![format!("chính thức {official}"), format!("dự bị {probationary}")];
        if temporary > 0 {
            kinds.push(format!("tạm thời đến {temporary}"));
        }
        let present = self.present_in_all();
        let share = shared::text::format_percent(present, self.duty, shared::language::Language::Vi);
        let share = share.map_or_else(String::new, |share| format!(", đạt {share}"));
        let text = format!("{present}/{} đồng chí phải có mặt{share} ({})", self.duty, kinds.join(", "));
        page = page.labelled("Có mặt:", &sentence(&text));
        page = page.labelled("Vắng có lý do:", &named(&self.excused));
        page.labelled("Vắng không có lý do:", &named(&self.unexcused))
    }

    /// The same in one sentence, as the preamble of a resolution has it.
    pub(super) fn summary(&self) -> String {
        let [official, probationary] = self.members;
        let present = self.present_in_all();
        let count = |list: &[Absence]| u32::try_from(list.len()).unwrap_or(u32::MAX);
        let mut text = format!("Tổng số đảng viên {}", official + probationary);
        if self.temporary_in > 0 {
            text += &format!(", sinh hoạt tạm thời đến {}", self.temporary_in);
        }
        if !self.excluded.is_empty() {
            text += &format!(", không tính vào số phải có mặt {}", count(&self.excluded));
        }
        text += &format!("; có mặt {present}/{}{}", self.duty, share(present, self.duty));
        text += &format!("; vắng có lý do {}, không có lý do {}.", count(&self.excused), count(&self.unexcused));
        text
    }
}

/// `2 đồng chí: Vi Đức Ý (đi viện); Ma Thu Đào.`
fn named(list: &[Absence]) -> String {
    if list.is_empty() {
        return "0 đồng chí.".to_owned();
    }
    let names: Vec<String> = list
        .iter()
        .map(|absence| match absence.reason.as_deref().map(line).filter(|reason| !reason.is_empty()) {
            Some(reason) => format!("{} ({reason})", line(&absence.name)),
            None => line(&absence.name),
        })
        .collect();
    format!("{} đồng chí: {}.", list.len(), names.join("; "))
}

/// Table I.3: what the resolution before set, and what became of it.
pub(super) fn previous_tasks(page: Page, tasks: &[PreviousTask]) -> Page {
    const COLUMNS: [Column<'_>; 4] =
        [("TT", 11, true), ("Nhiệm vụ của kỳ trước", 64, false), ("Tình trạng", 30, true), ("Kết quả", 60, false)];
    let rows: Vec<_> = tasks
        .iter()
        .zip(1..)
        .map(|(task, n)| (false, vec![n.to_string(), task.task.clone(), task.status.clone(), task.result.clone()]))
        .collect();
    if rows.is_empty() { page } else { page.grid(&COLUMNS, &rows) }
}

/// The tasks of this meeting: what, who, until when, reported where.
pub(super) fn assignments(page: Page, assignments: &[Assignment]) -> Page {
    const COLUMNS: [Column<'_>; 5] = [
        ("TT", 11, true),
        ("Nhiệm vụ", 67, false),
        ("Người thực hiện", 37, false),
        ("Thời hạn", 24, true),
        ("Báo cáo tại", 26, true),
    ];
    let rows: Vec<_> = assignments
        .iter()
        .zip(1..)
        .map(|(task, n)| {
            let due = task.due_on.map(format_date).unwrap_or_default();
            (false, vec![n.to_string(), task.task.clone(), task.assignee.clone(), due, task.report_at.clone()])
        })
        .collect();
    if rows.is_empty() { page } else { page.grid(&COLUMNS, &rows) }
}

/// The score that the meeting gave itself.
pub(super) fn self_score(mut page: Page, score: &SelfScore) -> Page {
    const COLUMNS: [Column<'_>; 4] =
        [("TT", 11, true), ("Nhóm tiêu chí", 104, false), ("Điểm tối đa", 25, true), ("Tự chấm", 25, true)];
    if !score.groups.is_empty() {
        let groups = score.groups.iter().zip(1..);
        let mut rows: Vec<_> = groups
            .map(|((name, points, max), n)| {
                (false, vec![n.to_string(), name.clone(), max.to_string(), points.to_string()])
            })
            .collect();
        rows.push((true, vec![String::new(), "Tổng điểm".into(), score.max.to_string(), score.points.to_string()]));
        page = page.grid(&COLUMNS, &rows);
    }
    let grade = line(&score.grade);
    page = page.text(&format!("Chi bộ tự chấm {}/{} điểm, xếp loại {grade}.", score.points, score.max));
    for remark in &score.remarks {
        page = page.text(&format!("- {}", sentence(remark)));
    }
    page
}
