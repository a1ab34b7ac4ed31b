//! From a meeting as it is read to what rules and sheets say of it. The browser shows it while somebody types, the
//! server computes the same again and is the authority.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};

use super::attendance::AttendanceSummary;
use super::calendar::minutes_between;
use super::findings::findings;
use super::kinds::{AttendanceState, OpinionKind, TaskStatus, VoteSubject};
use super::state::{AgendaState, MeetingState, Prepared, VoteState};
use super::votes::VoteCounts;
use crate::api::meeting::{AttendanceRow, Meeting, Vote};
use crate::api::score::Assessment;
use crate::api::task::TaskRow;
use crate::evaluation::{Answers, DEFAULT_SHEET, MeetingFacts, ScoreSheet, score, sheet};
use crate::member::MembershipKind;
use crate::rule_set::{RuleSet, rule_set_for, rule_sets};
use crate::time::{local, local_date};

/// The day that a meeting is judged by: when it began, or is to begin.
pub fn day_of(meeting: &Meeting) -> NaiveDate {
    local_date(meeting.started_at.unwrap_or(meeting.scheduled_at))
}

/// The rule set of a meeting's day; of a day before the oldest set, the oldest.
pub fn rules_of(meeting: &Meeting) -> Option<&'static RuleSet> {
    rule_set_for(day_of(meeting)).or_else(|| rule_sets().first())
}

/// The sheet that a meeting is scored with; the default one if its own is no longer known.
pub fn sheet_of(meeting: &Meeting) -> Option<&'static ScoreSheet> {
    sheet(&meeting.sheet_id).or_else(|| sheet(DEFAULT_SHEET))
}

/// Everything that rules and sheet say of a meeting, with people's answers, as seen on `today` (local). `None` only of
/// a program without rule sets or sheets.
pub fn assess(meeting: &Meeting, answers: &Answers, today: NaiveDate) -> Option<Assessment> {
    let (rules, sheet) = (rules_of(meeting)?, sheet_of(meeting)?);
    let state = state_of(meeting, rules, today);
    let facts = state.facts(rules);
    Some(Assessment {
        attendance: state.attendance,
        result: score(sheet, &facts, answers),
        findings: findings(&state, rules),
        facts,
    })
}

/// What the records give a score sheet on `today` (local).
pub fn facts_of(meeting: &Meeting, rules: &RuleSet, today: NaiveDate) -> MeetingFacts {
    state_of(meeting, rules, today).facts(rules)
}

/// The meeting as the rules see it on `today` (local).
pub fn state_of(meeting: &Meeting, rules: &RuleSet, today: NaiveDate) -> MeetingState {
    let date = day_of(meeting);
    let on_duty: Vec<&AttendanceRow> = meeting.attendance.iter().filter(|row| row.status.has_duty()).collect();
    let excused_too_often = |row: &&&AttendanceRow| {
        let in_a_row = whole(row.excused_before).saturating_add(1);
        row.state == AttendanceState::Excused && in_a_row > rules.meeting.excused_in_a_row_max
    };
    let previous: Vec<&TaskRow> = meeting.previous_tasks.iter().filter(|task| was_due(task, date)).collect();
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
        excused_too_often: count(on_duty.iter().filter(excused_too_often)),
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
        previous_done: count(previous.iter().filter(|task| was_done(task, date))),
        reported_on: meeting.submitted_at.map(local_date),
        ..MeetingState::new(meeting.kind, meeting.status, date, today)
    }
}

/// Whole minutes that the meeting lasted; `None` until it has ended, or if the times can't be.
pub fn minutes_of(meeting: &Meeting) -> Option<u32> {
    let at = |at: Option<DateTime<Utc>>| at.map(local);
    minutes_between(at(meeting.started_at)?, at(meeting.ended_at)?)
}

/// Official members of a roll call who are entitled to vote: present, and active in this branch. Probationary members
/// never vote (Party Statutes, article 3), nor do members who are here from another branch for a time.
pub fn entitled(attendance: &[AttendanceRow]) -> u32 {
    count(attendance.iter().filter(|row| row.state == AttendanceState::Present && votes_here(row)))
}

/// Every official member of the branch who could vote if present.
pub fn all_official(attendance: &[AttendanceRow]) -> u32 {
    count(attendance.iter().filter(|row| votes_here(row)))
}

fn votes_here(row: &AttendanceRow) -> bool {
    row.kind == MembershipKind::Official && row.status.has_duty() && row.status.counts_in_branch()
}

fn vote_state(vote: &Vote) -> VoteState {
    let whole_branch = matches!(vote.subject, VoteSubject::Admission | VoteSubject::Recognition | VoteSubject::Removal);
    VoteState {
        subject: vote.subject,
        counts: VoteCounts {
            in_favour: whole(vote.in_favour),
            against: whole(vote.against),
            abstain: whole(vote.abstain),
        },
        entitled: whole(if whole_branch { vote.all_official } else { vote.entitled }),
    }
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

/// A later report doesn't change what was true at the meeting.
fn was_done(task: &TaskRow, day: NaiveDate) -> bool {
    task.status == TaskStatus::Done && task.done_on.is_none_or(|done| done <= day)
}

fn was_due(task: &TaskRow, day: NaiveDate) -> bool {
    task.status != TaskStatus::Cancelled && (task.due_on <= day || was_done(task, day))
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
