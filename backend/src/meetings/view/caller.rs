//! What of a meeting the caller may see and do.

use shared::access::{Action, Actor, Decision, Grant, Role, Whereabouts, decide};
use shared::api::meeting::Meeting;
use shared::id::{MeetingId, UnitId};
use shared::meeting::allowed::{ACTIONS, allowed_in};
use shared::meeting::{MeetingStatus, OpinionKind, Scorer};

use crate::db::above;
use crate::http::{Context, Result};

/// How much of a meeting somebody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Those who run the branch or sit above it: everything.
    Staff,
    /// Ordinary members: no criticism of others, no tasks before they are assigned, and only the committee's score,
    /// once decided.
    Members,
}

impl Audience {
    /// The audience that the actor belongs to at a unit, given as its path: whoever may do `read` there other than as a
    /// member is staff.
    pub fn of(actor: &Actor, read: Action, unit_id: UnitId, path: Vec<UnitId>) -> Self {
        let other = |grant: &&Grant| grant.role != Role::Member;
        let staff = Actor { grants: actor.grants.iter().filter(other).copied().collect(), ..actor.clone() };
        let whereabouts = Whereabouts { path, unit_id: Some(unit_id), owner: None, internal: false };
        match decide(&staff, read, read, &whereabouts) {
            Decision::Allow => Self::Staff,
            Decision::Deny | Decision::Hide => Self::Members,
        }
    }

    /// Whether this audience sees the score that somebody gave a meeting in this state.
    pub fn sees_score(self, scorer: Scorer, status: MeetingStatus) -> bool {
        self == Self::Staff || (scorer == Scorer::Committee && status == MeetingStatus::Locked)
    }
}

/// The audience that the caller belongs to at a unit.
///
/// # Errors
/// The database's.
pub fn audience(cx: &mut Context<'_>, unit_id: UnitId) -> Result<Audience> {
    let today = cx.today();
    let path = above(cx.conn, unit_id, today)?;
    Ok(Audience::of(&cx.who()?.actor, Action::MeetingRead, unit_id, path))
}

/// The meeting as the caller may see it, with what they may do. Sets the ETag.
///
/// # Errors
/// [`shared::problem::Code::NotFound`], or the database's.
pub fn for_caller(cx: &mut Context<'_>, id: MeetingId) -> Result<Meeting> {
    let mut meeting = super::load(cx.conn, id)?;
    let actor = cx.who()?.actor.clone();
    let today = cx.today();
    let path = above(cx.conn, meeting.unit_id, today)?;
    if Audience::of(&actor, Action::MeetingRead, meeting.unit_id, path.clone()) == Audience::Members {
        redact(&mut meeting, &actor);
    }
    meeting.allowed = allowed(&meeting, &actor, path);
    // Nobody else's business until it is issued.
    if !meeting.allowed.contains(&Action::MeetingRun) {
        meeting.resolution_draft = None;
    }
    cx.set_etag(meeting.version);
    Ok(meeting)
}

/// Takes out what ordinary members don't see.
fn redact(meeting: &mut Meeting, actor: &Actor) {
    let status = meeting.status;
    let own = |member| member == actor.member_id && actor.member_id.is_some();
    meeting.opinions.retain(|opinion| match opinion.kind {
        OpinionKind::Criticism | OpinionKind::SelfCriticism | OpinionKind::Reminder => own(opinion.member_id),
        _ => true,
    });
    meeting.tasks.retain(|task| !task.drafted);
    meeting.scores.retain(|score| Audience::Members.sees_score(score.scorer, status));
    meeting.return_reason.clear();
}

/// What the caller may do, by permission and state.
fn allowed(meeting: &Meeting, actor: &Actor, path: Vec<UnitId>) -> Vec<Action> {
    let internal = !meeting.status.visible_to_members();
    let whereabouts = Whereabouts { path, unit_id: Some(meeting.unit_id), owner: None, internal };
    let may = |action: &Action| decide(actor, *action, Action::MeetingRead, &whereabouts) == Decision::Allow;
    let open = |action: &Action| allowed_in(meeting.kind, meeting.status, *action);
    ACTIONS.into_iter().filter(may).filter(open).collect()
}
