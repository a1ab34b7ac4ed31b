//! What the committee's standing members and office must do: decide scores, keep every branch in somebody's charge,
//! notice who hasn't met.

use chrono::{Datelike, Days, NaiveDate};
use diesel::prelude::*;
use shared::api::home::{Todo, TodoKind};
use shared::dated::{Fact, Span};
use shared::id::UnitId;
use shared::meeting::calendar::due_in_month;
use shared::meeting::{MeetingKind, MeetingStatus};
use shared::unit::UnitKind;

use super::load::{Moment, Near, todo};
use crate::db::schema::unit_state;
use crate::db::{Conn, in_force};
use crate::http::below;
use crate::units::States;
use crate::units::in_charge;

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

/// Branches below these units today: id, name, and the day on which this month's meeting is due.
pub(super) fn branches(
    conn: &mut Conn,
    units: &[UnitId],
    today: NaiveDate,
) -> QueryResult<Vec<(UnitId, String, NaiveDate)>> {
    let ids: Vec<UnitId> = unit_state::table
        .filter(unit_state::unit_id.eq_any(below(units.to_vec(), today)))
        .filter(unit_state::kind.eq(UnitKind::Branch))
        .filter(in_force!(unit_state, today))
        .order((unit_state::code, unit_state::unit_id))
        .select(unit_state::unit_id)
        .load(conn)?;
    let states = States::of(conn, ids.iter().copied())?;
    Ok(ids
        .into_iter()
        .map(|id| {
            let fixed_days: Vec<(Span, u32)> =
                states.all(id).iter().map(|state| (state.span(), state.fixed_day())).collect();
            // A branch that wasn't there on its fixed day owes nothing yet.
            let due = due_in_month(&fixed_days, today.year(), today.month()).unwrap_or(today);
            (id, states.name(id, today).to_owned(), due)
        })
        .collect())
}

/// Branches that nobody is in charge of today.
pub(super) fn without_supervisor(
    conn: &mut Conn,
    branches: &[(UnitId, String, NaiveDate)],
    moment: Moment,
) -> QueryResult<Vec<Todo>> {
    let ids: Vec<UnitId> = branches.iter().map(|(id, ..)| *id).collect();
    let covered = in_charge(conn, &ids, moment.today)?;
    Ok(branches
        .iter()
        .filter(|(id, ..)| !covered.contains_key(id))
        .map(|(id, name, _)| Todo {
            unit_id: Some(*id),
            rule: "R-34".to_owned(),
            ..todo(TodoKind::AssignSupervisor, name.clone())
        })
        .collect())
}
