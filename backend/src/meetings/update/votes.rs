//! Votes: counts only, also of open ones.

use shared::api::meeting::VoteChange;
use shared::id::MeetingId;
use shared::meeting::votes::{Electorate, votes_here};
use shared::meeting::{MeetingStatus, VoteMethod, VoteSubject};
use shared::problem::Code;

use super::super::limits;
use super::super::rows::{AttendanceRecord, VoteRecord};
use super::Work;
use crate::http::Result;

/// Adds, changes and removes votes.
pub(super) fn write(work: &mut Work<'_, '_>, changes: &[VoteChange]) -> Result<()> {
    for (index, change) in changes.iter().enumerate() {
        let at = |field: &str| format!("/votes/{index}/{field}");
        let known = VoteRecord::find(work.conn(), change.id)?;
        if known.as_ref().is_some_and(|row| row.meeting_id != work.record.id) {
            work.writing.errors.add(at("id"), Code::UnknownReference);
            continue;
        }
        if change.deleted {
            if known.is_some() {
                VoteRecord::remove(work.conn(), change.id)?;
                work.writing.note(format!("votes/{}", change.id), &known, &())?;
            }
            continue;
        }
        let before = known.clone();
        let row = merged(work.record.id, change, known);
        let fits = work.checked(|work| {
            work.writing.errors.add_if(before.is_none() && change.subject.is_none(), &at("subject"), Code::Required);
            work.writing.errors.text(&at("title"), &row.title, limits::TITLE);
            for (field, count) in counts(&row) {
                work.writing.errors.add_if(count < 0, &at(field), Code::OutOfRange);
            }
        });
        if fits {
            row.save(work.conn())?;
            work.writing.note(format!("votes/{}", change.id), &before, &row)?;
        }
    }
    Ok(())
}

const fn counts(row: &VoteRecord) -> [(&'static str, i32); 3] {
    [("in_favour", row.in_favour), ("against", row.against), ("abstain", row.abstain)]
}

fn merged(meeting_id: MeetingId, change: &VoteChange, known: Option<VoteRecord>) -> VoteRecord {
    let mut row = known.unwrap_or(VoteRecord {
        id: change.id,
        meeting_id,
        subject: VoteSubject::Other,
        title: String::new(),
        method: VoteMethod::ShowOfHands,
        in_favour: 0,
        against: 0,
        abstain: 0,
    });
    row.subject = change.subject.unwrap_or(row.subject);
    row.title = change.title.clone().unwrap_or(row.title);
    row.method = change.method.unwrap_or(row.method);
    row.in_favour = change.in_favour.unwrap_or(row.in_favour);
    row.against = change.against.unwrap_or(row.against);
    row.abstain = change.abstain.unwrap_or(row.abstain);
    row
}

/// Nobody votes but official members of the branch who are present: all counts together can't exceed them.
pub(super) fn check_counts(work: &mut Work<'_, '_>, changes: &[VoteChange]) -> Result<()> {
    if changes.iter().all(|change| change.deleted) {
        return Ok(());
    }
    let entitled = entitled(work)?;
    for (index, change) in changes.iter().enumerate() {
        let row = VoteRecord::find(work.conn(), change.id)?;
        let Some(row) = row.filter(|row| row.meeting_id == work.record.id) else { continue };
        let mut left = entitled;
        for (field, count) in counts(&row) {
            left -= i64::from(count);
            if left < 0 {
                work.writing.errors.add(format!("/votes/{index}/{field}"), Code::MoreThanEntitled);
                break;
            }
        }
    }
    Ok(())
}

fn entitled(work: &mut Work<'_, '_>) -> Result<i64> {
    let meeting = work.record.id;
    let rows = AttendanceRecord::of(work.conn(), meeting)?;
    let on_roll = Electorate::of(rows.iter().map(|row| (row.kind, row.status, row.state)));
    let number = if work.record.status == MeetingStatus::InSession {
        on_roll.present
    } else {
        // Only the absent have a row yet.
        let all = work.people.values().filter(|person| votes_here(person.kind, person.status)).count();
        let absent = on_roll.all.saturating_sub(on_roll.present);
        u32::try_from(all).unwrap_or(u32::MAX).saturating_sub(absent)
    };
    Ok(i64::from(number))
}
