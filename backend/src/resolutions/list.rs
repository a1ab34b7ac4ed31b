//! The resolutions and conclusions of the branches that the caller may see.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use diesel::prelude::*;
use shared::access::Action;
use shared::api::Page;
use shared::api::task::{ListResolutions, ResolutionRow};
use shared::id::{MeetingId, ResolutionId};
use shared::meeting::TaskStatus;
use shared::problem::Code;
use shared::time;

use super::ResolutionRecord;
use crate::db::Conn;
use crate::db::schema::{resolution, task, task_report};
use crate::http::{Call, Context, Error, Paging, Result, below, in_scope};
use crate::tasks::with_latest;
use crate::units::States;

type Key = (NaiveDateTime, ResolutionId);

/// Newest first.
pub fn list(cx: &mut Context<'_>, call: Call<ListResolutions>) -> Result<Page<ResolutionRow>> {
    let query = call.query;
    let paging = Paging::<Key>::new(query.cursor.as_deref(), query.limit)?;
    let scope = cx.scope(Action::TaskRead)?;
    let mut resolutions = resolution::table
        .filter(resolution::unit_id.eq_any(in_scope(&scope)))
        .order((resolution::issued_at.desc(), resolution::id.desc()))
        .limit(paging.rows())
        .select(ResolutionRecord::as_select())
        .into_boxed();
    if let Some(unit) = query.unit_id {
        resolutions = resolutions.filter(resolution::unit_id.eq_any(below(vec![unit], scope.day)));
    }
    if let Some(year) = query.year {
        let (first, end) = bounds(year)?;
        resolutions = resolutions.filter(resolution::issued_at.ge(first)).filter(resolution::issued_at.lt(end));
    }
    if let Some((issued_at, id)) = paging.after {
        let older = resolution::issued_at.lt(issued_at);
        resolutions = resolutions.filter(older.or(resolution::issued_at.eq(issued_at).and(resolution::id.lt(id))));
    }
    let rows: Vec<ResolutionRecord> = resolutions.load(cx.conn)?;
    let Page { items, next, .. } = paging.page(rows, |row| (row.issued_at, row.id));
    let states = States::of(cx.conn, items.iter().map(|row| row.unit_id))?;
    let tasks = tasks(cx.conn, items.iter().map(|row| row.meeting_id).collect())?;
    let items = items.into_iter().map(|row| with_tasks(row, &states, &tasks)).collect();
    Ok(Page { items, next, total: None })
}

/// From when to before when a year lasts in Vietnam, in UTC.
fn bounds(year: i32) -> Result<(NaiveDateTime, NaiveDateTime)> {
    let begin = |year| {
        NaiveDate::from_ymd_opt(year, 1, 1)
            .filter(|day| time::of_our_times(*day))
            .map(|day| time::from_local(day.and_time(NaiveTime::MIN)).naive_utc())
    };
    let next = year.checked_add(1);
    begin(year)
        .zip(next.and_then(begin))
        .ok_or_else(|| Error { code: Code::BadQuery, ..Error::field("query/year", Code::OutOfRange) })
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

fn with_tasks(row: ResolutionRecord, states: &States, tasks: &HashMap<(MeetingId, TaskStatus), i64>) -> ResolutionRow {
    let count = |status| tasks.get(&(row.meeting_id, status)).copied().unwrap_or_default();
    let number = |count| i32::try_from(count).unwrap_or(i32::MAX);
    let all = TaskStatus::ALL.iter().map(|status| count(*status)).sum();
    let done = count(TaskStatus::Done);
    let unit_name = states.name(row.unit_id, time::local_date(row.issued_at.and_utc())).to_owned();
    row.row(unit_name, number(all), number(done))
}
