//! Scores of a meeting: the branch's own, the supervising member's, the committee's.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::endpoint::{Access, Empty, NoQuery};
use super::meeting::Saved;
use crate::access::Action;
use crate::endpoints;
use crate::evaluation::{Answer, MeetingFacts, MeetingGrade, ScoreResult, ScoreSheet};
use crate::finding::Finding;
use crate::id::MeetingId;
use crate::meeting::Scorer;
use crate::meeting::attendance::AttendanceSummary;
use crate::rulebook::Digest;

/// A score that somebody gave: numbers. [`Score::result`] makes its words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Score {
    /// Who: branch, supervising member or committee.
    pub scorer: Scorer,
    /// The person who entered it.
    pub by: String,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// The sheet that it was given on.
    pub sheet: Digest,
    /// What was counted.
    pub facts: MeetingFacts,
    /// Points given by people, by criterion; an override of a computed criterion carries its reason.
    pub answers: BTreeMap<String, Answer>,
    /// Points by criterion; one that was left out, or that nobody answered, isn't there.
    pub points: BTreeMap<String, u32>,
    /// Sum of the points.
    pub total: u32,
    /// What the sheet is out of, without criteria left out.
    pub out_of: u32,
    /// The grade.
    pub grade: MeetingGrade,
    /// Remarks.
    pub remarks: String,
}

impl Score {
    /// The score in words, on its own sheet: why each criterion has its points.
    pub fn result(&self, sheet: &ScoreSheet) -> ScoreResult {
        let numbers = (self.total, self.out_of, self.grade);
        ScoreResult::of_kept(sheet, &self.facts, &self.answers, &self.points, numbers)
    }
}

/// A score to be given.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ScoreInput {
    /// Points given by people, by criterion.
    pub answers: BTreeMap<String, Answer>,
    /// Remarks.
    pub remarks: String,
}

/// What the meeting's own data say about its quality.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Assessment {
    /// What was counted.
    pub facts: MeetingFacts,
    /// The roll call summed up.
    pub attendance: AttendanceSummary,
    /// The sheet with what can be computed, and the branch's answers.
    pub result: ScoreResult,
    /// What the rules advise.
    pub findings: Vec<Finding>,
}

endpoints! {
    /// Computed criteria with their explanation, and the findings of rules.
    GetAssessment: Get "/meetings/{meeting_id}/assessment", "Assess a meeting", Access::May(Action::MeetingRead), path MeetingId, query NoQuery, body Empty, reply 200 Assessment;
    /// After the conclusion, until it is submitted. Criteria may be left out and added later.
    PutBranchScore: Put "/meetings/{meeting_id}/scores/branch" if_match, "Give the branch's own score", Access::May(Action::ScoreBranch), path MeetingId, query NoQuery, body ScoreInput, reply 200 Saved;
    /// Once submitted, until it is locked.
    PutSupervisorScore: Put "/meetings/{meeting_id}/scores/supervisor" if_match, "Give the supervising member's score", Access::May(Action::ScoreSupervisor), path MeetingId, query NoQuery, body ScoreInput, reply 200 Saved;
    /// Once submitted. Locks minutes and scores with a hash over them.
    PutCommitteeScore: Put "/meetings/{meeting_id}/scores/committee" if_match, "Decide the final score", Access::May(Action::ScoreCommittee), path MeetingId, query NoQuery, body ScoreInput, reply 200 Saved;
}
