//! Start and end: a start opens the session and fixes the roll call.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use diesel::prelude::*;
use shared::api::meeting::MeetingPatch;
use shared::id::MemberId;
use shared::meeting::calendar::minutes_between;
use shared::meeting::{AttendanceState, MeetingStatus};
use shared::problem::Code;
use shared::time::local_date;

use super::super::moment::moment;
use super::super::rows::AttendanceRecord;
use super::super::view::{Person, roster};
use super::Work;
use crate::db::insert_all;
use crate::db::schema::{agenda_item, attendance, opinion, resolution, task, vote};
use crate::http::Result;
use crate::units::branch_on;

/// How far ahead of ours the clock of a phone may be.
const CLOCK_AHEAD: TimeDelta = TimeDelta::days(1);

/// Writes start and end, and the state that follows from them.
pub(super) fn write(work: &mut Work<'_, '_>, patch: &MeetingPatch) -> Result<()> {
    let started = given(work, "/started_at", patch.started_at, work.record.started_at);
    let ended = given(work, "/ended_at", patch.ended_at, work.record.ended_at);
    check_order(work, patch, started, ended);
    let (was_started, was_ended) = (work.record.started_at, work.record.ended_at);
    if started != was_started {
        let is_wrong = work.writing.errors.0.iter().any(|(pointer, _)| pointer == "/started_at");
        if let Some(at) = started.filter(|_| !is_wrong) {
            let (unit_id, day) = (work.record.unit_id, local_date(at.and_utc()));
            let (states, _) = branch_on(work.conn(), unit_id, day)?;
            states.check_day(&mut work.writing.errors, "/started_at", unit_id, day);
        }
        let day = work.record.day();
        match (was_started, started) {
            (None, Some(_)) => open(work, started)?,
            (_, None) => close(work)?,
            (Some(_), Some(_)) => work.record.started_at = started,
        }
        // Held on another day, it has the people of that day.
        if was_started.is_some() && started.is_some() && work.record.day() != day {
            call_roll(work)?;
        }
        work.writing.note("started_at", &was_started.map(|at| at.and_utc()), &started.map(|at| at.and_utc()))?;
    }
    if ended != was_ended {
        work.record.ended_at = ended;
        work.writing.note("ended_at", &was_ended.map(|at| at.and_utc()), &ended.map(|at| at.and_utc()))?;
    }
    Ok(())
}

/// The moment after the write; what can't be is noted and left as it was.
fn given(
    work: &mut Work<'_, '_>,
    pointer: &str,
    patch: Option<Option<DateTime<Utc>>>,
    before: Option<NaiveDateTime>,
) -> Option<NaiveDateTime> {
    let Some(at) = patch else { return before };
    let latest = work.cx.now().naive_utc() + CLOCK_AHEAD;
    let at = at.map(|at| moment(&mut work.writing.errors, pointer, at));
    work.writing.errors.add_if(at.is_some_and(|at| at > latest), pointer, Code::InFuture);
    at
}

fn check_order(
    work: &mut Work<'_, '_>,
    patch: &MeetingPatch,
    started: Option<NaiveDateTime>,
    ended: Option<NaiveDateTime>,
) {
    if !work.writing.errors.0.is_empty() || (patch.started_at.is_none() && patch.ended_at.is_none()) {
        return;
    }
    let pointer = if patch.ended_at.flatten().is_some() { "/ended_at" } else { "/started_at" };
    match (started, ended) {
        (Some(started), Some(ended)) if ended <= started => work.writing.errors.add(pointer, Code::EndBeforeStart),
        (Some(started), Some(ended)) if minutes_between(started, ended).is_none() => {
            work.writing.errors.add(pointer, Code::OutOfRange);
        }
        (None, Some(_)) => work.writing.errors.add("/started_at", Code::Required),
        _ => {}
    }
}

/// From now on the roll call holds everybody as on the day, present unless said otherwise.
fn open(work: &mut Work<'_, '_>, started: Option<NaiveDateTime>) -> Result<()> {
    work.record.started_at = started;
    work.record.status = MeetingStatus::InSession;
    call_roll(work)
}

/// Everybody who is there on the meeting's day has a row: what is known of somebody stays, others are present.
fn call_roll(work: &mut Work<'_, '_>) -> Result<()> {
    let id = work.record.id;
    let people = roster(work.cx.conn, &work.record)?;
    let mut known: HashMap<MemberId, AttendanceRecord> =
        AttendanceRecord::of(work.cx.conn, id)?.into_iter().map(|row| (row.member_id, row)).collect();
    let (mut asked, mut new) = (Vec::new(), Vec::new());
    for Person { id: member_id, kind, status, .. } in &people {
        let (kind, status) = (*kind, *status);
        match known.remove(member_id) {
            Some(row) => asked.push(AttendanceRecord { kind, status, ..row }),
            None => new.push(AttendanceRecord {
                meeting_id: id,
                member_id: *member_id,
                kind,
                status,
                state: AttendanceState::Present,
                reason: String::new(),
            }),
        }
    }
    insert_all!(work.cx.conn, attendance::table, new)?;
    // Those who asked for leave are few.
    for row in asked {
        row.save(work.cx.conn)?;
    }
    work.on_roll = people.iter().map(|person| person.id).collect();
    // Somebody who asked for leave, and has left the branch since or isn't there on this day.
    for (left, asked) in known {
        AttendanceRecord::remove(work.cx.conn, (id, left))?;
        work.writing.note(format!("attendance/{left}"), &asked, &())?;
    }
    work.people = people.into_iter().map(|person| (person.id, person)).collect();
    Ok(())
}

/// Takes back a start that was a slip: only while nothing is in the minutes.
fn close(work: &mut Work<'_, '_>) -> Result<()> {
    if anything_recorded(work)? {
        return Err(Code::WrongState.into());
    }
    work.record.started_at = None;
    work.record.status =
        if work.record.announced_at.is_some() { MeetingStatus::Announced } else { MeetingStatus::Planned };
    diesel::delete(
        attendance::table
            .filter(attendance::meeting_id.eq(work.record.id))
            .filter(attendance::state.eq(AttendanceState::Present)),
    )
    .execute(work.cx.conn)?;
    Ok(())
}

fn anything_recorded(work: &mut Work<'_, '_>) -> Result<bool> {
    let (id, conn) = (work.record.id, work.conn());
    let opinions: i64 = opinion::table.filter(opinion::meeting_id.eq(id)).count().get_result(conn)?;
    let votes: i64 = vote::table.filter(vote::meeting_id.eq(id)).count().get_result(conn)?;
    let tasks: i64 = task::table.filter(task::meeting_id.eq(id)).count().get_result(conn)?;
    let resolutions: i64 = resolution::table.filter(resolution::meeting_id.eq(id)).count().get_result(conn)?;
    let items: i64 = agenda_item::table
        .filter(agenda_item::meeting_id.eq(id))
        .filter(agenda_item::done.eq(true).or(agenda_item::outcome.ne("")))
        .count()
        .get_result(conn)?;
    Ok(opinions + votes + tasks + resolutions + items > 0)
}
