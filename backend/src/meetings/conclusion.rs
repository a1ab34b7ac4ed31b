//! Concluding a meeting, which issues its resolution, and taking the conclusion back.

use diesel::prelude::*;
use shared::api::meeting::{ConcludeMeeting, Conclusion, ReopenMeeting, ResolutionDraft, Saved};
use shared::id::{MeetingId, ResolutionId, TaskId};
use shared::meeting::previous::answered_for;
use shared::meeting::{MeetingKind, MeetingStatus, ResolutionKind};
use shared::problem::{Code, FieldErrors};
use uuid::Uuid;

use super::record::MeetingRecord;
use super::{draft, limits, scores, view};
use crate::db::schema::{resolution, task};
use crate::db::{Conn, lock_rulebook, lock_unit};
use crate::http::{Call, Context, Error, Result, check};
use crate::resolutions::ResolutionRecord;
use crate::rules::{book, sheet_on};
use crate::tasks::{self, Concluded};
use crate::units::term_on;

/// Closes roll call and minutes, issues the resolution and assigns the tasks.
pub fn conclude(cx: &mut Context<'_>, call: Call<ConcludeMeeting>) -> Result<Saved> {
    let mut record = MeetingRecord::claim(cx, call.path)?;
    record.expect(MeetingStatus::InSession)?;
    let Conclusion { resolution, without_resolution } = call.body;
    let resolution = match resolution {
        None if without_resolution => None,
        None => draft::of(cx.conn, &record)?,
        given => given,
    };
    let mut errors = checked(cx, record.id, resolution.is_some())?;
    validate(&mut errors, &record, resolution.as_ref(), without_resolution);
    check(errors)?;
    match &resolution {
        Some(text) => {
            issue(cx, &record, text)?;
            draft::forget(cx.conn, record.id)?;
        }
        None => withdraw(cx, &record)?,
    }
    diesel::update(task::table.filter(task::meeting_id.eq(record.id))).set(task::drafted.eq(false)).execute(cx.conn)?;
    record.concluded_at = Some(cx.now().naive_utc());
    // From now on the meeting keeps its sheet, whatever is chosen later; not while somebody is choosing.
    lock_rulebook(cx.conn)?;
    record.sheet_id = sheet_on(cx.conn, record.unit_id, record.day())?.to_string();
    let saved = record.enter(cx, MeetingStatus::Concluded)?;
    settle(cx.conn, &record)?;
    scores::follow_sheet(cx, &record)?;
    Ok(saved)
}

/// Notes which tasks a concluded meeting has reported, and which it answers for in its score. Who prepares a meeting hears
/// of them only.
///
/// # Errors
/// The database's.
pub fn settle(conn: &mut Conn, record: &MeetingRecord) -> Result<()> {
    let Some(at) = record.concluded_at.filter(|_| record.kind != MeetingKind::Preparatory) else { return Ok(()) };
    let meeting = view::assemble(conn, record)?;
    let listed: Vec<TaskId> = meeting.previous_tasks.iter().map(|task| task.id).collect();
    let answered_for: Vec<TaskId> = answered_for(&meeting).map(|task| task.id).collect();
    let of = Concluded {
        id: record.id,
        unit_id: record.unit_id,
        month: (record.year, record.month),
        scheduled_at: record.scheduled_at,
        at,
    };
    Ok(tasks::settle(conn, of, &listed, &answered_for)?)
}

/// Opens the minutes again; the resolution keeps its number, and what was assigned stays assigned.
pub fn reopen(cx: &mut Context<'_>, call: Call<ReopenMeeting>) -> Result<Saved> {
    let mut record = MeetingRecord::claim(cx, call.path)?;
    record.expect(MeetingStatus::Concluded)?;
    record.concluded_at = None;
    record.sheet_id.clear();
    tasks::unsettle(cx.conn, record.id)?;
    record.enter(cx, MeetingStatus::InSession)
}

/// What keeps the minutes of a meeting open, whoever wants to close them: at its conclusion, its submission, its lock.
/// `resolves`: it issues a resolution, or has.
///
/// # Errors
/// The database's.
pub(super) fn checked(cx: &mut Context<'_>, id: MeetingId, resolves: bool) -> Result<FieldErrors> {
    let (meeting, book) = (view::load(cx.conn, id)?, book(cx.conn)?);
    let missing = || Error::internal("a meeting names rules that aren't in the rulebook");
    let rules = book.rule_set_of(meeting.rules.as_str()).ok_or_else(missing)?;
    Ok(shared::meeting::check::check(&meeting, &rules.value, resolves))
}

/// The same for a meeting that is concluded: its resolution is issued, or there is none.
///
/// # Errors
/// What is wrong, by its field; the database's.
pub(super) fn refuse_contradictions(cx: &mut Context<'_>, id: MeetingId) -> Result<()> {
    let issued = ResolutionRecord::of(cx.conn, id)?;
    check(checked(cx, id, issued.is_some())?)
}

/// What is wrong with the body, by its place there.
fn validate(errors: &mut FieldErrors, record: &MeetingRecord, text: Option<&ResolutionDraft>, without: bool) {
    let Some(text) = text else { return };
    if record.kind == MeetingKind::Preparatory {
        errors.0.retain(|(pointer, _)| pointer != "/resolution");
        return errors.add("/resolution", Code::UnknownReference);
    }
    errors.add_if(without, "/without_resolution", Code::WrongState);
    errors.text("/resolution/title", &text.title, limits::TITLE);
    errors.optional_text("/resolution/assessment", &text.assessment, limits::TEXT);
    errors.optional_text("/resolution/direction", &text.direction, limits::TEXT);
    errors.optional_text("/resolution/execution", &text.execution, limits::TEXT);
}

/// Takes back the resolution that was issued before the minutes were reopened. Its number must be the last of its kind:
/// another would leave a gap.
fn withdraw(cx: &mut Context<'_>, record: &MeetingRecord) -> Result<()> {
    let Some(issued) = ResolutionRecord::of(cx.conn, record.id)? else { return Ok(()) };
    lock_unit(cx.conn, record.unit_id)?;
    let later: i64 = resolution::table
        .filter(resolution::unit_id.eq(record.unit_id))
        .filter(resolution::kind.eq(issued.kind))
        .filter(resolution::term_starts_on.eq(issued.term_starts_on))
        .filter(resolution::number.gt(issued.number))
        .count()
        .get_result(cx.conn)?;
    if later > 0 {
        return Err(Error::field("/without_resolution", Code::WrongState));
    }
    diesel::delete(resolution::table.find(issued.id)).execute(cx.conn)?;
    cx.note(record.id, record.version, "resolution", &issued, &())
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
