//! What a supervising committee member must do: attend, score, notice who hasn't met.

use chrono::{Datelike, Days};
use shared::api::home::{Todo, TodoKind};
use shared::id::UnitId;
use shared::meeting::{MeetingKind, MeetingStatus};

use super::load::{Moment, Near};

/// Lines about the branches in their charge. A meeting is announced to them by the line itself, so it's there from the
/// announcement on, however far ahead the meeting is.
pub(super) fn todos(meetings: &[Near], supervised: &[UnitId], moment: Moment) -> Vec<Todo> {
    meetings
        .iter()
        .filter(|one| supervised.contains(&one.row.unit_id) && one.row.kind != MeetingKind::Preparatory)
        .filter_map(|one| {
            let about = one.about(moment.language, true);
            match one.row.status {
                MeetingStatus::Submitted if !one.supervisor_scored => {
                    Some(one.todo(TodoKind::ScoreAsSupervisor, one.date.checked_add_days(Days::new(5)), about))
                }
                MeetingStatus::Announced if one.date >= moment.today => {
                    Some(one.todo(TodoKind::AttendAsSupervisor, Some(one.date), about))
                }
                _ => None,
            }
        })
        .collect()
}

/// Branches whose regular meeting of the month is overdue: nothing held, and its planned or fixed day is over.
pub(super) fn without_meeting(
    meetings: &[Near],
    branches: &[(UnitId, String, chrono::NaiveDate)],
    moment: Moment,
) -> Vec<Todo> {
    let (year, month) = (moment.today.year(), i32::try_from(moment.today.month()).unwrap_or_default());
    branches
        .iter()
        .filter(|(unit_id, _, fixed)| {
            let this_month = meetings.iter().find(|one| {
                one.row.unit_id == *unit_id
                    && one.row.kind == MeetingKind::Regular
                    && (one.row.year, one.row.month) == (year, month)
            });
            match this_month {
                Some(one) => one.date < moment.today && !one.row.status.held(),
                None => *fixed < moment.today,
            }
        })
        .map(|(unit_id, name, fixed)| Todo {
            unit_id: Some(*unit_id),
            due_on: Some(*fixed),
            rule: "R-01".to_owned(),
            ..super::load::todo(TodoKind::RemindBranch, name.clone())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate, Utc};
    use shared::api::meeting::MeetingRow;
    use shared::id::MeetingId;
    use shared::language::Language;
    use shared::time::{from_local, local_date};
    use uuid::Uuid;

    use super::*;

    fn announced(unit_id: UnitId, at: DateTime<Utc>) -> Near {
        let row = MeetingRow {
            id: MeetingId(Uuid::now_v7()),
            unit_id,
            unit_name: "Chi bộ thôn Nà Tâm".to_owned(),
            kind: MeetingKind::Regular,
            status: MeetingStatus::Announced,
            year: 2026,
            month: 12,
            scheduled_at: at,
            place: String::new(),
            focal_issue: String::new(),
            sector: None,
            thematic_topic: String::new(),
            points: None,
            out_of: None,
            grade: None,
            prepares_id: None,
        };
        Near { date: local_date(at), announced: true, ended: false, returned: false, supervisor_scored: false, row }
    }

    #[test]
    fn what_was_announced_is_there_until_its_day() {
        let unit = UnitId(Uuid::now_v7());
        let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
        let meeting = announced(unit, from_local(day(12, 30).and_hms_opt(19, 30, 0).unwrap()));
        let found = |today: NaiveDate| {
            let now = from_local(today.and_hms_opt(8, 0, 0).unwrap());
            let todos = todos(std::slice::from_ref(&meeting), &[unit], Moment { now, today, language: Language::Vi });
            todos.iter().map(|todo| todo.kind).collect::<Vec<_>>()
        };
        assert_eq!(found(day(11, 6)), [TodoKind::AttendAsSupervisor]);
        assert_eq!(found(day(12, 30)), [TodoKind::AttendAsSupervisor]);
        assert_eq!(found(day(12, 31)), []);
    }
}
