//! What the committee's standing members and office must do: decide scores, keep every branch in somebody's charge,
//! notice who hasn't met.

use chrono::{Datelike, Days, NaiveDate};
use diesel::prelude::*;
use shared::api::home::{Todo, TodoKind};
use shared::id::UnitId;
use shared::meeting::calendar::fixed_day_in;
use shared::meeting::{MeetingKind, MeetingStatus};

use super::load::{Moment, Near, todo};
use crate::db::Conn;
use crate::db::schema::{supervision, unit};
use crate::http::below;

/// Days after the meeting by which the committee decides.
const DECIDE_DAYS: u64 = 10;

/// Submitted meetings to decide: those that the supervising member has scored, and those that waited too long for it.
pub(super) fn decide(meetings: &[Near], moment: Moment) -> Vec<Todo> {
    meetings
        .iter()
        .filter(|one| one.row.status == MeetingStatus::Submitted && one.row.kind != MeetingKind::Preparatory)
        .filter_map(|one| {
            let due = one.date.checked_add_days(Days::new(DECIDE_DAYS));
            let waited = due.is_some_and(|due| due < moment.today);
            (one.supervisor_scored || waited).then(|| one.todo(TodoKind::Decide, due, one.about(moment.language, true)))
        })
        .collect()
}

/// Branches below these units: id, name, fixed day of this month.
pub(super) fn branches(
    conn: &mut Conn,
    units: &[UnitId],
    today: NaiveDate,
) -> QueryResult<Vec<(UnitId, String, NaiveDate)>> {
    let rows: Vec<(UnitId, String, i32)> = unit::table
        .filter(unit::id.eq_any(below(units.to_vec())))
        .filter(unit::branch_kind.is_not_null())
        .order(unit::code)
        .select((unit::id, unit::name, unit::fixed_day))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, name, day)| {
            let day = u32::try_from(day).unwrap_or(1);
            (id, name, fixed_day_in(today.year(), today.month(), day).unwrap_or(today))
        })
        .collect())
}

/// Branches that nobody is in charge of today.
pub(super) fn without_supervisor(
    conn: &mut Conn,
    branches: &[(UnitId, String, NaiveDate)],
    moment: Moment,
) -> QueryResult<Vec<Todo>> {
    let covered: Vec<UnitId> = supervision::table
        .filter(supervision::unit_id.eq_any(branches.iter().map(|(id, ..)| *id).collect::<Vec<_>>()))
        .filter(supervision::starts_on.le(moment.today))
        .filter(supervision::ends_on.is_null().or(supervision::ends_on.ge(moment.today)))
        .select(supervision::unit_id)
        .load(conn)?;
    Ok(branches
        .iter()
        .filter(|(id, ..)| !covered.contains(id))
        .map(|(id, name, _)| Todo {
            unit_id: Some(*id),
            rule: "R-34".to_owned(),
            ..todo(TodoKind::AssignSupervisor, name.clone())
        })
        .collect())
}
