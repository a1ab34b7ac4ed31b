//! Meetings: planning, running, concluding, reading.

mod view;
mod write;

pub use view::*;
pub use write::*;

use super::endpoint::{Access, Download, Empty, NoQuery};
use super::page::Page;
use super::seal::NewAddendum;
use crate::access::Action;
use crate::endpoints;
use crate::id::{MeetingId, UnitId};
use crate::paper::{Paper, PaperKind};
use crate::problem::Change;

const READ: Access = Access::May(Action::MeetingRead);
const PLAN: Access = Access::May(Action::MeetingPlan);

endpoints! {
    /// By date. Ordinary members see announced meetings of their branch only.
    ListMeetings: Get "/meetings", "List meetings", READ, path (), query MeetingQuery, body Empty, reply 200 Page<MeetingRow>;
    /// The agenda comes from the template of the branch's and the meeting's kind. One regular meeting per branch and
    /// month; a date off the fixed day needs its reason. With `thematic_topic` a thematic meeting follows the regular one
    /// in the same session: it counts for the quarter, and the longer minimum of the rule set holds.
    PlanMeeting: Post "/branches/{unit_id}/meetings", "Plan a meeting", PLAN, path UnitId, query NoQuery, body NewMeeting, reply 201 Meeting;
    /// Everything on the meeting's page. Ordinary members don't get criticism of others, tasks only from the
    /// conclusion on, and scores only once decided.
    /// The version doesn't grow when a task is reported, or somebody is renamed or put in charge: that never conflicts
    /// with a write to the minutes. The hash in the `ETag` does change then.
    GetMeeting: Get "/meetings/{meeting_id}", "Read a meeting", READ, path MeetingId, query NoQuery, body Empty, reply 200 Meeting;
    /// Saves whatever the body holds: scalar fields (null clears), and entries of lists by id (new ones are added,
    /// `deleted` removes). A start time opens the session. On 412, `changes` tells what others wrote since.
    UpdateMeeting: Patch "/meetings/{meeting_id}" if_match, "Write the plan and the minutes", Access::May(Action::MeetingRun), path MeetingId, query NoQuery, body MeetingPatch, reply 200 Saved;
    /// Only while it's planned or announced and nothing was recorded.
    DeleteMeeting: Delete "/meetings/{meeting_id}" if_match, "Remove a planned meeting", PLAN, path MeetingId, query NoQuery, body Empty, reply 204 Empty;
    /// Members with an account see it on their home page, and so does the supervising member; `told` names those who
    /// were told by phone or in person, entered on their behalf. Can be sent again to add people.
    AnnounceMeeting: Post "/meetings/{meeting_id}/notices" if_match, "Announce a meeting", PLAN, path MeetingId, query NoQuery, body NewNotice, reply 200 Saved;
    /// The whole meeting is checked: chair, minute-taker, start and end; a reason for each excused absence; votes fit the roll call as it is; who chaired, recorded, presented or spoke was there.
    /// A regular or thematic meeting issues its resolution, as it is sent or else as the meeting shows it drafted, if a vote on it passed by the majority of the rules (else `not_passed`), or none with `without_resolution`.
    /// The resolution's number is the next of its branch, kind and term; a preparatory meeting has none. Roll call and minutes close.
    ConcludeMeeting: Post "/meetings/{meeting_id}/conclusion" if_match, "Conclude a meeting", Access::May(Action::MeetingConclude), path MeetingId, query NoQuery, body Conclusion, reply 200 Saved;
    /// Until it is submitted. The resolution keeps its number.
    ReopenMeeting: Post "/meetings/{meeting_id}/reopening" if_match, "Reopen the minutes", Access::May(Action::MeetingConclude), path MeetingId, query NoQuery, body Empty, reply 200 Saved;
    /// Needs a complete own score.
    SubmitMeeting: Post "/meetings/{meeting_id}/submission" if_match, "Submit a meeting to the committee", Access::May(Action::ScoreBranch), path MeetingId, query NoQuery, body Empty, reply 200 Saved;
    /// With a reason that the branch reads; the meeting is concluded again and can be reopened.
    ReturnMeeting: Post "/meetings/{meeting_id}/return" if_match, "Return a meeting to the branch", Access::May(Action::ScoreCommittee), path MeetingId, query NoQuery, body Reason, reply 200 Saved;
    /// Locked minutes stay as they are; a correction is appended with its author and time.
    AddAddendum: Post "/meetings/{meeting_id}/addenda" if_match, "Append to locked minutes", Access::May(Action::AddendumWrite), path MeetingId, query NoQuery, body NewAddendum, reply 200 Saved;
    /// What was changed, by whom, when; newest first.
    ListMeetingChanges: Get "/meetings/{meeting_id}/changes", "List a meeting's changes", READ, path MeetingId, query NoQuery, body Empty, reply 200 Page<Change>;
    /// A paper as blocks, the same that the files are drawn from, in the official layout of the meeting's date: what the
    /// caller may see of it. No minutes before the meeting begins (409), no resolution before it is issued, no score sheet of
    /// a committee's meeting (404).
    GetPaper: Get "/meetings/{meeting_id}/papers/{kind}", "A paper as blocks", READ, path (MeetingId, PaperKind), query NoQuery, body Empty, reply 200 Paper;
    /// The same paper as a file.
    GetPaperFile: Get "/meetings/{meeting_id}/papers/{kind}/docx", "A paper as .docx", READ, path (MeetingId, PaperKind), query NoQuery, body Empty, reply 200 Download;
    /// In the official layout of the meeting's date.
    GetMinutes: Get "/meetings/{meeting_id}/minutes.docx", "Minutes as .docx", READ, path MeetingId, query NoQuery, body Empty, reply 200 Download;
    /// In the official layout of the meeting's date.
    GetResolution: Get "/meetings/{meeting_id}/resolution.docx", "Resolution as .docx", READ, path MeetingId, query NoQuery, body Empty, reply 200 Download;
    /// The sheet with the scores given so far. A committee's meeting has none.
    GetScorePaper: Get "/meetings/{meeting_id}/score-sheet.docx", "Score sheet as .docx", READ, path MeetingId, query NoQuery, body Empty, reply 200 Download;
}
