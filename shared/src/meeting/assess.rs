//! From a meeting as it is read to what rules and sheets say of it. The browser shows it while somebody types, the
//! server computes the same again and is the authority.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};

use super::attendance::AttendanceSummary;
use super::calendar::minutes_between;
use super::findings::findings;
use super::kinds::{AttendanceState, OpinionKind, TaskStatus};
use super::previous::answered_for;
use super::state::{AgendaState, MeetingState, Prepared, VoteState};
use super::votes::{Electorate, VoteCounts};
use crate::api::meeting::{AttendanceRow, Meeting, Vote};
use crate::api::score::Assessment;
use crate::api::task::TaskRow;
use crate::evaluation::{Answers, MeetingFacts, ScoreSheet, score};
use crate::finding::{Concerned, times_in_a_row};
use crate::rule_set::RuleSet;
use crate::time::{local, local_date};

/// The day that a meeting is judged by: when it began, or is to begin.
pub fn day_of(meeting: &Meeting) -> NaiveDate {
    local_date(meeting.started_at.unwrap_or(meeting.scheduled_at))
}

/// The day that a meeting is seen on: what was handed in is judged as of then, whenever it's read.
pub fn seen_on(meeting: &Meeting, today: NaiveDate) -> NaiveDate {
    meeting.submitted_at.map_or(today, local_date)
}

/// The day as at which tasks of earlier meetings are shown with a meeting: its own, and today while it lies ahead. What was
/// in time then isn't late because somebody reads the minutes long after.
pub fn hears_on(meeting: &Meeting, today: NaiveDate) -> NaiveDate {
    day_of(meeting).min(today)
}

/// Everything that the rules and the sheet of a meeting say of it, with people's answers, as seen on `today` (local).
pub fn assess(
    meeting: &Meeting,
    rules: &RuleSet,
    sheet: &ScoreSheet,
    answers: &Answers,
    today: NaiveDate,
) -> Assessment {
    let state = state_of(meeting, rules, seen_on(meeting, today));
    let facts = state.facts(rules);
    Assessment {
        attendance: state.attendance,
        result: score(sheet, &facts, answers),
        findings: findings(&state, rules),
        facts,
    }
}

/// What the records give a score sheet on `today` (local).
pub fn facts_of(meeting: &Meeting, rules: &RuleSet, today: NaiveDate) -> MeetingFacts {
    state_of(meeting, rules, seen_on(meeting, today)).facts(rules)
}

/// The meeting as the rules see it on `today` (local).
pub fn state_of(meeting: &Meeting, rules: &RuleSet, today: NaiveDate) -> MeetingState {
    let date = day_of(meeting);
    let on_duty: Vec<&AttendanceRow> = meeting.attendance.iter().filter(|row| row.status.has_duty()).collect();
    let excused_too_often = |row: &&AttendanceRow| {
        let in_a_row = whole(row.excused_before).saturating_add(1);
        let too_often = row.state == AttendanceState::Excused && in_a_row > rules.meeting.excused_in_a_row_max;
        too_often.then(|| Concerned { what: Some(times_in_a_row(in_a_row)), ..concerned(row) })
    };
    let unexcused = |row: &&AttendanceRow| (row.state == AttendanceState::Unexcused).then(|| concerned(row));
    let previous: Vec<&TaskRow> = answered_for(meeting).collect();
    let said = |kinds: &[OpinionKind]| count(meeting.opinions.iter().filter(|opinion| kinds.contains(&opinion.kind)));
    MeetingState {
        fixed_day: whole(meeting.fixed_day),
        moved_reason: meeting.moved_reason.clone(),
        only_secretary: meeting.committee_size == 1,
        combined: !blank(&meeting.thematic_topic),
        has_thematic: meeting.has_thematic || meeting.kind.is_thematic(&meeting.thematic_topic),
        prepared: meeting
            .prepared_by
            .as_ref()
            .map(|by| Prepared { held_on: local_date(by.scheduled_at), minutes: by.status.held() }),
        focal_issues: u32::from(!blank(&meeting.focal_issue.title)),
        agenda: meeting
            .agenda
            .iter()
            .map(|item| AgendaState {
                part: item.part,
                mandatory: item.mandatory,
                previous_tasks: item.previous_tasks,
                done: item.done,
            })
            .collect(),
        to_tell: count(on_duty.iter()),
        told: count(on_duty.iter().filter(|row| row.told.is_some())),
        supervisor_told: meeting.supervisor_told,
        handouts: meeting.handouts.iter().map(|handout| handout.sent_at.map(local_date)).collect(),
        minutes: minutes_of(meeting),
        attendance: AttendanceSummary::of(meeting.attendance.iter().map(|row| (row.status, row.state))),
        unexcused: on_duty.iter().filter_map(unexcused).collect(),
        excused_too_often: on_duty.iter().filter_map(excused_too_often).collect(),
        speakers: speakers(meeting, &on_duty),
        praise_or_reminders: said(&[OpinionKind::Praise, OpinionKind::Reminder, OpinionKind::Criticism]),
        self_criticisms: said(&[OpinionKind::SelfCriticism]),
        self_criticism_minutes: meeting.self_criticism_minutes.map(whole),
        chair_and_secretary: meeting.chair_id.is_some() && meeting.secretary_id.is_some(),
        draft_resolution: !blank(&meeting.draft_resolution),
        votes: meeting.votes.iter().map(vote_state).collect(),
        resolution_issued: meeting.resolution.is_some(),
        minutes_adopted: meeting.minutes_adopted,
        tasks: count(meeting.tasks.iter().filter(|task| task.status != TaskStatus::Cancelled)),
        tasks_complete: count(
            meeting.tasks.iter().filter(|task| task.status != TaskStatus::Cancelled && !blank(&task.assignee)),
        ),
        previous_tasks: count(previous.iter()),
        previous_done: count(previous.iter().filter(|task| task.status.done_by(task.done_on, date))),
        reported_on: meeting.submitted_at.map(local_date),
        ..MeetingState::new(meeting.kind, meeting.status, date, today)
    }
}

/// Whole minutes that the meeting lasted; `None` until it has ended, or if the times can't be.
pub fn minutes_of(meeting: &Meeting) -> Option<u32> {
    let at = |at: Option<DateTime<Utc>>| at.map(local);
    minutes_between(at(meeting.started_at)?, at(meeting.ended_at)?)
}

/// Who may vote, by a roll call.
pub fn electorate(attendance: &[AttendanceRow]) -> Electorate {
    Electorate::of(attendance.iter().map(|row| (row.kind, row.status, row.state)))
}

fn vote_state(vote: &Vote) -> VoteState {
    VoteState {
        subject: vote.subject,
        counts: counts(vote),
        electorate: Electorate { present: whole(vote.entitled), all: whole(vote.all_official) },
    }
}

/// The counts of a vote.
pub fn counts(vote: &Vote) -> VoteCounts {
    VoteCounts { in_favour: whole(vote.in_favour), against: whole(vote.against), abstain: whole(vote.abstain) }
}

fn concerned(row: &AttendanceRow) -> Concerned {
    Concerned::new(row.member_id, &row.name)
}

/// Different members with a duty, and present, who spoke; praise and reminders name whom they are about.
fn speakers(meeting: &Meeting, on_duty: &[&AttendanceRow]) -> u32 {
    let present: BTreeSet<_> =
        on_duty.iter().filter(|row| row.state == AttendanceState::Present).map(|row| row.member_id).collect();
    let spoke = meeting
        .opinions
        .iter()
        .filter(|opinion| !matches!(opinion.kind, OpinionKind::Praise | OpinionKind::Reminder))
        .filter_map(|opinion| opinion.member_id);
    count(spoke.collect::<BTreeSet<_>>().intersection(&present))
}

fn blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn whole(number: i32) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}
