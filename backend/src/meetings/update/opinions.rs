//! What was said.

use std::collections::HashSet;

use shared::api::meeting::{MeetingPatch, OpinionChange};
use shared::id::{AgendaItemId, MeetingId, MemberId, OpinionId};
use shared::meeting::{AttendanceState, OpinionKind};
use shared::problem::Code;

use super::super::limits;
use super::super::rows::{AgendaItemRecord, AttendanceRecord, OpinionRecord};
use super::Work;
use crate::http::Result;

/// Adds, changes and removes opinions.
pub(super) fn write(work: &mut Work<'_, '_>, changes: &[OpinionChange]) -> Result<()> {
    for (index, change) in changes.iter().enumerate() {
        let at = |field: &str| format!("/opinions/{index}/{field}");
        let known = OpinionRecord::find(work.conn(), change.id)?;
        if known.as_ref().is_some_and(|row| row.meeting_id != work.record.id) {
            work.writing.errors.add(at("id"), Code::UnknownReference);
            continue;
        }
        if change.deleted {
            if known.is_some() {
                OpinionRecord::remove(work.conn(), change.id)?;
                work.writing.note(format!("opinions/{}", change.id), &known, &())?;
            }
            continue;
        }
        let before = known.clone();
        let row = merged(work.record.id, change, known);
        let of_other_meeting = match change.agenda_item_id.flatten() {
            Some(item) => !is_item_of(work, item)?,
            None => false,
        };
        let fits = work.checked(|work| {
            work.writing.errors.add_if(before.is_none() && change.kind.is_none(), &at("kind"), Code::Required);
            let nobody = row.member_id.is_none() && row.delegate.trim().is_empty();
            work.writing.errors.add_if(nobody, &at("member_id"), Code::Required);
            work.check_member(&at("member_id"), change.member_id.flatten());
            work.writing.errors.add_if(of_other_meeting, &at("agenda_item_id"), Code::UnknownReference);
            work.writing.errors.optional_text(&at("delegate"), &row.delegate, limits::TITLE);
            work.writing.errors.optional_text(&at("text"), &row.text, limits::TEXT);
        });
        if fits {
            row.save(work.conn())?;
            work.writing.note(format!("opinions/{}", change.id), &before, &row)?;
        }
    }
    Ok(())
}

fn merged(meeting_id: MeetingId, change: &OpinionChange, known: Option<OpinionRecord>) -> OpinionRecord {
    let mut row = known.unwrap_or(OpinionRecord {
        id: change.id,
        meeting_id,
        agenda_item_id: None,
        member_id: None,
        delegate: String::new(),
        kind: OpinionKind::Opinion,
        text: String::new(),
    });
    row.agenda_item_id = change.agenda_item_id.unwrap_or(row.agenda_item_id);
    row.member_id = change.member_id.unwrap_or(row.member_id);
    row.delegate = change.delegate.clone().unwrap_or(row.delegate);
    if row.member_id.is_some() {
        row.delegate.clear();
    }
    row.kind = change.kind.unwrap_or(row.kind);
    row.text = change.text.clone().unwrap_or(row.text);
    row
}

fn is_item_of(work: &mut Work<'_, '_>, item: AgendaItemId) -> Result<bool> {
    let meeting = work.record.id;
    Ok(AgendaItemRecord::find(work.conn(), item)?.is_some_and(|row| row.meeting_id == meeting))
}

/// Whether the member of such an opinion spoke; praise and reminders name whom they are about.
const fn spoke(kind: OpinionKind) -> bool {
    !matches!(kind, OpinionKind::Praise | OpinionKind::Reminder)
}

/// Who spoke was there: neither an opinion of somebody absent, nor absence of somebody who spoke.
pub(super) fn check_speakers(work: &mut Work<'_, '_>, patch: &MeetingPatch) -> Result<()> {
    if patch.opinions.is_empty() && patch.attendance.is_empty() {
        return Ok(());
    }
    let meeting = work.record.id;
    let absent: HashSet<MemberId> = AttendanceRecord::of(work.conn(), meeting)?
        .into_iter()
        .filter(|row| row.state != AttendanceState::Present)
        .map(|row| row.member_id)
        .collect();
    let of_absent: Vec<(OpinionId, MemberId)> = OpinionRecord::of(work.conn(), meeting)?
        .into_iter()
        .filter(|row| spoke(row.kind))
        .filter_map(|row| Some((row.id, row.member_id.filter(|member| absent.contains(member))?)))
        .collect();
    for (index, change) in patch.opinions.iter().enumerate() {
        let wrong = of_absent.iter().any(|(id, _)| *id == change.id);
        work.writing.errors.add_if(wrong, &format!("/opinions/{index}/member_id"), Code::WasAbsent);
    }
    for (index, change) in patch.attendance.iter().enumerate() {
        let in_patch = |id: &OpinionId| patch.opinions.iter().any(|change| change.id == *id);
        let wrong = of_absent.iter().any(|(id, member)| *member == change.member_id && !in_patch(id));
        work.writing.errors.add_if(wrong, &format!("/attendance/{index}/state"), Code::WasAbsent);
    }
    Ok(())
}
