//! Rule sets: the parameters of a time, with the documents that they are from.
//!
//! Documents are replaced every few years, so a meeting is judged by the set of its own date. A set names only the
//! sections that differ from the one it inherits; sets are resolved when the shipped files are read.

mod branch;
mod parameters;

pub use branch::{AbsenceRule, BranchRules, CommitteeRule, TermRule};
pub use parameters::{
    AttendanceTarget, Comparison, FromMembers, Majority, MeetingRules, RatingRules, RuleSet, TargetRules, VoteRule,
    VoteRules,
};
