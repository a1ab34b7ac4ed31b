//! A branch's line: twelve months and its figures.

use chrono::{Datelike, NaiveDate};
use shared::access::{Action, Actor, Decision, Whereabouts, decide};
use shared::api::overview::{Cell, CellState, GetBranchYear, OverviewLine};
use shared::dated::Span;
use shared::id::UnitId;
use shared::meeting::calendar::{Schedule, month_range, schedule};
use shared::meeting::{MeetingKind, MeetingStatus};
use shared::problem::Code;

use super::figures::Figures;
use super::load::{self, BranchData};
use crate::db::Conn;
use crate::db::above;
use crate::http::{Call, Context, Result};
use crate::rules::book;

/// A branch's year.
pub fn get(cx: &mut Context<'_>, call: Call<GetBranchYear>) -> Result<OverviewLine> {
    let year = call.query.year.unwrap_or_else(|| cx.today().year());
    let actor = cx.who()?.actor.clone();
    let today = cx.today();
    branch_year(cx.conn, &actor, today, year, call.path, cx.exchange.language)
}

/// The same for the home page.
pub fn branch_year(
    conn: &mut Conn,
    actor: &Actor,
    today: NaiveDate,
    year: i32,
    unit_id: UnitId,
    language: shared::language::Language,
) -> Result<OverviewLine> {
    let figures = Figures { book: book(conn)?, language, year, today };
    let branches = load::branches(conn, unit_id, year, today)?;
    let branch = branches.iter().find(|branch| branch.place.id == unit_id).ok_or(Code::NotFound)?;
    Ok(line(branch, actor, &above(conn, unit_id, today)?, &figures))
}

/// Builds the line. `path` holds the units above the branch.
pub(super) fn line(branch: &BranchData, actor: &Actor, path: &[UnitId], figures: &Figures) -> OverviewLine {
    let mut place = Whereabouts {
        path: [path, &[branch.place.id]].concat(),
        unit_id: Some(branch.place.id),
        owner: None,
        internal: false,
    };
    let reads = |place: &Whereabouts| decide(actor, Action::MeetingRead, Action::MeetingRead, place) == Decision::Allow;
    let can_open = reads(&place);
    place.internal = true;
    // Only those who run the branch or sit above it know of plans, and of scores before they are decided.
    let insider = reads(&place) || actor.may(Action::OverviewRead);
    let one = [branch];
    OverviewLine {
        unit_id: branch.place.id,
        name: branch.place.name.clone(),
        members: branch.place.members,
        supervisor: branch.place.supervisor.clone(),
        can_open,
        cells: (1..=12).map(|month| cell(branch, month, insider, figures)).collect(),
        schedule: figures.schedule(&one),
        attendance: figures.attendance(&one),
        thematic: figures.thematic(&one),
        thematic_missing: figures.thematic_quota(branch).missing,
        tasks: figures.tasks(&one),
    }
}

fn cell(branch: &BranchData, month: i32, insider: bool, figures: &Figures) -> Cell {
    let meeting = branch.meetings.iter().find(|one| {
        one.kind == MeetingKind::Regular && one.month == month && (insider || one.status != MeetingStatus::Planned)
    });
    let score = meeting.and_then(|meeting| meeting.score(!insider));
    let range = u32::try_from(month).ok().and_then(|month| month_range(figures.year, month));
    let over = range.is_some_and(|(_, last)| last < figures.today);
    let there = range.is_some_and(|(first, last)| {
        branch.place.days.iter().any(|(span, _)| span.overlaps(Span::new(first, Some(last))))
    });
    let state = match (meeting, score) {
        (Some(_), Some(_)) => CellState::Scored,
        (Some(meeting), None) if meeting.status.held() || meeting.status == MeetingStatus::InSession => CellState::Held,
        (None, _) if !there => CellState::NoBranch,
        _ if over => CellState::Missing,
        (Some(_), None) => CellState::Planned,
        (None, _) => CellState::Ahead,
    };
    Cell {
        month,
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
