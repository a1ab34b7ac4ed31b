//! The decision: may this actor do this action here?

use serde::{Deserialize, Serialize};

use super::{Action, Reach, Role, reach};
use crate::id::{MemberId, UnitId};

/// A role at a unit, in force now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// Where it holds.
    pub unit_id: UnitId,
}

/// Who asks: read from the database for every request, so that ending a grant bites at once.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Actor {
    /// The member that the account belongs to.
    pub member_id: Option<MemberId>,
    /// The grants in force today.
    pub grants: Vec<Grant>,
    /// The branches that the member is in charge of today.
    pub supervised: Vec<UnitId>,
}

impl Actor {
    /// Whether some grant allows the action anywhere.
    pub fn may(&self, action: Action) -> bool {
        self.grants.iter().any(|grant| reach(grant.role, action).is_some())
    }

    /// Whether the actor has the role somewhere.
    pub fn has(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }
}

/// Where the thing that is asked for belongs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Whereabouts {
    /// The unit that it belongs to and every unit above, in any order; empty for things of no unit, such as accounts.
    pub path: Vec<UnitId>,
    /// The unit that it belongs to.
    pub unit_id: Option<UnitId>,
    /// The member whose own it is.
    pub owner: Option<MemberId>,
    /// Whether only those who run the branch, or sit above it, may know of it yet: a meeting that isn't announced, a
    /// task of one that isn't concluded.
    pub internal: bool,
}

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Yes.
    Allow,
    /// No: the actor sees the thing, but may not do this (403).
    Deny,
    /// No: the actor isn't to know that it exists (404).
    Hide,
}

/// Decides whether the actor may do the action at the place. `seen_by` is the action that lets somebody see such a
/// thing: who may see it gets [`Decision::Deny`], who may not gets [`Decision::Hide`].
pub fn decide(actor: &Actor, action: Action, seen_by: Action, place: &Whereabouts) -> Decision {
    if allowed(actor, action, place) {
        Decision::Allow
    } else if allowed(actor, seen_by, place) {
        Decision::Deny
    } else {
        Decision::Hide
    }
}

fn allowed(actor: &Actor, action: Action, place: &Whereabouts) -> bool {
    actor.grants.iter().any(|grant| {
        if place.internal && grant.role == Role::Member {
            return false;
        }
        match reach(grant.role, action) {
            None => false,
            Some(Reach::All) => true,
            Some(Reach::Below) => place.path.contains(&grant.unit_id),
            Some(Reach::Unit) => place.unit_id == Some(grant.unit_id),
            Some(Reach::Supervised) => place.unit_id.is_some_and(|unit| actor.supervised.contains(&unit)),
            Some(Reach::Own) => place.owner.is_some() && place.owner == actor.member_id,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn unit(n: u128) -> UnitId {
        UnitId(Uuid::from_u128(n))
    }

    fn actor(role: Role, at: UnitId) -> Actor {
        Actor { member_id: None, grants: vec![Grant { role, unit_id: at }], supervised: vec![unit(3)] }
    }

    fn branch(n: u128) -> Whereabouts {
        Whereabouts { path: vec![unit(1), unit(n)], unit_id: Some(unit(n)), ..Whereabouts::default() }
    }

    #[test]
    fn a_secretary_reads_and_runs_only_the_own_branch() {
        let secretary = actor(Role::Secretary, unit(2));
        let run = |place| decide(&secretary, Action::MeetingRun, Action::MeetingRead, &place);
        assert_eq!(run(branch(2)), Decision::Allow);
        assert_eq!(run(branch(3)), Decision::Hide);
    }

    #[test]
    fn who_sees_a_thing_is_denied_and_who_does_not_is_told_nothing() {
        let office = actor(Role::Office, unit(1));
        assert_eq!(decide(&office, Action::MeetingRun, Action::MeetingRead, &branch(2)), Decision::Deny);
        let supervisor = actor(Role::CommitteeMember, unit(1));
        assert_eq!(decide(&supervisor, Action::ScoreSupervisor, Action::MeetingRead, &branch(3)), Decision::Allow);
        assert_eq!(decide(&supervisor, Action::ScoreSupervisor, Action::MeetingRead, &branch(2)), Decision::Hide);
    }

    #[test]
    fn a_planned_meeting_is_hidden_from_ordinary_members_only() {
        let place = Whereabouts { internal: true, ..branch(2) };
        assert_eq!(
            decide(&actor(Role::Member, unit(2)), Action::MeetingRead, Action::MeetingRead, &place),
            Decision::Hide
        );
        assert_eq!(
            decide(&actor(Role::Scribe, unit(2)), Action::MeetingRead, Action::MeetingRead, &place),
            Decision::Allow
        );
    }

    #[test]
    fn an_admin_has_no_say_in_scores() {
        for action in [Action::ScoreBranch, Action::ScoreSupervisor, Action::ScoreCommittee, Action::MeetingRun] {
            assert_eq!(reach(Role::Admin, action), None, "{action}");
        }
    }
}
