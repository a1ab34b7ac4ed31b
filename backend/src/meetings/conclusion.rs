//! Concluding a meeting, which issues its resolution, and taking the conclusion back.

use diesel::prelude::*;
use shared::api::meeting::{ConcludeMeeting, Conclusion, ReopenMeeting, ResolutionDraft, Saved};
use shared::id::{MeetingId, MemberId, ResolutionId};
use shared::meeting::attendance::lacks_reason;
use shared::meeting::calendar::minutes_between;
use shared::meeting::{MeetingKind, MeetingStatus, ResolutionKind};
use shared::problem::{Code, FieldErrors};
use uuid::Uuid;

use super::record::MeetingRecord;
use super::rows::AttendanceRecord;
use super::{draft, limits};
use crate::db::schema::{resolution, task};
use crate::db::{Conn, lock_unit};
use crate::http::{Call, Context, Error, Result, check};
use crate::resolutions::ResolutionRecord;
use crate::units::term_on;

/// Closes roll call and minutes, issues the resolution and assigns the tasks.
pub fn conclude(cx: &mut Context<'_>, call: Call<ConcludeMeeting>) -> Result<Saved> {
    let mut record = MeetingRecord::claim(cx, call.path)?;
    record.expect(MeetingStatus::InSession)?;
    let conclusion = match call.body.resolution {
        None => Conclusion { resolution: draft::of(cx.conn, &record)? },
        given => Conclusion { resolution: given },
    };
    validate(&record, &conclusion, &unexplained(cx.conn, record.id)?)?;
    if let Some(text) = &conclusion.resolution {
        issue(cx, &record, text)?;
        draft::forget(cx.conn, record.id)?;
    }
    diesel::update(task::table.filter(task::meeting_id.eq(record.id))).set(task::drafted.eq(false)).execute(cx.conn)?;
    record.concluded_at = Some(cx.now().naive_utc());
    record.enter(cx, MeetingStatus::Concluded)
}

/// Opens the minutes again; the resolution keeps its number, and what was assigned stays assigned.
pub fn reopen(cx: &mut Context<'_>, call: Call<ReopenMeeting>) -> Result<Saved> {
    let mut record = MeetingRecord::claim(cx, call.path)?;
    record.expect(MeetingStatus::Concluded)?;
    record.concluded_at = None;
    record.enter(cx, MeetingStatus::InSession)
}

/// What the minutes lack is named by its field in the meeting, the rest by its place in the body.
fn validate(record: &MeetingRecord, conclusion: &Conclusion, unexplained: &[MemberId]) -> Result<()> {
    let mut errors = FieldErrors::default();
    for member in unexplained {
        errors.add(format!("/attendance/{member}/reason"), Code::ReasonNeeded);
    }
    errors.add_if(record.chair_id.is_none(), "/chair_id", Code::Required);
    errors.add_if(record.started_at.is_none(), "/started_at", Code::Required);
    errors.add_if(record.ended_at.is_none(), "/ended_at", Code::Required);
    if let (Some(started), Some(ended)) = (record.started_at, record.ended_at) {
        errors.add_if(minutes_between(started, ended).is_none(), "/ended_at", Code::EndBeforeStart);
    }
    let preparatory = record.kind == MeetingKind::Preparatory;
    match &conclusion.resolution {
        Some(_) if preparatory => errors.add("/resolution", Code::UnknownReference),
        None => {}
        Some(draft) => {
            errors.text("/resolution/title", &draft.title, limits::TITLE);
            errors.optional_text("/resolution/assessment", &draft.assessment, limits::TEXT);
            errors.optional_text("/resolution/direction", &draft.direction, limits::TEXT);
            errors.optional_text("/resolution/execution", &draft.execution, limits::TEXT);
        }
    }
    check(errors)
}

/// Who is marked as excused without a reason.
fn unexplained(conn: &mut Conn, id: MeetingId) -> Result<Vec<MemberId>> {
    let rows = AttendanceRecord::of(conn, id)?.into_iter();
    let lacks = |row: &AttendanceRecord| lacks_reason(row.status, row.state, &row.reason);
    Ok(rows.filter(lacks).map(|row| row.member_id).collect())
}

/// Issues the meeting's resolution, or writes it anew under the number that it has.
fn issue(cx: &mut Context<'_>, record: &MeetingRecord, draft: &ResolutionDraft) -> Result<()> {
    let before = ResolutionRecord::of(cx.conn, record.id)?;
    let issued = match before.clone() {
        // Another kind would have another number, and leave a gap where this one was.
        Some(issued) if issued.kind != draft.kind => return Err(Error::field("/resolution/kind", Code::WrongState)),
        Some(issued) => issued,
        None => {
            let (term_starts_on, number) = next_number(cx.conn, record, draft.kind)?;
            let (id, issued_at) = (ResolutionId(Uuid::now_v7()), cx.now().naive_utc());
            ResolutionRecord::new(id, record.unit_id, record.id, draft.kind, (term_starts_on, number), issued_at)
        }
    };
    let issued = ResolutionRecord {
        title: draft.title.trim().to_owned(),
        assessment: draft.assessment.clone(),
        direction: draft.direction.clone(),
        execution: draft.execution.clone(),
        ..issued
    };
    issued.save(cx.conn)?;
    cx.note(record.id, record.version, "resolution", &before, &issued)
}

/// Numbers run per branch, kind and the term of the meeting's day from 1 without gaps (HD 36-HD/VPTW of 03/4/2018; HD 05-HD/VPTW of
/// 27/5/2026). Two meetings of a branch that are concluded at once take turns.
fn next_number(conn: &mut Conn, record: &MeetingRecord, kind: ResolutionKind) -> Result<(chrono::NaiveDate, i32)> {
    let unit_id = record.unit_id;
    lock_unit(conn, unit_id)?;
    let term = term_on(conn, unit_id, record.day())?;
    let last: Option<i32> = resolution::table
        .filter(resolution::unit_id.eq(unit_id))
        .filter(resolution::kind.eq(kind))
        .filter(resolution::term_starts_on.eq(term))
        .select(diesel::dsl::max(resolution::number))
        .first(conn)?;
    Ok((term, last.unwrap_or(0) + 1))
}
