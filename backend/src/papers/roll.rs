//! The roll call (điểm danh): in numbers and names, in one sentence, person by person, and as a list to sign.

use shared::api::meeting::{AttendanceRow, Meeting};
use shared::language::Language::Vi;
use shared::meeting::{AttendanceState, MeetingKind};
use shared::member::{ActivityStatus, MembershipKind};
use shared::paper::Paper;
use shared::share::Share;
use shared::time::local;

use super::blocks::{Page, Wide};
use super::parts;
use super::wording::{line, long_date, sentence, share, some, time};

/// Numbers and names of a roll call; rows of people who have left the branch aren't among them.
pub(super) struct Roll<'a> {
    /// The branch's members: official, probationary.
    members: [u32; 2],
    /// Members of other branches who attend here for a time.
    temporary_in: u32,
    /// Members of the branch with a duty to attend, and those who came from elsewhere.
    duty: u32,
    /// Present of them: official, probationary, temporarily in.
    present: [u32; 3],
    /// Exempt, suspended, temporarily away: they don't count in `duty`.
    excluded: Vec<&'a AttendanceRow>,
    excused: Vec<&'a AttendanceRow>,
    unexcused: Vec<&'a AttendanceRow>,
}

impl<'a> Roll<'a> {
    pub fn of(meeting: &'a Meeting) -> Self {
        let here: Vec<&AttendanceRow> =
            meeting.attendance.iter().filter(|row| row.status != ActivityStatus::Left).collect();
        let count = |which: &dyn Fn(&AttendanceRow) -> bool| count(here.iter().filter(|row| which(row)));
        let absent = |state: AttendanceState| {
            here.iter().copied().filter(|row| row.status.has_duty() && row.state == state).collect::<Vec<_>>()
        };
        let is_in = |row: &AttendanceRow| row.status == ActivityStatus::TemporaryIn;
        let of_kind = |kind| count(&|row| row.status.counts_in_branch() && row.kind == kind);
        let came = |row: &AttendanceRow| row.status.has_duty() && row.state == AttendanceState::Present;
        let came_of = |kind| count(&|row| came(row) && !is_in(row) && row.kind == kind);
        Self {
            members: [of_kind(MembershipKind::Official), of_kind(MembershipKind::Probationary)],
            temporary_in: count(&is_in),
            duty: count(&|row| row.status.has_duty()),
            present: [
                came_of(MembershipKind::Official),
                came_of(MembershipKind::Probationary),
                count(&|row| came(row) && is_in(row)),
            ],
            excluded: here.iter().copied().filter(|row| !row.status.has_duty()).collect(),
            excused: absent(AttendanceState::Excused),
            unexcused: absent(AttendanceState::Unexcused),
        }
    }

    fn present_in_all(&self) -> u32 {
        self.present.iter().sum()
    }

    /// One paragraph per number that minutes must give, zero or not; of a meeting of the committee its own.
    pub fn write(&self, page: &mut Page, meeting: &Meeting) {
        let present = self.present_in_all();
        let share = Share::new(present, self.duty).text(Vi).map_or_else(String::new, |share| format!(", đạt {share}"));
        if meeting.kind == MeetingKind::Preparatory {
            let label =
                if parts::has_committee(meeting) { "Tổng số chi ủy viên:" } else { "Bí thư, phó bí thư:" };
            page.labelled(label, &format!("{} đồng chí.", self.members.iter().sum::<u32>() + self.temporary_in));
            page.labelled("Có mặt:", &format!("{present}/{} đồng chí{share}.", self.duty));
        } else {
            let [official, probationary] = self.members;
            let status = |status| count(self.excluded.iter().filter(|row| row.status == status));
            page.labelled(
                "Tổng số đảng viên của chi bộ:",
                &format!(
                    "{} đồng chí (chính thức {official}, dự bị {probationary}); miễn sinh hoạt {}, tạm thời chuyển đi {}; \
                     sinh hoạt tạm thời đến {}.",
                    official + probationary,
                    status(ActivityStatus::Exempt),
                    status(ActivityStatus::TemporaryOut),
                    self.temporary_in
                ),
            );
            page.labelled("Không tính vào số phải có mặt:", &named(&self.excluded));
            let [official, probationary, temporary] = self.present;
            page.labelled(
                "Có mặt:",
                &format!(
                    "{present}/{} đồng chí phải có mặt{share} (chính thức {official}, dự bị {probationary}, tạm thời đến \
                     {temporary}).",
                    self.duty
                ),
            );
        }
        page.labelled("Vắng có lý do:", &named(&self.excused));
        page.labelled("Vắng không có lý do:", &named(&self.unexcused));
    }

    /// The same in one sentence, as the preamble of a resolution has it.
    pub fn summary(&self) -> String {
        let present = self.present_in_all();
        format!(
            "Tổng số đảng viên {}, sinh hoạt tạm thời đến {}, không tính vào số phải có mặt {}; có mặt {present}/{}{}; vắng \
             có lý do {}, không có lý do {}.",
            self.members.iter().sum::<u32>(),
            self.temporary_in,
            count(self.excluded.iter()),
            self.duty,
            share(present, self.duty),
            count(self.excused.iter()),
            count(self.unexcused.iter())
        )
    }
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

/// `2 đồng chí: Vi Đức Ý (đi viện); Ma Thu Đào.`
fn named(rows: &[&AttendanceRow]) -> String {
    if rows.is_empty() {
        return "0 đồng chí.".to_owned();
    }
    let names: Vec<String> = rows
        .iter()
        .map(|row| match (row.status.has_duty(), some(&row.reason)) {
            (false, _) => format!("{} ({})", line(&row.name), row.status.label(Vi).to_lowercase()),
            (true, Some(reason)) if row.state == AttendanceState::Excused => {
                format!("{} ({})", line(&row.name), line(reason))
            }
            (true, _) => line(&row.name),
        })
        .collect();
    format!("{} đồng chí: {}.", rows.len(), names.join("; "))
}

/// The list as a paper of its own: before the meeting it is there to be signed, from its opening on it says who came.
pub fn roll(meeting: &Meeting) -> Paper {
    const COLUMNS: [Wide<'_>; 5] = [
        ("TT", 11, true),
        ("Họ và tên", 52, false),
        ("Chức vụ", 34, false),
        ("Điểm danh", 40, false),
        ("Ký tên", 28, false),
    ];
    let mut page = parts::page(meeting, None, "");
    page.title("Danh sách điểm danh", &parts::subject(meeting));
    let at = local(meeting.started_at.unwrap_or(meeting.scheduled_at));
    page.labelled("Thời gian:", &format!("{}, {}.", time(at.time()), long_date(at.date())));
    page.labelled("Địa điểm:", &sentence(&meeting.place));
    let begun = meeting.started_at.is_some();
    if begun {
        Roll::of(meeting).write(&mut page, meeting);
    }
    let rows = people(meeting).map(|(mut cells, row)| {
        // Whom the list doesn't count has nothing to sign.
        cells.push(if begun || !row.status.has_duty() { state(row) } else { String::new() });
        cells.push(String::new());
        (false, cells)
    });
    page.table(&COLUMNS, rows.collect());
    page.signatures(parts::minutes_signatures(meeting));
    page.finish()
}

/// The list as an annex of the minutes.
pub(super) fn annex(page: &mut Page, meeting: &Meeting) {
    const COLUMNS: [Wide<'_>; 4] =
        [("TT", 11, true), ("Họ và tên", 60, false), ("Chức vụ", 40, false), ("Điểm danh", 54, false)];
    let rows: Vec<_> = people(meeting)
        .map(|(mut cells, row)| {
            cells.push(state(row));
            (false, cells)
        })
        .collect();
    if !rows.is_empty() {
        page.turn();
        page.annex("Danh sách điểm danh");
        page.table(&COLUMNS, rows);
    }
}

/// Running number, name and office of each person.
fn people(meeting: &Meeting) -> impl Iterator<Item = (Vec<String>, &AttendanceRow)> {
    let here = meeting.attendance.iter().filter(|row| row.status != ActivityStatus::Left);
    here.zip(1..).map(|(row, n)| {
        let office = match (row.office, row.kind) {
            (Some(office), _) => office.label(Vi),
            (None, MembershipKind::Official) => "Đảng viên",
            (None, MembershipKind::Probationary) => "Đảng viên dự bị",
        };
        (vec![i32::to_string(&n), row.name.clone(), office.to_owned()], row)
    })
}

fn state(row: &AttendanceRow) -> String {
    match row.state {
        _ if !row.status.has_duty() => format!("Không tính: {}", row.status.label(Vi).to_lowercase()),
        AttendanceState::Present => "Có mặt".to_owned(),
        AttendanceState::Excused => match some(&row.reason) {
            Some(reason) => format!("Vắng có lý do: {reason}"),
            None => "Vắng có lý do".to_owned(),
        },
        AttendanceState::Unexcused => "Vắng không có lý do".to_owned(),
    }
}
