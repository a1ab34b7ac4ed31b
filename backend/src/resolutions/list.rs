//! The resolutions and conclusions of the branches that the caller may see.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use shared::access::Action;
use shared::api::Page;
use shared::api::task::{ListResolutions, ResolutionRow};
use shared::id::{MeetingId, ResolutionId};
use shared::meeting::TaskStatus;
use shared::time;

use super::ResolutionRecord;
use crate::db::Conn;
use crate::db::schema::{meeting, resolution, task, task_report};
use crate::http::{Call, Context, Paging, Result, below, in_scope, whole_year};
use crate::tasks::with_latest;
use crate::units::States;

type Key = (NaiveDateTime, ResolutionId);

/// A resolution, and when its meeting began and was to begin.
type Row = (ResolutionRecord, Option<NaiveDateTime>, NaiveDateTime);

/// Newest first; of a year: of that year's meetings, whenever the conclusion was entered.
pub fn list(cx: &mut Context<'_>, call: Call<ListResolutions>) -> Result<Page<ResolutionRow>> {
    let query = call.query;
    let paging = Paging::<Key>::new(query.cursor.as_deref(), query.limit)?;
    let scope = cx.scope(Action::TaskRead)?;
    let mut resolutions = resolution::table
        .inner_join(meeting::table)
        .filter(resolution::unit_id.eq_any(in_scope(&scope)))
        .order((resolution::issued_at.desc(), resolution::id.desc()))
        .limit(paging.rows())
        .select((ResolutionRecord::as_select(), meeting::started_at, meeting::scheduled_at))
        .into_boxed();
    if let Some(unit) = query.unit_id {
        resolutions = resolutions.filter(resolution::unit_id.eq_any(below(vec![unit], scope.day)));
    }
    if let Some(year) = query.year {
        let lasts = whole_year(year)?.instants();
        let (first, end) = (lasts.start.naive_utc(), lasts.end.naive_utc());
        let began = meeting::started_at.ge(first).and(meeting::started_at.lt(end));
        let planned = meeting::scheduled_at.ge(first).and(meeting::scheduled_at.lt(end));
        resolutions = resolutions.filter(meeting::started_at.is_null().and(planned).or(began));
    }
    if let Some((issued_at, id)) = paging.after {
        let older = resolution::issued_at.lt(issued_at);
        resolutions = resolutions.filter(older.or(resolution::issued_at.eq(issued_at).and(resolution::id.lt(id))));
    }
    let rows: Vec<Row> = resolutions.load(cx.conn)?;
    let Page { items, next, .. } = paging.page(rows, |(row, ..)| (row.issued_at, row.id));
    let states = States::of(cx.conn, items.iter().map(|(row, ..)| row.unit_id))?;
    let tasks = tasks(cx.conn, items.iter().map(|(row, ..)| row.meeting_id).collect())?;
    let items = items.into_iter().map(|row| shown(row, &states, &tasks)).collect();
    Ok(Page { items, next, total: None })
}

/// How many tasks meetings assigned, by state.
fn tasks(conn: &mut Conn, meetings: Vec<MeetingId>) -> QueryResult<HashMap<(MeetingId, TaskStatus), i64>> {
    let rows: Vec<(MeetingId, Option<TaskStatus>)> = with_latest()
        .filter(task::meeting_id.eq_any(meetings))
        .select((task::meeting_id, task_report::status.nullable()))
        .load(conn)?;
    let mut counted = HashMap::new();
    for (meeting, status) in rows {
        *counted.entry((meeting, status.unwrap_or(TaskStatus::Open))).or_default() += 1;
    }
    Ok(counted)
}

/// With the branch's name as it was on the meeting's day, and the tasks.
fn shown(
    (row, started_at, scheduled_at): Row,
    states: &States,
    tasks: &HashMap<(MeetingId, TaskStatus), i64>,
) -> ResolutionRow {
    let day = time::local_date(started_at.unwrap_or(scheduled_at).and_utc());
    let count = |status| tasks.get(&(row.meeting_id, status)).copied().unwrap_or_default();
    let number = |count| i32::try_from(count).unwrap_or(i32::MAX);
    let all = TaskStatus::ALL.iter().map(|status| count(*status)).sum();
    let done = count(TaskStatus::Done);
    let unit_name = states.name(row.unit_id, day).to_owned();
    row.row(unit_name, number(all), number(done))
}
