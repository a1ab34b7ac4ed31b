//! The permission table: one row per action, one cell per role. Everything else about permissions follows from it.

use super::{Action, Role};
use crate::text_enum;

text_enum! {
    /// How far a permission reaches from the unit of its grant.
    pub enum Reach {
        /// Only what is the person's own: their record, the tasks assigned to them.
        Own = "own", "của mình", "own";
        /// The unit of the grant.
        Unit = "unit", "đơn vị", "unit";
        /// The branches that the person is in charge of today.
        Supervised = "supervised", "chi bộ phụ trách", "supervised branches";
        /// The unit of the grant and everything below it.
        Below = "below", "đơn vị và cấp dưới", "unit and below";
        /// Everything.
        All = "all", "tất cả", "all";
    }
}

const OWN: Option<Reach> = Some(Reach::Own);
const UNIT: Option<Reach> = Some(Reach::Unit);
const SUPE: Option<Reach> = Some(Reach::Supervised);
const BELO: Option<Reach> = Some(Reach::Below);
const ALL_: Option<Reach> = Some(Reach::All);
const ____: Option<Reach> = None;

/// Columns of the table, in this order.
pub const ROLES: [Role; 8] = [
    Role::Admin,
    Role::StandingMember,
    Role::Office,
    Role::CommitteeMember,
    Role::Inspector,
    Role::Secretary,
    Role::Scribe,
    Role::Member,
];

/// How far the role may do the action; `None`: not at all.
pub fn reach(role: Role, action: Action) -> Option<Reach> {
    let row = row(action);
    ROLES.iter().position(|column| *column == role).and_then(|column| row.get(column).copied().flatten())
}

#[rustfmt::skip]
const fn row(action: Action) -> [Option<Reach>; 8] {
    match action {
        //                            admin standing office committee inspector secretary scribe member
        Action::UnitRead          => [ALL_, BELO, BELO, BELO, BELO, UNIT, UNIT, UNIT],
        Action::UnitWrite         => [ALL_, ____, BELO, ____, ____, ____, ____, ____],
        Action::SupervisionRead   => [____, BELO, BELO, BELO, BELO, UNIT, UNIT, UNIT],
        Action::SupervisionAssign => [____, BELO, ____, ____, ____, ____, ____, ____],
        Action::MemberRead        => [____, BELO, BELO, SUPE, BELO, UNIT, UNIT, OWN ],
        Action::MemberWrite       => [____, ____, BELO, ____, ____, ____, ____, ____],
        Action::MemberImport      => [____, ____, BELO, ____, ____, ____, ____, ____],
        Action::MeetingRead       => [____, BELO, BELO, SUPE, BELO, UNIT, UNIT, UNIT],
        Action::MeetingPlan       => [____, ____, ____, ____, ____, UNIT, UNIT, ____],
        Action::MeetingRun        => [____, ____, ____, ____, ____, UNIT, UNIT, ____],
        Action::MeetingConclude   => [____, ____, ____, ____, ____, UNIT, ____, ____],
        Action::ScoreBranch       => [____, ____, ____, ____, ____, UNIT, ____, ____],
        Action::ScoreSupervisor   => [____, ____, ____, SUPE, ____, ____, ____, ____],
        Action::ScoreCommittee    => [____, BELO, ____, ____, ____, ____, ____, ____],
        Action::AddendumWrite     => [____, ____, ____, ____, ____, UNIT, ____, ____],
        Action::TaskRead          => [____, BELO, BELO, SUPE, BELO, UNIT, UNIT, UNIT],
        Action::TaskReport        => [____, ____, ____, ____, ____, UNIT, UNIT, OWN ],
        Action::TaskReopen        => [____, ____, ____, ____, ____, UNIT, ____, ____],
        Action::TargetRead        => [____, BELO, BELO, BELO, BELO, UNIT, UNIT, UNIT],
        Action::TargetWrite       => [____, ____, BELO, ____, ____, ____, ____, ____],
        Action::SheetRead         => [____, BELO, BELO, BELO, BELO, ____, ____, ____],
        Action::SheetWrite        => [____, ____, BELO, ____, ____, ____, ____, ____],
        Action::SheetChoose       => [____, BELO, ____, ____, ____, ____, ____, ____],
        Action::OverviewRead      => [____, BELO, BELO, BELO, BELO, ____, ____, ____],
        Action::AccountRead       => [ALL_, ____, ____, ____, ____, ____, ____, ____],
        Action::AccountWrite      => [ALL_, ____, ____, ____, ____, ____, ____, ____],
        Action::AuditRead         => [ALL_, ____, ____, ____, BELO, ____, ____, ____],
        Action::JobRun            => [ALL_, ____, ____, ____, ____, ____, ____, ____],
    }
}

/// The table as Markdown, for `docs/permissions.md`.
pub fn markdown() -> String {
    let mut text = String::from("| action |");
    for role in ROLES {
        text.push_str(&format!(" {role} |"));
    }
    text.push_str("\n|---|");
    text.push_str(&"---|".repeat(ROLES.len()));
    for action in Action::ALL {
        text.push_str(&format!("\n| `{action}` |"));
        for role in ROLES {
            text.push_str(&format!(" {} |", reach(role, *action).map_or("", Reach::as_str)));
        }
    }
    text.push('\n');
    text
}
