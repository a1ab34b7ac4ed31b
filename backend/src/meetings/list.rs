//! Meetings by date.

use std::collections::{HashMap, HashSet};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use diesel::prelude::*;
use shared::access::{Action, Role};
use shared::api::Page;
use shared::api::meeting::{ListMeetings, MeetingQuery, MeetingRow};
use shared::evaluation::MeetingGrade;
use shared::id::{MeetingId, UnitId};
use shared::meeting::{MeetingKind, MeetingStatus, Scorer};
use shared::problem::Code;
use shared::time::{from_local, local_date, of_our_times};
use shared::unit::Sector;

use super::view::Audience;
use crate::db::schema::{meeting, score, unit};
use crate::db::{Backend, Conn};
use crate::http::{Call, Context, Error, Paging, Result, Scope, below, in_scope};
use crate::units::States;

type Key = (NaiveDateTime, MeetingId);
type Columns = (
    (MeetingId, UnitId),
    (MeetingKind, MeetingStatus, i32, i32, NaiveDateTime),
    (String, String, Option<Sector>, Option<MeetingId>, String),
);

/// The earliest first. Ordinary members don't see plans, nor scores before they are decided.
pub fn list(cx: &mut Context<'_>, call: Call<ListMeetings>) -> Result<Page<MeetingRow>> {
    cx.scope(Action::MeetingRead)?;
    let staff = cx.scope_as(Action::MeetingRead, |role| role != Role::Member)?;
    let members = cx.scope_as(Action::MeetingRead, |role| role == Role::Member)?;
    let paging = Paging::<Key>::new(call.query.cursor.as_deref(), call.query.limit)?;
    let rows = load(cx.conn, &call.query, &paging, &staff, &members)?;
    let mut page = paging.page(rows, |row| (row.scheduled_at.naive_utc(), row.id));
    add_scores(cx.conn, &mut page.items, &staff)?;
    Ok(page)
}

fn load(
    conn: &mut Conn,
    asked: &MeetingQuery,
    paging: &Paging<Key>,
    staff: &Scope,
    members: &Scope,
) -> Result<Vec<MeetingRow>> {
    let announced = meeting::status.ne(MeetingStatus::Planned).and(meeting::unit_id.eq_any(in_scope(members)));
    let mut query = meeting::table
        .filter(meeting::unit_id.eq_any(in_scope(staff)).or(announced))
        .order((meeting::scheduled_at, meeting::id))
        .select((
            (meeting::id, meeting::unit_id),
            (meeting::kind, meeting::status, meeting::year, meeting::month, meeting::scheduled_at),
            (
                meeting::place,
                meeting::focal_title,
                meeting::focal_sector,
                meeting::prepares_id,
                meeting::thematic_topic,
            ),
        ))
        .limit(paging.rows())
        .into_boxed::<Backend>();
    if let Some(unit_id) = asked.unit_id {
        query = query.filter(meeting::unit_id.eq_any(below(vec![unit_id], staff.day)));
    }
    if let Some(year) = asked.year {
        query = query.filter(meeting::year.eq(year));
    }
    if let Some(month) = asked.month {
        query = query.filter(meeting::month.eq(month));
    }
    if let Some(kind) = asked.kind {
        query = query.filter(meeting::kind.eq(kind));
    }
    if let Some(status) = asked.status {
        query = query.filter(meeting::status.eq(status));
    }
    if let Some(from) = asked.from {
        query = query.filter(meeting::scheduled_at.ge(midnight("query/from", Some(from))?));
    }
    if let Some(to) = asked.to {
        query = query.filter(meeting::scheduled_at.lt(midnight("query/to", to.succ_opt())?));
    }
    if let Some((at, id)) = paging.after {
        if !of_our_times(at.date()) {
            return Err(bad("query/cursor", Code::WrongFormat));
        }
        let later = meeting::scheduled_at.gt(at);
        query = query.filter(later.or(meeting::scheduled_at.eq(at).and(meeting::id.gt(id))));
    }
    let rows: Vec<Columns> = query.load(conn)?;
    let states = States::of(conn, rows.iter().map(|row| row.0.1))?;
    Ok(rows.into_iter().map(|columns| row(columns, &states)).collect())
}

/// A day's first moment in Vietnam, as UTC.
fn midnight(pointer: &str, day: Option<NaiveDate>) -> Result<NaiveDateTime> {
    let day = day.filter(|day| of_our_times(*day)).ok_or_else(|| bad(pointer, Code::OutOfRange))?;
    Ok(from_local(day.and_time(NaiveTime::MIN)).naive_utc())
}

fn bad(pointer: &str, code: Code) -> Error {
    Error { code: Code::BadQuery, ..Error::field(pointer, code) }
}

/// The meeting with the branch's name of its day.
fn row(columns: Columns, states: &States) -> MeetingRow {
    let ((id, unit_id), (kind, status, year, month, at), texts) = columns;
    let unit_name = states.name(unit_id, local_date(at.and_utc())).to_owned();
    let (place, focal_issue, sector, prepares_id, thematic_topic) = texts;
    MeetingRow {
        id,
        unit_id,
        unit_name,
        kind,
        status,
        year,
        month,
        scheduled_at: at.and_utc(),
        place,
        focal_issue,
        sector,
        points: None,
        out_of: None,
        grade: None,
        prepares_id,
        thematic_topic,
    }
}

/// Gives each row the weightiest score that the caller may see: the committee's before the supervising member's before
/// the branch's own.
fn add_scores(conn: &mut Conn, rows: &mut [MeetingRow], staff: &Scope) -> Result<()> {
    type Weighed = (Scorer, i32, i32, MeetingGrade);
    let ids: Vec<MeetingId> = rows.iter().map(|row| row.id).collect();
    let units: Vec<UnitId> = rows.iter().map(|row| row.unit_id).collect();
    let as_staff: HashSet<UnitId> = unit::table
        .filter(unit::id.eq_any(units))
        .filter(unit::id.eq_any(in_scope(staff)))
        .select(unit::id)
        .load(conn)?
        .into_iter()
        .collect();
    let scores: Vec<(MeetingId, Scorer, i32, i32, MeetingGrade)> = score::table
        .filter(score::meeting_id.eq_any(ids))
        .select((score::meeting_id, score::scorer, score::points, score::out_of, score::grade))
        .load(conn)?;
    let mut by_meeting: HashMap<MeetingId, Vec<Weighed>> = HashMap::new();
    for (id, scorer, points, out_of, grade) in scores {
        by_meeting.entry(id).or_default().push((scorer, points, out_of, grade));
    }
    for row in rows {
        let audience = if as_staff.contains(&row.unit_id) { Audience::Staff } else { Audience::Members };
        let given = by_meeting.remove(&row.id).unwrap_or_default();
        let seen = given.into_iter().filter(|(scorer, ..)| audience.sees_score(*scorer, row.status));
        if let Some((_, points, out_of, grade)) = seen.max_by_key(|(scorer, ..)| *scorer) {
            (row.points, row.out_of, row.grade) = (Some(points), Some(out_of), Some(grade));
        }
    }
    Ok(())
}
