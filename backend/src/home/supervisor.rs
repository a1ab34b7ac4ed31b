//! What a supervising committee member must do: attend, score, notice who hasn't met.

use chrono::{Datelike, Days};
use shared::api::home::{Todo, TodoKind};
use shared::id::UnitId;
use shared::meeting::{MeetingKind, MeetingStatus};

use super::load::{Moment, Near};

/// Days ahead in which a meeting to attend is shown.
const ATTEND_DAYS: u64 = 14;

/// Lines about the branches in their charge.
pub(super) fn todos(meetings: &[Near], supervised: &[UnitId], moment: Moment) -> Vec<Todo> {
    let soon = moment.today.checked_add_days(Days::new(ATTEND_DAYS));
    meetings
        .iter()
        .filter(|one| supervised.contains(&one.row.unit_id) && one.row.kind != MeetingKind::Preparatory)
        .filter_map(|one| {
            let about = one.about(moment.language, true);
            match one.row.status {
                MeetingStatus::Submitted if !one.supervisor_scored => {
                    Some(one.todo(TodoKind::ScoreAsSupervisor, one.date.checked_add_days(Days::new(5)), about))
                }
                MeetingStatus::Announced if one.date >= moment.today && soon.is_some_and(|soon| one.date <= soon) => {
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
