//! A meeting as it is read.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::ResolutionDraft;
use crate::access::Action;
use crate::api::score::Score;
use crate::api::seal::{Addendum, Lock};
use crate::api::task::{ResolutionRow, TaskRow};
use crate::evaluation::MeetingGrade;
use crate::id::{AgendaItemId, HandoutId, MeetingId, MemberId, OpinionId, TaskId, UnitId, VoteId};
use crate::meeting::votes::VoteResult;
use crate::meeting::{
    AgendaPart, AttendanceState, MeetingKind, MeetingStatus, NoticeChannel, OpinionKind, TaskStatus, VoteMethod,
    VoteSubject,
};
use crate::member::{ActivityStatus, MembershipKind};
use crate::rulebook::Digest;
use crate::unit::{BranchKind, Office, Sector};

/// A meeting in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeetingRow {
    /// The meeting.
    pub id: MeetingId,
    /// Its branch.
    pub unit_id: UnitId,
    /// The branch's name.
    pub unit_name: String,
    /// Kind.
    pub kind: MeetingKind,
    /// Where it is on its way.
    pub status: MeetingStatus,
    /// Year that it counts for.
    pub year: i32,
    /// Month that it counts for, 1 to 12.
    pub month: i32,
    /// Begins at, UTC.
    pub scheduled_at: DateTime<Utc>,
    /// Place.
    pub place: String,
    /// Title of the focal issue; empty: not chosen yet.
    pub focal_issue: String,
    /// Sector of the focal issue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<Sector>,
    /// Points of the newest score that the caller may see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<i32>,
    /// Out of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub out_of: Option<i32>,
    /// Grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<MeetingGrade>,
    /// The meeting that this one prepares.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prepares_id: Option<MeetingId>,
    /// Topic of the thematic meeting that follows a regular one in the same session; empty: none does.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub thematic_topic: String,
}

/// The one issue that a meeting is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct FocalIssue {
    /// In a line; empty: not chosen yet.
    pub title: String,
    /// Sector of work.
    pub sector: Option<Sector>,
    /// What is wrong now.
    pub problem: String,
    /// What is to be reached.
    pub aim: String,
    /// How it will be seen that it is reached.
    pub expected_result: String,
}

/// An item of the agenda.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgendaItem {
    /// The item.
    pub id: AgendaItemId,
    /// Its part.
    pub part: AgendaPart,
    /// Order within the meeting, from 1.
    pub position: i32,
    /// Title.
    pub title: String,
    /// Whether the procedure names it.
    pub mandatory: bool,
    /// Whether it reports on the last resolution's tasks.
    pub previous_tasks: bool,
    /// Who presents it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presenter_id: Option<MemberId>,
    /// What was concluded on it.
    pub outcome: String,
    /// Whether it was done.
    pub done: bool,
}

/// A member in the roll call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttendanceRow {
    /// The member.
    pub member_id: MemberId,
    /// Full name.
    pub name: String,
    /// Office in the branch's committee.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<Office>,
    /// Official or probationary on the day.
    pub kind: MembershipKind,
    /// Activity on the day: decides whether there is a duty to attend.
    pub status: ActivityStatus,
    /// Present unless said otherwise; without meaning for somebody without a duty.
    pub state: AttendanceState,
    /// Reason of an excused absence.
    pub reason: String,
    /// Excused absences in a row just before this meeting, within the year.
    pub excused_before: i32,
    /// How they were told of the meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<NoticeChannel>,
}

/// What somebody said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Opinion {
    /// The opinion.
    pub id: OpinionId,
    /// The item that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agenda_item_id: Option<AgendaItemId>,
    /// The member who spoke, or whom praise or a reminder is about; absent for a delegate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<MemberId>,
    /// A delegate's name.
    pub delegate: String,
    /// Kind.
    pub kind: OpinionKind,
    /// What was said, truthfully.
    pub text: String,
}

/// A vote with its result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Vote {
    /// The vote.
    pub id: VoteId,
    /// What kind of matter; decides the majority.
    pub subject: VoteSubject,
    /// What was voted on.
    pub title: String,
    /// How.
    pub method: VoteMethod,
    /// Official members present, who are entitled to vote.
    pub entitled: i32,
    /// Every official member of the branch.
    pub all_official: i32,
    /// For.
    pub in_favour: i32,
    /// Against.
    pub against: i32,
    /// Abstained, or other opinion.
    pub abstain: i32,
    /// Passed or not, and by which rule.
    pub result: VoteResult,
}

/// A document that members were sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Handout {
    /// The document.
    pub id: HandoutId,
    /// Title, with number and date where it has them.
    pub title: String,
    /// Where members find it: an address, or in words.
    pub place: String,
    /// Sent at, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<DateTime<Utc>>,
}

/// A preparatory meeting as the meeting that it prepares sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreparedBy {
    /// The preparatory meeting.
    pub id: MeetingId,
    /// Its state: from `concluded` on it has minutes.
    pub status: MeetingStatus,
    /// When it is or was, UTC.
    pub scheduled_at: DateTime<Utc>,
}

/// A report of a task that came after the meeting's conclusion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LaterReport {
    /// The task.
    pub task_id: TaskId,
    /// Reported at, UTC.
    pub at: DateTime<Utc>,
    /// Who reported it, as people know them.
    pub by: String,
    /// State that it reports.
    pub status: TaskStatus,
    /// Done on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_on: Option<NaiveDate>,
    /// The result, in words.
    pub result: String,
    /// Why the task was opened again.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Meeting {
    /// The meeting.
    pub id: MeetingId,
    /// Grows with each write to it; the ETag begins with it.
    pub version: i64,
    /// Its branch.
    pub unit_id: UnitId,
    /// The branch's name.
    pub unit_name: String,
    /// The commune organisation's name.
    pub commune_name: String,
    /// The place that papers print beside the date.
    #[serde(default)]
    pub locality: String,
    /// Kind of the branch.
    pub branch_kind: BranchKind,
    /// The branch's fixed day.
    pub fixed_day: i32,
    /// Kind.
    pub kind: MeetingKind,
    /// Where it is on its way.
    pub status: MeetingStatus,
    /// Year that it counts for.
    pub year: i32,
    /// Month that it counts for, 1 to 12.
    pub month: i32,
    /// Begins at, UTC.
    pub scheduled_at: DateTime<Utc>,
    /// Why it isn't on the fixed day.
    pub moved_reason: String,
    /// Place.
    pub place: String,
    /// The one focal issue.
    pub focal_issue: FocalIssue,
    /// The meeting that this one prepares.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prepares_id: Option<MeetingId>,
    /// The committee's meeting that prepares this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prepared_by: Option<PreparedBy>,
    /// Whether another meeting of the branch in the same month is a thematic one.
    pub has_thematic: bool,
    /// Topic of the thematic meeting that follows this regular one in the same session; empty: none does.
    pub thematic_topic: String,
    /// Members of the branch's committee on the day.
    pub committee_size: i32,
    /// Chairs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair_id: Option<MemberId>,
    /// Takes the minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secretary_id: Option<MemberId>,
    /// Began at, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<DateTime<Utc>>,
    /// Ended at, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<DateTime<Utc>>,
    /// Delegates and guests, in words.
    pub guests: String,
    /// The supervising committee member on the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supervisor: Option<String>,
    /// Whether the supervising member was told of the meeting.
    pub supervisor_told: bool,
    /// Whether the supervising member attended.
    pub supervisor_attended: bool,
    /// Draft of the resolution, prepared before the meeting.
    pub draft_resolution: String,
    /// Minutes spent on ideology, self-criticism and criticism.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub self_criticism_minutes: Option<i32>,
    /// What was new in content or form.
    pub innovation: String,
    /// Whether the minutes were read back and adopted.
    pub minutes_adopted: bool,
    /// Announced at, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announced_at: Option<DateTime<Utc>>,
    /// Submitted at, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted_at: Option<DateTime<Utc>>,
    /// Why the committee returned it.
    pub return_reason: String,
    /// Agenda in order.
    pub agenda: Vec<AgendaItem>,
    /// Roll call by given name, committee first; of a preparatory meeting the committee only.
    pub attendance: Vec<AttendanceRow>,
    /// What was said, in order.
    pub opinions: Vec<Opinion>,
    /// Votes in order.
    pub votes: Vec<Vote>,
    /// Documents.
    pub handouts: Vec<Handout>,
    /// Tasks that this meeting assigns, as at its conclusion.
    pub tasks: Vec<TaskRow>,
    /// Tasks that are reported at this meeting, as at its conclusion: of the last resolution, and what is still open of
    /// earlier ones; at a thematic meeting those that fell due since the regular one.
    pub previous_tasks: Vec<TaskRow>,
    /// Those among them that another meeting answers for in its score: each counts once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counted_elsewhere: Vec<TaskId>,
    /// The resolution's text until the conclusion issues it, for those who may write it; it begins with the usual title
    /// and the prepared draft, or with what was issued before the minutes were reopened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution_draft: Option<ResolutionDraft>,
    /// Its resolution, once concluded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<ResolutionRow>,
    /// The rule set that it is judged by: of its day, as known when it was submitted.
    pub rules: Digest,
    /// The score sheet that it is scored with: the one chosen for its day until it's concluded, then its own.
    pub sheet: Digest,
    /// Scores that the caller may see: own, supervisor's, committee's.
    pub scores: Vec<Score>,
    /// Corrections after the lock.
    pub addenda: Vec<Addendum>,
    /// The lock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock: Option<Lock>,
    /// What was reported of all these tasks after the conclusion, the oldest first: it isn't in the minutes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub later: Vec<LaterReport>,
    /// What the caller may do with this meeting, by permission and state.
    pub allowed: Vec<Action>,
}

/// Which meetings.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct MeetingQuery {
    /// Only of this unit and below.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_id: Option<UnitId>,
    /// Only of this year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Only of this month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month: Option<i32>,
    /// Only of this kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<MeetingKind>,
    /// Only in this state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<MeetingStatus>,
    /// From this day on (Vietnam).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Up to this day (Vietnam).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Where the page begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Items at most, 1 to 200.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}
