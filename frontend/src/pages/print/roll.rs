//! The roll call on paper: in numbers and names, in one sentence, and person by person.

use leptos::prelude::*;
use shared::api::meeting::{AttendanceRow, Meeting};
use shared::language::Language::Vi;
use shared::meeting::AttendanceState;
use shared::member::{ActivityStatus, MembershipKind};
use shared::text::format_percent;

use super::layout::{labelled, paragraph};

/// What is counted.
struct Roll<'a> {
    official: usize,
    probationary: usize,
    temporary_in: usize,
    duty: usize,
    present: usize,
    excused: Vec<&'a AttendanceRow>,
    unexcused: Vec<&'a AttendanceRow>,
    left_out: Vec<&'a AttendanceRow>,
}

impl<'a> Roll<'a> {
    fn of(rows: &'a [AttendanceRow]) -> Self {
        let count = |wanted: &dyn Fn(&AttendanceRow) -> bool| rows.iter().filter(|row| wanted(row)).count();
        let absent = |state: AttendanceState| {
            rows.iter().filter(|row| row.status.has_duty() && row.state == state).collect::<Vec<_>>()
        };
        let of_kind = |kind: MembershipKind| count(&|row| row.status.counts_in_branch() && row.kind == kind);
        Self {
            official: of_kind(MembershipKind::Official),
            probationary: of_kind(MembershipKind::Probationary),
            temporary_in: count(&|row| row.status == ActivityStatus::TemporaryIn),
            duty: count(&|row| row.status.has_duty()),
            present: count(&|row| row.status.has_duty() && row.state == AttendanceState::Present),
            excused: absent(AttendanceState::Excused),
            unexcused: absent(AttendanceState::Unexcused),
            left_out: rows.iter().filter(|row| !row.status.has_duty() && row.status != ActivityStatus::Left).collect(),
        }
    }

    fn share(&self) -> String {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        format_percent(number(self.present), number(self.duty), Vi).unwrap_or_else(|| "–".to_owned())
    }
}

/// `2 đồng chí: Vi Đức Ý (đi viện); Ma Thu Đào.`
fn named(rows: &[&AttendanceRow]) -> String {
    let names: Vec<String> = rows
        .iter()
        .map(|row| match (row.status.has_duty(), row.reason.trim()) {
            (false, _) => format!("{} ({})", row.name, row.status.label(Vi).to_lowercase()),
            (true, "") => row.name.clone(),
            (true, reason) => format!("{} ({reason})", row.name),
        })
        .collect();
    let end = if names.is_empty() { String::new() } else { format!(": {}", names.join("; ")) };
    format!("{} đồng chí{end}.", rows.len())
}

/// Part I of the minutes: the numbers that they must give.
pub fn numbers(meeting: &Meeting) -> AnyView {
    let roll = Roll::of(&meeting.attendance);
    let temporary = match roll.temporary_in {
        0 => String::new(),
        count => format!("; sinh hoạt tạm thời đến {count} đồng chí"),
    };
    let (official, probationary) = (roll.official, roll.probationary);
    let all = official + probationary;
    view! {
        {labelled("Tổng số đảng viên của chi bộ:", format!("{all} đồng chí (chính thức {official}, dự bị {probationary}){temporary}."))}
        {(!roll.left_out.is_empty()).then(|| labelled("Không tính vào số phải có mặt:", named(&roll.left_out)))}
        {labelled("Có mặt:", format!("{}/{} đồng chí phải có mặt, đạt {}.", roll.present, roll.duty, roll.share()))}
        {labelled("Vắng có lý do:", named(&roll.excused))}
        {labelled("Vắng không có lý do:", named(&roll.unexcused))}
    }
    .into_any()
}

/// The same in a sentence, as a resolution begins.
pub fn summary(meeting: &Meeting) -> Option<AnyView> {
    let roll = Roll::of(&meeting.attendance);
    let left_out = match roll.left_out.len() {
        0 => String::new(),
        count => format!(", không tính vào số phải có mặt {count}"),
    };
    paragraph(format!(
        "Tổng số đảng viên {}{left_out}; có mặt {}/{} ({}); vắng có lý do {}, không có lý do {}.",
        roll.official + roll.probationary,
        roll.present,
        roll.duty,
        roll.share(),
        roll.excused.len(),
        roll.unexcused.len()
    ))
}

/// The annex of the minutes, on a page of its own.
pub fn list(rows: &[AttendanceRow]) -> AnyView {
    let lines = rows.iter().enumerate().map(|(i, row)| {
        let plain = if row.kind == MembershipKind::Probationary { "Đảng viên dự bị" } else { "Đảng viên" };
        let position = row.office.map_or(plain, |position| position.label(Vi));
        let state = match (row.status.has_duty(), row.reason.trim()) {
            (false, _) => row.status.label(Vi).to_owned(),
            (true, "") => row.state.label(Vi).to_owned(),
            (true, reason) => format!("{} ({reason})", row.state.label(Vi)),
        };
        view! { <tr><td>{i + 1}</td><td>{row.name.clone()}</td><td>{position}</td><td>{state}</td></tr> }.into_any()
    });
    view! {
        <section class="paper-annex">
            <h2>"DANH SÁCH ĐIỂM DANH"</h2>
            <table class="paper-table">
                <thead><tr><th>"TT"</th><th>"Họ và tên"</th><th>"Chức vụ"</th><th>"Điểm danh"</th></tr></thead>
                <tbody>{lines.collect_view()}</tbody>
            </table>
        </section>
    }
    .into_any()
}
