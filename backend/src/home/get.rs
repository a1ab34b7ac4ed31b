//! The home page: the lists of all the caller's roles in one.

use chrono::{Datelike, NaiveDate};
use shared::access::{Grant, Role};
use shared::api::home::{GetHome, Home, Todo, TodoKind};
use shared::api::task::{TaskQuery, TaskRow};
use shared::id::UnitId;
use shared::meeting::{MeetingKind, MeetingStatus, TaskStatus};
use shared::period::Period;

use super::load::{Moment, Near};
use super::{admin, branch, committee, last, load, member, supervisor};
use crate::http::{Call, Context, Result};
use crate::units::States;
use crate::{overview, tasks};

/// Tasks shown at most.
const TASKS: u32 = 8;

/// What the caller must do next.
pub fn get(cx: &mut Context<'_>, _: Call<GetHome>) -> Result<Home> {
    let who = cx.who()?.clone();
    let moment = Moment { now: cx.now(), today: cx.today(), language: cx.language() };
    let grants = &who.actor.grants;
    let at = |role: Role| grants.iter().filter(move |grant| grant.role == role).map(|grant| grant.unit_id);
    let runs: Option<UnitId> = at(Role::Secretary).chain(at(Role::Scribe)).next();
    let own = runs.or_else(|| at(Role::Member).next());
    let above: Vec<UnitId> = at(Role::StandingMember).chain(at(Role::Office)).chain(at(Role::Inspector)).collect();
    let meetings = {
        let mut units = above.clone();
        units.extend(own);
        units.extend(&who.actor.supervised);
        load::near(cx.conn, &units, moment)?
    };
    let mut todos = Vec::new();
    let next = own.and_then(|unit_id| branch::next(&meetings, unit_id, moment.today));
    let next = next.filter(|one| runs.is_some() || one.row.status.visible_to_members());
    let mut preparation = Vec::new();
    if let Some(unit_id) = runs {
        todos.extend(branch::todos(cx.conn, &meetings, unit_id, moment)?);
        // What has begun is prepared.
        if let Some(next) = next.filter(|next| next.row.status != MeetingStatus::InSession) {
            preparation = branch::preparation(cx.conn, &meetings, next, moment)?;
        }
    }
    todos.extend(supervisor::todos(&meetings, &who.actor.supervised, moment));
    todos.extend(for_committee(cx, &meetings, runs, &above, moment)?);
    if who.actor.has(Role::Admin) {
        todos.extend(admin::todos(cx.conn)?);
    }
    let rows = open_tasks(cx, runs, who.actor.member_id.is_some())?;
    if runs.is_none() {
        todos.extend(member::attend(next, moment));
        todos.extend(member::tasks(&rows));
    }
    todos.sort_by_key(|todo| (todo.due_on.is_none(), todo.due_on));
    let figures = match own.zip(Period::whole(moment.today.year())) {
        Some((unit_id, this_year)) => {
            let line = overview::branch_line(cx.conn, &who.actor, moment.today, this_year, unit_id)?;
            vec![line.schedule, line.thematic, line.attendance, line.tasks]
        }
        None => Vec::new(),
    };
    let held: Vec<&Near> = meetings
        .iter()
        .filter(|one| Some(one.row.unit_id) == own && one.row.kind != MeetingKind::Preparatory && one.row.status.held())
        .collect();
    Ok(Home {
        role: role(cx, grants)?,
        today: moment.today,
        now: moment.now,
        next_meeting: next.map(|next| next.row.clone()),
        preparation,
        todos,
        tasks: rows,
        last_meeting: last::last(cx.conn, &held, runs.is_none(), moment.language)?,
        figures,
        name: who.name,
    })
}

/// What the committee's own members and office see of all branches.
fn for_committee(
    cx: &mut Context<'_>,
    meetings: &[Near],
    runs: Option<UnitId>,
    above: &[UnitId],
    moment: Moment,
) -> Result<Vec<Todo>> {
    let actor = cx.who()?.actor.clone();
    let watched = if above.is_empty() { actor.supervised.clone() } else { above.to_vec() };
    if watched.is_empty() {
        return Ok(Vec::new());
    }
    let branches: Vec<(UnitId, String, NaiveDate)> = committee::branches(cx.conn, &watched, moment.today)?;
    let mut todos = supervisor::without_meeting(meetings, &branches, moment);
    if actor.has(Role::StandingMember) {
        todos.extend(committee::decide(meetings, moment));
        todos.extend(committee::without_supervisor(cx.conn, &branches, moment)?);
    }
    // Nobody is reminded of the branch that they run themselves: its own list says what to do.
    todos.retain(|todo| todo.kind != TodoKind::RemindBranch || runs.is_none() || todo.unit_id != runs);
    Ok(todos)
}

/// Open tasks: all of the branch for those who run it, else the caller's own.
fn open_tasks(cx: &mut Context<'_>, runs: Option<UnitId>, is_member: bool) -> Result<Vec<TaskRow>> {
    if runs.is_none() && !is_member {
        return Ok(Vec::new());
    }
    let query = TaskQuery {
        unit_id: runs,
        mine: runs.is_none().then_some(true),
        status: Some(TaskStatus::Open),
        limit: Some(TASKS),
        ..TaskQuery::default()
    };
    Ok(tasks::page(cx, &query)?.items)
}

/// The roles and their units, in words.
fn role(cx: &mut Context<'_>, grants: &[Grant]) -> Result<String> {
    let mut texts = Vec::new();
    let states = States::of(cx.conn, grants.iter().map(|grant| grant.unit_id))?;
    for grant in grants {
        let name = states.name(grant.unit_id, cx.today());
        texts.push(format!("{} · {name}", grant.role.label(cx.language())));
    }
    Ok(texts.join("; "))
}
