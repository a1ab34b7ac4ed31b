//! Votes: counts only, also of open ones.

use diesel::prelude::*;
use shared::api::meeting::VoteChange;
use shared::id::{MeetingId, VoteId};
use shared::meeting::{AttendanceState, MeetingStatus, VoteMethod, VoteSubject};
use shared::member::{ActivityStatus, MembershipKind};
use shared::problem::Code;

use super::super::limits;
use super::Work;
use crate::db::schema::{attendance, vote};
use crate::http::Result;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = vote, treat_none_as_null = true)]
struct Row {
    id: VoteId,
    meeting_id: MeetingId,
    subject: VoteSubject,
    title: String,
    method: VoteMethod,
    in_favour: i32,
    against: i32,
    abstain: i32,
}

/// Adds, changes and removes votes.
pub(super) fn write(work: &mut Work<'_, '_>, changes: &[VoteChange]) -> Result<()> {
    for (place, change) in changes.iter().enumerate() {
        let at = |field: &str| format!("/votes/{place}/{field}");
        let known: Option<Row> = vote::table.find(change.id).select(Row::as_select()).first(work.conn()).optional()?;
        if known.as_ref().is_some_and(|row| row.meeting_id != work.record.id) {
            work.errors.add(at("id"), Code::UnknownReference);
            continue;
        }
        if change.deleted {
            if known.is_some() {
                diesel::delete(vote::table.find(change.id)).execute(work.conn())?;
                work.changed(format!("votes/{}", change.id), &())?;
            }
            continue;
        }
        let new = known.is_none();
        let row = merged(work.record.id, change, known);
        let fits = work.checked(|work| {
            work.errors.add_if(new && change.subject.is_none(), &at("subject"), Code::Required);
            work.errors.text(&at("title"), &row.title, limits::TITLE);
            for (field, count) in counts(&row) {
                work.errors.add_if(count < 0, &at(field), Code::OutOfRange);
            }
        });
        if fits {
            if new {
                diesel::insert_into(vote::table).values(&row).execute(work.conn())?;
            } else {
                diesel::update(vote::table.find(row.id)).set(&row).execute(work.conn())?;
            }
            work.changed(format!("votes/{}", change.id), change)?;
        }
    }
    Ok(())
}

const fn counts(row: &Row) -> [(&'static str, i32); 3] {
    [("in_favour", row.in_favour), ("against", row.against), ("abstain", row.abstain)]
}

fn merged(meeting_id: MeetingId, change: &VoteChange, known: Option<Row>) -> Row {
    let mut row = known.unwrap_or(Row {
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
    for (place, change) in changes.iter().enumerate() {
        let row: Option<Row> = vote::table.find(change.id).select(Row::as_select()).first(work.conn()).optional()?;
        let Some(row) = row.filter(|row| row.meeting_id == work.record.id) else { continue };
        let mut left = entitled;
        for (field, count) in counts(&row) {
            left -= i64::from(count);
            if left < 0 {
                work.errors.add(format!("/votes/{place}/{field}"), Code::MoreThanEntitled);
                break;
            }
        }
    }
    Ok(())
}

fn entitled(work: &mut Work<'_, '_>) -> Result<i64> {
    let votes_here = |kind, status: ActivityStatus| {
        kind == MembershipKind::Official && status.has_duty() && status.counts_in_branch()
    };
    let rows: Vec<(MembershipKind, ActivityStatus, AttendanceState)> = attendance::table
        .filter(attendance::meeting_id.eq(work.record.id))
        .select((attendance::kind, attendance::status, attendance::state))
        .load(work.conn())?;
    let among = |present: bool| {
        let rows = rows.iter().filter(|(kind, status, _)| votes_here(*kind, *status));
        rows.filter(|(.., state)| (*state == AttendanceState::Present) == present).count()
    };
    let number = if work.record.status == MeetingStatus::InSession {
        among(true)
    } else {
        // Only the absent have a row yet.
        let all = work.people.values().filter(|person| votes_here(person.kind, person.status)).count();
        all.saturating_sub(among(false))
    };
    Ok(i64::try_from(number).unwrap_or(i64::MAX))
}
