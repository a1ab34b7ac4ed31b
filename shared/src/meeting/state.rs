//! One meeting as the rules see it, and what a score sheet may take from it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::attendance::AttendanceSummary;
use super::calendar::{published_in_time, reported_in_time, schedule};
use super::kinds::{AgendaPart, MeetingKind, MeetingStatus, VoteSubject};
use super::votes::{Electorate, VoteCounts};
use crate::evaluation::{MeetingFacts, YesFact};
use crate::finding::Concerned;
use crate::rule_set::RuleSet;

/// The shortest time for self-criticism and criticism, in minutes (sheet of An Phú ward, 4.7).
const SELF_CRITICISM_MINUTES: u32 = 15;

/// What is recorded of one meeting, reduced to what rules and sheets ask for. Dates are local.
#[derive(Debug, Clone, PartialEq)]
pub struct MeetingState {
    /// Kind.
    pub kind: MeetingKind,
    /// Status.
    pub status: MeetingStatus,
    /// The day it is or was held.
    pub date: NaiveDate,
    /// The day it is judged on: deadlines run against it.
    pub today: NaiveDate,
    /// The branch's fixed day of the month.
    pub fixed_day: u32,
    /// Why it isn't on the fixed day; empty if nobody wrote it.
    pub moved_reason: String,
    /// The branch has a secretary but no committee.
    pub only_secretary: bool,
    /// Regular and thematic meeting one after the other.
    pub combined: bool,
    /// A thematic meeting belongs to the month.
    pub has_thematic: bool,
    /// The committee's meeting that prepares this one.
    pub prepared: Option<Prepared>,
    /// Focal issues.
    pub focal_issues: u32,
    /// Agenda items in their order.
    pub agenda: Vec<AgendaState>,
    /// Members who have to be told.
    pub to_tell: u32,
    /// Of those, told on the system or in person.
    pub told: u32,
    /// The committee member in charge was told.
    pub supervisor_told: bool,
    /// When each document was sent; `None`: not yet.
    pub handouts: Vec<Option<NaiveDate>>,
    /// Length in minutes, once it has ended.
    pub minutes: Option<u32>,
    /// The roll call.
    pub attendance: AttendanceSummary,
    /// Those absent without a reason.
    pub unexcused: Vec<Concerned>,
    /// Members excused more often in a row this year than the rule set allows.
    pub excused_too_often: Vec<Concerned>,
    /// Different members who spoke.
    pub speakers: u32,
    /// Praise, reminders and criticism in the minutes.
    pub praise_or_reminders: u32,
    /// Self-criticism in the minutes.
    pub self_criticisms: u32,
    /// Minutes given to self-criticism and criticism, if recorded.
    pub self_criticism_minutes: Option<u32>,
    /// Chair and minute-taker are named.
    pub chair_and_secretary: bool,
    /// A draft resolution or conclusion is there.
    pub draft_resolution: bool,
    /// Votes in their order.
    pub votes: Vec<VoteState>,
    /// The numbered resolution or conclusion is issued.
    pub resolution_issued: bool,
    /// The minutes were read and adopted.
    pub minutes_adopted: bool,
    /// Tasks that it assigns.
    pub tasks: u32,
    /// Of those, with an assignee and a due date.
    pub tasks_complete: u32,
    /// Tasks of the last resolution to report on, without cancelled ones.
    pub previous_tasks: u32,
    /// Of those, done.
    pub previous_done: u32,
    /// The day the result went to the committee above.
    pub reported_on: Option<NaiveDate>,
}

/// The committee's preparatory meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prepared {
    /// The day it was held.
    pub held_on: NaiveDate,
    /// It has minutes.
    pub minutes: bool,
}

/// An agenda item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgendaState {
    /// Its part.
    pub part: AgendaPart,
    /// The procedure asks for it.
    pub mandatory: bool,
    /// The report on the last resolution's tasks.
    pub previous_tasks: bool,
    /// It was dealt with.
    pub done: bool,
}

/// A vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VoteState {
    /// What was voted on.
    pub subject: VoteSubject,
    /// The counts.
    pub counts: VoteCounts,
    /// Who might vote.
    pub electorate: Electorate,
}

impl MeetingState {
    /// A meeting on a day, judged on another, with nothing recorded.
    pub fn new(kind: MeetingKind, status: MeetingStatus, date: NaiveDate, today: NaiveDate) -> Self {
        Self {
            kind,
            status,
            date,
            today,
            fixed_day: 1,
            moved_reason: String::new(),
            only_secretary: false,
            combined: false,
            has_thematic: false,
            prepared: None,
            focal_issues: 0,
            agenda: Vec::new(),
            to_tell: 0,
            told: 0,
            supervisor_told: false,
            handouts: Vec::new(),
            minutes: None,
            attendance: AttendanceSummary::default(),
            unexcused: Vec::new(),
            excused_too_often: Vec::new(),
            speakers: 0,
            praise_or_reminders: 0,
            self_criticisms: 0,
            self_criticism_minutes: None,
            chair_and_secretary: false,
            draft_resolution: false,
            votes: Vec::new(),
            resolution_issued: false,
            minutes_adopted: false,
            tasks: 0,
            tasks_complete: 0,
            previous_tasks: 0,
            previous_done: 0,
            reported_on: None,
        }
    }

    /// The meeting has begun.
    pub fn begun(&self) -> bool {
        self.status == MeetingStatus::InSession || self.status.held()
    }

    /// A regular meeting is on the branch's fixed day, or moved with a reason; others have no such day.
    pub fn on_fixed_day(&self) -> bool {
        self.kind != MeetingKind::Regular || schedule(self.date, self.fixed_day, Some(&self.moved_reason)).kept()
    }

    /// The committee met before this meeting and has minutes of it.
    pub fn committee_prepared(&self) -> bool {
        self.prepared.is_some_and(|prepared| prepared.minutes && prepared.held_on <= self.date)
    }

    /// Every member and the committee member in charge were told.
    pub fn everybody_told(&self) -> bool {
        self.told >= self.to_tell && self.supervisor_told
    }

    /// There are handouts, and all were out so many days before.
    pub fn handouts_in_time(&self, days: u32) -> bool {
        let in_time = |sent: &Option<NaiveDate>| sent.is_some_and(|sent| published_in_time(sent, self.date, days));
        !self.handouts.is_empty() && self.handouts.iter().all(in_time)
    }

    /// Mandatory steps that weren't dealt with.
    pub fn steps_open(&self) -> usize {
        self.agenda.iter().filter(|item| item.mandatory && !item.done).count()
    }

    /// The result was sent within so many days, or still may be.
    pub fn report_in_time(&self, days: u32) -> bool {
        reported_in_time(self.date, self.reported_on.unwrap_or(self.today), days)
    }

    /// Tasks are there and each has an assignee and a due date.
    pub fn assignments_complete(&self) -> bool {
        self.tasks > 0 && self.tasks_complete >= self.tasks
    }

    fn resolved(&self, rules: &RuleSet) -> bool {
        self.votes.iter().any(|vote| {
            vote.subject == VoteSubject::Resolution && vote.electorate.result(vote.subject, vote.counts, rules).passed
        })
    }

    fn minutes_complete(&self) -> bool {
        let substance_done = self
            .agenda
            .iter()
            .filter(|item| item.part == AgendaPart::Substance && item.mandatory)
            .all(|item| item.done);
        self.chair_and_secretary && self.minutes.is_some() && self.speakers > 0 && substance_done
    }

    /// `None` while nobody recorded the minutes although there was self-criticism: people say.
    fn self_criticism_time(&self) -> Option<bool> {
        match self.self_criticism_minutes {
            Some(minutes) => Some(minutes >= SELF_CRITICISM_MINUTES),
            None if self.self_criticisms > 0 => None,
            None => Some(false),
        }
    }

    /// What a score sheet takes from the records. Facts that only the meeting itself can show aren't there before it
    /// has begun.
    pub fn facts(&self, rules: &RuleSet) -> MeetingFacts {
        let mut yes = BTreeMap::from([
            (YesFact::NobodyExcusedOver3InARow, self.excused_too_often.is_empty()),
            (YesFact::ContentCompleteAndFocused, self.focal_issues == rules.meeting.focal_issues),
            (YesFact::OnFixedDay, self.on_fixed_day()),
            (YesFact::DraftResolution, self.draft_resolution),
            (YesFact::CommitteePreparedWithMinutes, self.committee_prepared()),
            (YesFact::NoticeToAllAndDelegate, self.everybody_told()),
            (YesFact::DocumentsADayBefore, self.handouts_in_time(rules.meeting.documents_before_days.unwrap_or(1))),
            (YesFact::DocumentsPublished, !self.handouts.is_empty() && self.handouts.iter().all(|sent| sent.is_some())),
        ]);
        if self.begun() {
            yes.extend([
                (YesFact::AllStepsDone, !self.agenda.is_empty() && self.steps_open() == 0),
                (YesFact::PraiseOrReminders, self.praise_or_reminders > 0),
                (YesFact::MinutesComplete, self.minutes_complete()),
                (YesFact::ConcludedAndResolved, self.status.held() && self.resolved(rules)),
                (YesFact::MinutesAdoptedWithAssignments, self.minutes_adopted && self.assignments_complete()),
                (YesFact::DocumentsWithin2DaysAfter, self.report_in_time(rules.meeting.report_after_days.unwrap_or(2))),
            ]);
            yes.extend(self.self_criticism_time().map(|held| (YesFact::SelfCriticismTime, held)));
        }
        // Before it begins everybody counts as present, which says nothing yet.
        let (duty, present) = if self.begun() { (self.attendance.duty, self.attendance.present) } else { (0, 0) };
        MeetingFacts {
            duty,
            present,
            unexcused: self.attendance.unexcused,
            left_out_exempt: self.attendance.left_out_exempt,
            left_out_away: self.attendance.left_out_away,
            minutes: self.minutes,
            minimum_minutes: rules.meeting.minimum_minutes(self.attendance.duty, self.combined),
            speakers: self.speakers,
            previous_tasks: self.previous_tasks,
            previous_done: self.previous_done,
            has_thematic: self.has_thematic,
            only_secretary: self.only_secretary,
            yes,
        }
    }
}
