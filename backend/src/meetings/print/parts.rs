//! What the papers of a meeting have in common.

use shared::api::meeting::{AttendanceRow, Meeting};
use shared::api::task::TaskRow;
use shared::evaluation::{MeetingGrade, ScoreSheet};
use shared::id::MemberId;
use shared::language::Language::Vi;
use shared::meeting::assess::{day_of, sheet_of};
use shared::meeting::{AttendanceState, MeetingKind, Scorer};
use shared::member::{ActivityStatus, MembershipKind};
use shared::unit::Office;

use super::super::scores::ScoreRecord;
use crate::db::Conn;
use crate::http::Result;
use crate::papers::{Absence, Assignment, Attendance, Head, PreviousTask, SelfScore, Signature};

/// The sheet that the meeting was scored with, or else is to be scored with.
pub(super) fn sheet(conn: &mut Conn, meeting: &Meeting) -> Result<Option<ScoreSheet>> {
    match ScoreRecord::find(conn, meeting.id, Scorer::Branch)? {
        Some(score) => score.sheet(conn).map(Some),
        None => Ok(sheet_of(meeting).cloned()),
    }
}

/// The head of a paper of the meeting's day.
pub(super) fn head(meeting: &Meeting, number: Option<u32>, symbol: &str) -> Head {
    let place = ["Đảng bộ xã ", "Đảng bộ phường ", "Đảng bộ "]
        .iter()
        .find_map(|prefix| meeting.commune_name.strip_prefix(prefix))
        .unwrap_or(&meeting.commune_name);
    Head {
        superior: meeting.commune_name.clone(),
        issuer: meeting.unit_name.clone(),
        number,
        symbol: symbol.to_owned(),
        place: place.to_owned(),
        issued_on: day_of(meeting),
    }
}

/// `Sinh hoạt thường kỳ tháng 9 năm 2026`.
pub(super) fn subject(meeting: &Meeting) -> String {
    let what = match meeting.kind {
        MeetingKind::Regular if !meeting.thematic_topic.is_empty() => "Sinh hoạt thường kỳ kết hợp sinh hoạt chuyên đề",
        MeetingKind::Regular => "Sinh hoạt thường kỳ",
        MeetingKind::Thematic => "Sinh hoạt chuyên đề",
        MeetingKind::Preparatory => "Họp chi ủy",
    };
    format!("{what} tháng {} năm {}", meeting.month, meeting.year)
}

/// A member's full name; empty if they aren't in the roll call.
pub(super) fn name(meeting: &Meeting, member: Option<MemberId>) -> String {
    row(meeting, member).map(|row| row.name.clone()).unwrap_or_default()
}

/// `Nông Quốc Nam, Bí thư Chi bộ`.
pub(super) fn with_position(meeting: &Meeting, member: Option<MemberId>) -> String {
    row(meeting, member).map_or_else(String::new, |row| match row.office {
        Some(position) => format!("{}, {}", row.name, title(position)),
        None => row.name.clone(),
    })
}

fn row(meeting: &Meeting, member: Option<MemberId>) -> Option<&AttendanceRow> {
    let member = member?;
    meeting.attendance.iter().find(|row| row.member_id == member)
}

const fn title(position: Office) -> &'static str {
    match position {
        Office::Secretary => "Bí thư Chi bộ",
        Office::DeputySecretary => "Phó Bí thư Chi bộ",
        Office::CommitteeMember => "Chi ủy viên",
    }
}

/// The signature of the secretary; of the deputy secretary where they chaired.
pub(super) fn signature(meeting: &Meeting) -> Signature {
    let holder = |position| meeting.attendance.iter().find(move |row| row.office == Some(position));
    let chair = row(meeting, meeting.chair_id).filter(|row| row.office == Some(Office::DeputySecretary));
    let signer = chair.or_else(|| holder(Office::Secretary)).or_else(|| holder(Office::DeputySecretary));
    let position = signer.and_then(|row| row.office).unwrap_or(Office::Secretary);
    Signature {
        titles: vec!["T/M Chi bộ".to_owned(), position.label(Vi).to_owned()],
        name: signer.map(|row| row.name.clone()).unwrap_or_default(),
    }
}

/// The roll call in numbers and names.
pub(super) fn attendance(meeting: &Meeting) -> Attendance {
    let mut sum = Attendance::default();
    for row in &meeting.attendance {
        let [official, probationary] = &mut sum.members;
        let [official_present, probationary_present, temporary_present] = &mut sum.present;
        let is_official = row.kind == MembershipKind::Official;
        if row.status.counts_in_branch() {
            *(if is_official { official } else { probationary }) += 1;
        }
        let temporary = row.status == ActivityStatus::TemporaryIn;
        sum.temporary_in += u32::from(temporary);
        if !row.status.has_duty() {
            sum.excluded.push(Absence { name: row.name.clone(), reason: Some(row.status.label(Vi).to_lowercase()) });
            continue;
        }
        sum.duty += 1;
        match row.state {
            AttendanceState::Present if temporary => *temporary_present += 1,
            AttendanceState::Present if is_official => *official_present += 1,
            AttendanceState::Present => *probationary_present += 1,
            AttendanceState::Excused => {
                sum.excused.push(Absence { name: row.name.clone(), reason: some(&row.reason) });
            }
            AttendanceState::Unexcused => sum.unexcused.push(Absence { name: row.name.clone(), reason: None }),
        }
    }
    sum
}

/// Tasks of the resolution before, and what became of them.
pub(super) fn previous_tasks(meeting: &Meeting) -> Vec<PreviousTask> {
    let task = |task: &TaskRow| PreviousTask {
        task: format!("{} ({})", task.title, task.assignee),
        status: task.status.label(Vi).to_owned(),
        result: task.result.clone(),
    };
    meeting.previous_tasks.iter().map(task).collect()
}

/// Tasks that the meeting assigns.
pub(super) fn assignments(meeting: &Meeting) -> Vec<Assignment> {
    let task = |task: &TaskRow| Assignment {
        task: task.title.clone(),
        assignee: task.assignee.clone(),
        due_on: Some(task.due_on),
        report_at: format!("Kỳ tháng {}/{}", task.report_month, task.report_year),
    };
    meeting.tasks.iter().map(task).collect()
}

/// The branch's own score, if the caller sees it.
pub(super) fn self_score(meeting: &Meeting, sheet: Option<&ScoreSheet>) -> Option<SelfScore> {
    let score = meeting.scores.iter().find(|score| score.scorer == Scorer::Branch)?;
    let group_name = |id: &str| {
        let group = sheet.and_then(|sheet| sheet.groups.iter().find(|group| group.id == id));
        group.map_or_else(|| id.to_owned(), |group| group.name.vi.clone())
    };
    let groups = score.result.groups.iter();
    Some(SelfScore {
        groups: groups.map(|group| (group_name(&group.group), group.points, group.out_of)).collect(),
        points: score.result.total,
        max: score.result.out_of,
        grade: grade(score.result.grade),
        remarks: capped(&score.result.capped_by).into_iter().chain(paragraphs(&score.remarks)).collect(),
    })
}

/// A grade as people read it.
pub(super) fn grade(grade: MeetingGrade) -> String {
    grade.label(Vi).to_owned()
}

/// Why the points would give a better grade than they do.
pub(super) fn capped(criteria: &[String]) -> Option<String> {
    (!criteria.is_empty())
        .then(|| format!("Chưa xếp loại Tốt vì chưa đủ điểm tối đa ở tiêu chí {}", criteria.join(", ")))
}

/// A text's paragraphs.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let bare = |line: &str| line.trim().trim_start_matches("- ").to_owned();
    text.lines().map(bare).filter(|line| !line.is_empty()).collect()
}

/// The text, if it says anything.
pub(super) fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
