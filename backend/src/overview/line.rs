//! A branch's line: twelve months and its figures.

use chrono::NaiveDate;
use shared::access::{Action, Actor, Decision, Whereabouts, decide};
use shared::api::overview::{Cell, CellState, GetBranchYear, OverviewLine};
use shared::id::UnitId;
use shared::meeting::MeetingStatus;
use shared::meeting::calendar::{Schedule, schedule};
use shared::period::Period;
use shared::problem::Code;

use super::year_of;
use crate::db::Conn;
use crate::db::above;
use crate::figures::{self, BranchData, Figures};
use crate::http::{Call, Context, Result};
use crate::rules::book;

/// A branch's year.
pub fn get(cx: &mut Context<'_>, call: Call<GetBranchYear>) -> Result<OverviewLine> {
    let today = cx.today();
    let period = year_of(&call.query, today)?;
    let actor = cx.who()?.actor.clone();
    branch_line(cx.conn, &actor, today, period, call.path)
}

/// The same for the home page.
pub fn branch_line(
    conn: &mut Conn,
    actor: &Actor,
    today: NaiveDate,
    period: Period,
    unit_id: UnitId,
) -> Result<OverviewLine> {
    let book = book(conn)?;
    let figures = Figures::new(&book, period, today);
    let branches = figures::branches(conn, unit_id, period, today)?;
    let branch = branches.iter().find(|branch| branch.place.id == unit_id).ok_or(Code::NotFound)?;
    Ok(line(branch, actor, &above(conn, unit_id, today)?, &figures))
}

/// Builds the line. `path` holds the units above the branch.
pub(super) fn line(branch: &BranchData, actor: &Actor, path: &[UnitId], figures: &Figures) -> OverviewLine {
    let mut whereabouts = Whereabouts {
        path: [path, &[branch.place.id]].concat(),
        unit_id: Some(branch.place.id),
        owner: None,
        internal: false,
    };
    let reads = |there: &Whereabouts| decide(actor, Action::MeetingRead, Action::MeetingRead, there) == Decision::Allow;
    let can_open = reads(&whereabouts);
    whereabouts.internal = true;
    // Only those who run the branch or sit above it know of plans, and of scores before they are decided.
    let insider = reads(&whereabouts) || actor.may(Action::OverviewRead);
    let one = [branch];
    OverviewLine {
        unit_id: branch.place.id,
        name: branch.place.name.clone(),
        members: branch.place.members,
        supervisor: branch.place.supervisor.clone(),
        left_on: branch.place.left_on(figures.as_at()),
        can_open,
        cells: figures.period.months().map(|month| cell(branch, month, insider, figures)).collect(),
        schedule: figures.schedule(&one),
        attendance: figures.attendance(&one),
        thematic: figures.thematic(&one),
        thematic_missing: figures.thematic_quota(branch).missing,
        tasks: figures.tasks(&one),
    }
}

fn cell(branch: &BranchData, month: u32, insider: bool, figures: &Figures) -> Cell {
    let meeting = branch.regular(month).find(|one| insider || one.status != MeetingStatus::Planned);
    let score = meeting.and_then(|meeting| meeting.score(!insider));
    let range = Period::month(figures.period.year(), month);
    let over = range.is_some_and(|range| range.is_over(figures.today));
    let there = range.is_some_and(|range| branch.place.days.iter().any(|(span, _)| span.overlaps(range.days())));
    let state = match (meeting, score) {
        (Some(_), Some(_)) => CellState::Scored,
        (Some(meeting), None) if meeting.status.held() || meeting.status == MeetingStatus::InSession => CellState::Held,
        (None, _) if !there => CellState::NoBranch,
        _ if over => CellState::Missing,
        (Some(_), None) => CellState::Planned,
        (None, _) => CellState::Ahead,
    };
    Cell {
        month: i32::try_from(month).unwrap_or_default(),
        state,
        meeting_id: meeting.map(|meeting| meeting.id),
        status: meeting.map(|meeting| meeting.status),
        points: score.map(|score| score.points),
        out_of: score.map(|score| score.out_of),
        grade: score.map(|score| score.grade),
        decided: meeting.is_some_and(|meeting| meeting.status == MeetingStatus::Locked),
        on_fixed_day: meeting.is_some_and(|meeting| {
            let fixed_day = branch.place.fixed_day_on(meeting.date);
            schedule(meeting.date, fixed_day, Some(&meeting.moved_reason)) == Schedule::OnFixedDay
        }),
    }
}
