//! What a meeting's state allows, whoever asks: the second, small table beside the one of permissions.

use super::kinds::{MeetingKind, MeetingStatus};
use crate::access::Action;

/// Actions on a meeting that its state decides about, in the order of a meeting's way.
pub const ACTIONS: [Action; 7] = [
    Action::MeetingPlan,
    Action::MeetingRun,
    Action::MeetingConclude,
    Action::ScoreBranch,
    Action::ScoreSupervisor,
    Action::ScoreCommittee,
    Action::AddendumWrite,
];

/// Whether the state of a meeting allows an action on it. Minutes are written until the conclusion, which the branch may
/// take back until it submits; locked minutes take addenda only. A preparatory meeting isn't scored.
pub const fn allowed_in(kind: MeetingKind, status: MeetingStatus, action: Action) -> bool {
    use MeetingStatus::{Announced, Concluded, InSession, Locked, Planned, Submitted};
    let scored = !matches!(kind, MeetingKind::Preparatory);
    match action {
        Action::MeetingPlan => matches!(status, Planned | Announced),
        Action::MeetingRun => status.minutes_open(),
        Action::MeetingConclude => matches!(status, InSession | Concluded),
        Action::ScoreBranch => scored && matches!(status, Concluded),
        Action::ScoreSupervisor | Action::ScoreCommittee => scored && matches!(status, Submitted),
        Action::AddendumWrite => matches!(status, Locked),
        // Reading, and everything that isn't about a meeting: a task lives on after it.
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table as people read it: one column per state, one letter per action.
    #[test]
    fn every_state_allows_just_this() {
        let row = |kind, status| -> String {
            ACTIONS
                .iter()
                .zip("PRCbsca".chars())
                .filter(|(a, _)| allowed_in(kind, status, **a))
                .map(|(_, c)| c)
                .collect()
        };
        let table = |kind| MeetingStatus::ALL.iter().map(|status| row(kind, *status)).collect::<Vec<_>>();
        for kind in [MeetingKind::Regular, MeetingKind::Thematic] {
            assert_eq!(table(kind), ["PR", "PR", "RC", "Cb", "sc", "a"]);
        }
        assert_eq!(table(MeetingKind::Preparatory), ["PR", "PR", "RC", "C", "", "a"]);
    }

    #[test]
    fn reading_is_always_allowed() {
        for status in MeetingStatus::ALL {
            assert!(allowed_in(MeetingKind::Regular, *status, Action::MeetingRead));
        }
    }
}
