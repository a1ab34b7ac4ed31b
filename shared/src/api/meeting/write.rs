//! What is written about a meeting.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::FocalIssue;
use crate::api::patch::present;
use crate::id::{AgendaItemId, HandoutId, MeetingId, MemberId, OpinionId, TaskId, VoteId};
use crate::meeting::{
    AgendaPart, AssigneeKind, AttendanceState, MeetingKind, MeetingStatus, OpinionKind, ResolutionKind, VoteMethod,
    VoteSubject,
};
use crate::unit::Sector;

/// A meeting to be planned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewMeeting {
    /// The id, if the caller makes it (UUIDv7).
    #[serde(default)]
    pub id: Option<MeetingId>,
    /// Kind.
    pub kind: MeetingKind,
    /// Year that it counts for.
    pub year: i32,
    /// Month that it counts for, 1 to 12.
    pub month: i32,
    /// Begins at, UTC.
    pub scheduled_at: DateTime<Utc>,
    /// Why a regular meeting isn't on the fixed day; needed then.
    #[serde(default)]
    pub moved_reason: String,
    /// Place; empty: the branch's usual one.
    #[serde(default)]
    pub place: String,
    /// The focal issue, if chosen already.
    #[serde(default)]
    pub focal_issue: FocalIssue,
    /// The meeting that a preparatory meeting prepares.
    #[serde(default)]
    pub prepares_id: Option<MeetingId>,
    /// Topic of the thematic meeting that follows a regular one in the same session; empty: none does.
    #[serde(default)]
    pub thematic_topic: String,
}

/// An item of the agenda to add, change or remove.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AgendaChange {
    /// The item; a new id (UUIDv7, made by the caller) adds one and needs `part` and `title`.
    pub id: AgendaItemId,
    /// Removes it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deleted: bool,
    /// Its part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<AgendaPart>,
    /// Order within the meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<i32>,
    /// Title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who presents it.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub presenter_id: Option<Option<MemberId>>,
    /// What was concluded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// Whether it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<bool>,
}

/// A member's state in the roll call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AttendanceChange {
    /// The member.
    pub member_id: MemberId,
    /// Their state.
    pub state: AttendanceState,
    /// Reason, for an excused absence; may follow later, but before the conclusion.
    #[serde(default)]
    pub reason: String,
}

/// An opinion to add, change or remove.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OpinionChange {
    /// The opinion; a new id adds one and needs `kind` and a speaker.
    pub id: OpinionId,
    /// Removes it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deleted: bool,
    /// The item that it belongs to.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub agenda_item_id: Option<Option<AgendaItemId>>,
    /// The member.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub member_id: Option<Option<MemberId>>,
    /// A delegate's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delegate: Option<String>,
    /// Kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<OpinionKind>,
    /// What was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A vote to add, change or remove.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VoteChange {
    /// The vote; a new id adds one and needs `subject` and `title`.
    pub id: VoteId,
    /// Removes it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deleted: bool,
    /// Matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<VoteSubject>,
    /// What is voted on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// How.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<VoteMethod>,
    /// For.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_favour: Option<i32>,
    /// Against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<i32>,
    /// Abstained, or other opinion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abstain: Option<i32>,
}

/// A document to add, change or remove.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct HandoutChange {
    /// The document; a new id adds one and needs `title`.
    pub id: HandoutId,
    /// Removes it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deleted: bool,
    /// Title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where members find it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Whether it has been sent; the server notes the time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<bool>,
}

/// A task to assign, change or withdraw. Its result is reported with `UpdateTask`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TaskChange {
    /// The task; a new id adds one and needs `title`, `due_on` and an assignee.
    pub id: TaskId,
    /// Removes it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deleted: bool,
    /// What is to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Sector of work.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub sector: Option<Option<Sector>>,
    /// Kind of assignee.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee_kind: Option<AssigneeKind>,
    /// The member, for the kinds member and committee member.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub assignee_id: Option<Option<MemberId>>,
    /// The association's name, for the kind association.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub association: Option<String>,
    /// Due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<NaiveDate>,
    /// Year of the meeting at which it is reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report_year: Option<i32>,
    /// Month of the meeting at which it is reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report_month: Option<i32>,
}

/// What is to be written of the resolution's text before the conclusion; absent parts stay.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ResolutionChange {
    /// Resolution or conclusion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<ResolutionKind>,
    /// What it is about (trích yếu).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Part I: assessment of the last month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessment: Option<String>,
    /// Part II: what is to be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<String>,
    /// Part III: how it is carried out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub execution: Option<String>,
}

/// What is to be written; absent fields stay, null clears.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct MeetingPatch {
    /// Begins at, UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduled_at: Option<DateTime<Utc>>,
    /// Why it isn't on the fixed day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved_reason: Option<String>,
    /// Place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The focal issue, whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub focal_issue: Option<FocalIssue>,
    /// Topic of the thematic meeting that follows a regular one in the same session; empty: none does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thematic_topic: Option<String>,
    /// Chairs.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub chair_id: Option<Option<MemberId>>,
    /// Takes the minutes.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub secretary_id: Option<Option<MemberId>>,
    /// Began at, UTC; opens the session.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Option<DateTime<Utc>>>,
    /// Ended at, UTC.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Option<DateTime<Utc>>>,
    /// Delegates and guests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guests: Option<String>,
    /// Whether the supervising member attended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supervisor_attended: Option<bool>,
    /// Draft of the resolution.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draft_resolution: Option<String>,
    /// The resolution's text until the conclusion; a preparatory meeting has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<ResolutionChange>,
    /// Minutes spent on ideology, self-criticism and criticism.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub self_criticism_minutes: Option<Option<i32>>,
    /// What was new in content or form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub innovation: Option<String>,
    /// Whether the minutes were read back and adopted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes_adopted: Option<bool>,
    /// Agenda.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub agenda: Vec<AgendaChange>,
    /// Roll call.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attendance: Vec<AttendanceChange>,
    /// Opinions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub opinions: Vec<OpinionChange>,
    /// Votes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub votes: Vec<VoteChange>,
    /// Documents.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub handouts: Vec<HandoutChange>,
    /// Tasks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<TaskChange>,
}

/// A write of a meeting was saved.
pub type Saved = crate::api::Saved<MeetingStatus>;

/// An announcement.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct NewNotice {
    /// Members who were told by phone or in person.
    pub told: Vec<MemberId>,
}

/// What is concluded.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Conclusion {
    /// The resolution; absent: the meeting's `resolution_draft` as it is then. A preparatory meeting has none.
    pub resolution: Option<ResolutionDraft>,
    /// No resolution is issued, such as when the vote on it didn't pass: the draft stays a draft.
    pub without_resolution: bool,
}

/// The resolution's text: parts I to IV of HD 42-HD/BTCTW of 28/10/2025, of which the tables come from the meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResolutionDraft {
    /// Resolution or conclusion.
    pub kind: ResolutionKind,
    /// What it is about (trích yếu).
    pub title: String,
    /// Part I: assessment of the last month.
    #[serde(default)]
    pub assessment: String,
    /// Part II: what is to be done.
    #[serde(default)]
    pub direction: String,
    /// Part III: how it is carried out.
    #[serde(default)]
    pub execution: String,
}

/// Why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// In words that the branch reads.
    pub reason: String,
}
