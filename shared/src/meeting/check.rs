//! One check of the whole meeting before its minutes are closed: at the conclusion, when it's submitted, and before it's
//! sealed. What was right when it was written may contradict what was written later: a vote the roll call, a speaker their
//! absence. Each thing that can't be is named by its place in the meeting, as a JSON Pointer.

use super::assess::{counts, electorate, minutes_of};
use super::attendance::lacks_reason;
use super::kinds::{AttendanceState, OpinionKind, VoteSubject};
use crate::api::meeting::Meeting;
use crate::id::MemberId;
use crate::problem::{Code, FieldErrors};
use crate::rule_set::RuleSet;

/// Everything that keeps the minutes open, in the order of the meeting; empty if nothing does. `resolves`: a numbered
/// resolution or conclusion is to be issued, or was.
///
/// official members who are present vote, and nobody else (Party Statutes, article 3). R-15: no resolution without a
/// vote that passed by the majority of the rule set (article 9).
pub fn check(meeting: &Meeting, rules: &RuleSet, resolves: bool) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for row in meeting.attendance.iter().filter(|row| lacks_reason(row.status, row.state, &row.reason)) {
        errors.add(format!("/attendance/{}/reason", row.member_id), Code::ReasonNeeded);
    }
    times(meeting, &mut errors);
    people(meeting, &mut errors);
    let electorate = electorate(&meeting.attendance);
    for vote in &meeting.votes {
        if let Err(field) = electorate.judge(vote.subject, counts(vote), rules) {
            errors.add(format!("/votes/{}/{}", vote.id, field.as_str()), Code::MoreThanEntitled);
        }
    }
    let adopted = meeting.votes.iter().filter(|vote| vote.subject == VoteSubject::Resolution);
    let adopted = adopted.map(|vote| electorate.result(vote.subject, counts(vote), rules)).any(|result| result.passed);
    errors.add_if(resolves && !adopted, "/resolution", Code::NotPassed);
    errors
}

fn times(meeting: &Meeting, errors: &mut FieldErrors) {
    errors.add_if(meeting.started_at.is_none(), "/started_at", Code::Required);
    errors.add_if(meeting.ended_at.is_none(), "/ended_at", Code::Required);
    if meeting.started_at.is_none() || meeting.ended_at.is_none() {
        return;
    }
    let Some(minutes) = minutes_of(meeting) else { return errors.add("/ended_at", Code::EndBeforeStart) };
    let given = meeting.self_criticism_minutes.and_then(|given| u32::try_from(given).ok());
    errors.add_if(given.is_some_and(|given| given > minutes), "/self_criticism_minutes", Code::OutOfRange);
}

/// Who chaired, took the minutes, presented or spoke was there. Praise and reminders name whom they are about.
fn people(meeting: &Meeting, errors: &mut FieldErrors) {
    let absence = |member: MemberId| {
        let row = meeting.attendance.iter().find(|row| row.member_id == member);
        match row.map(|row| row.state) {
            Some(AttendanceState::Present) => None,
            Some(AttendanceState::Excused | AttendanceState::Unexcused) => Some(Code::WasAbsent),
            None => Some(Code::UnknownReference),
        }
    };
    for item in meeting.agenda.iter().filter(|item| item.done) {
        if let Some(code) = item.presenter_id.and_then(absence) {
            errors.add(format!("/agenda/{}/presenter_id", item.id), code);
        }
    }
    let speaks = |kind| !matches!(kind, OpinionKind::Praise | OpinionKind::Reminder);
    for opinion in meeting.opinions.iter().filter(|opinion| speaks(opinion.kind)) {
        if let Some(code) = opinion.member_id.and_then(absence) {
            errors.add(format!("/opinions/{}/member_id", opinion.id), code);
        }
    }
    for (pointer, member) in [("/chair_id", meeting.chair_id), ("/secretary_id", meeting.secretary_id)] {
        if let Some(code) = member.map_or(Some(Code::Required), absence) {
            errors.add(pointer, code);
        }
    }
}
