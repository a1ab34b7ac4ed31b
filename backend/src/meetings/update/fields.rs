//! The meeting's own fields, apart from its times.

use shared::api::meeting::{FocalIssue, MeetingPatch};
use shared::meeting::MeetingKind;
use shared::problem::{Code, FieldErrors};
use shared::time::local_date;

use super::super::draft;
use super::super::moment::moment;
use super::super::plan::check_regular_date;
use super::super::view::focal_issue;
use super::super::{limits, record::MeetingRecord};
use super::Work;
use crate::http::Result;
use crate::units::branch_on;

/// Longest time for self-criticism, in minutes: a day.
const DAY_MINUTES: i32 = 24 * 60;

/// Writes the fields that are there and differ.
pub(super) fn write(work: &mut Work<'_, '_>, patch: &MeetingPatch) -> Result<()> {
    let fits = work.checked(|work| check(&mut work.writing.errors, patch));
    let topic = patch.thematic_topic.as_deref().map(str::trim);
    limits::thematic_topic(&mut work.writing.errors, work.record.kind, topic.unwrap_or_default());
    // The day first: it decides who is there.
    write_schedule(work, patch)?;
    work.check_member("/chair_id", patch.chair_id.flatten());
    work.check_member("/secretary_id", patch.secretary_id.flatten());
    let before = focal_issue(&work.record);
    if let Some(issue) = patch.focal_issue.clone().filter(|issue| *issue != before) {
        work.writing.note("focal_issue", &before, &issue)?;
        let FocalIssue { title, sector, problem, aim, expected_result } = issue;
        let record = &mut work.record;
        (record.focal_title, record.focal_sector, record.focal_problem) = (title, sector, problem);
        (record.focal_aim, record.focal_expected) = (aim, expected_result);
    }
    set(work, "thematic_topic", topic.map(str::to_owned).as_ref(), |record| &mut record.thematic_topic)?;
    set(work, "place", patch.place.as_ref(), |record| &mut record.place)?;
    set(work, "chair_id", patch.chair_id.as_ref(), |record| &mut record.chair_id)?;
    set(work, "secretary_id", patch.secretary_id.as_ref(), |record| &mut record.secretary_id)?;
    set(work, "guests", patch.guests.as_ref(), |record| &mut record.guests)?;
    set(work, "supervisor_attended", patch.supervisor_attended.as_ref(), |record| &mut record.supervisor_attended)?;
    if let Some(prepared) = patch.draft_resolution.as_ref().filter(|_| fits) {
        draft::follow(work.cx.conn, work.record.id, &work.record.draft_resolution, prepared)?;
    }
    set(work, "draft_resolution", patch.draft_resolution.as_ref(), |record| &mut record.draft_resolution)?;
    set(work, "self_criticism_minutes", patch.self_criticism_minutes.as_ref(), |record| {
        &mut record.self_criticism_minutes
    })?;
    set(work, "innovation", patch.innovation.as_ref(), |record| &mut record.innovation)?;
    set(work, "minutes_adopted", patch.minutes_adopted.as_ref(), |record| &mut record.minutes_adopted)
}

fn check(errors: &mut FieldErrors, patch: &MeetingPatch) {
    let mut text = |pointer: &str, value: &Option<String>, max: usize| {
        errors.optional_text(pointer, value.as_deref().unwrap_or_default(), max);
    };
    text("/place", &patch.place, limits::TITLE);
    text("/moved_reason", &patch.moved_reason, limits::TITLE);
    text("/guests", &patch.guests, limits::TEXT);
    text("/draft_resolution", &patch.draft_resolution, limits::TEXT);
    text("/innovation", &patch.innovation, limits::TEXT);
    if let Some(issue) = &patch.focal_issue {
        limits::focal_issue(errors, issue);
    }
    let minutes = patch.self_criticism_minutes.flatten();
    let possible = minutes.is_none_or(|minutes| (0..=DAY_MINUTES).contains(&minutes));
    errors.add_if(!possible, "/self_criticism_minutes", Code::OutOfRange);
}

/// The date and why it was moved: what is left of both must fit the branch's fixed day.
fn write_schedule(work: &mut Work<'_, '_>, patch: &MeetingPatch) -> Result<()> {
    if patch.scheduled_at.is_none() && patch.moved_reason.is_none() {
        return Ok(());
    }
    let mut scheduled_at = work.record.scheduled_at;
    if let Some(given) = patch.scheduled_at {
        let possible = work.checked(|work| scheduled_at = moment(&mut work.writing.errors, "/scheduled_at", given));
        if !possible {
            return Ok(());
        }
    }
    let reason = patch.moved_reason.clone().unwrap_or_else(|| work.record.moved_reason.clone());
    let (unit_id, day) = (work.record.unit_id, local_date(scheduled_at.and_utc()));
    let (states, state) = branch_on(work.conn(), unit_id, day)?;
    states.check_day(&mut work.writing.errors, "/scheduled_at", unit_id, day);
    if work.record.kind == MeetingKind::Regular {
        let fixed_day = state.fixed_day.unwrap_or(1);
        let month = (work.record.year, work.record.month);
        check_regular_date(&mut work.writing.errors, scheduled_at, month, fixed_day, &reason);
    }
    let before = work.record.scheduled_at;
    if scheduled_at != before {
        work.record.scheduled_at = scheduled_at;
        work.renew_people()?;
        work.writing.note("scheduled_at", &before.and_utc(), &scheduled_at.and_utc())?;
    }
    set(work, "moved_reason", Some(&reason), |record| &mut record.moved_reason)
}

/// Sets a column if a value is there and differs.
fn set<T: Clone + PartialEq + serde::Serialize>(
    work: &mut Work<'_, '_>,
    path: &str,
    value: Option<&T>,
    column: impl FnOnce(&mut MeetingRecord) -> &mut T,
) -> Result<()> {
    let Some(value) = value else { return Ok(()) };
    let column = column(&mut work.record);
    if column == value {
        return Ok(());
    }
    let before = std::mem::replace(column, value.clone());
    work.writing.note(path, &before, value)
}
