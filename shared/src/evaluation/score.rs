//! Scores one meeting on one sheet.

use serde::{Deserialize, Serialize};

use super::answers::{Answer, AnswerProblem, Answers, Override};
use super::explanation::{self, Explanation, Reckoning};
use super::facts::MeetingFacts;
use super::hints::{Hint, hints};
use super::sheet::{Basis, Criterion, How, MeetingGrade, NotApplicablePolicy, ScoreSheet};
use crate::text_enum;

text_enum! {
    /// Whether a criterion counts yet.
    pub enum CriterionState {
        /// It has points.
        Scored = "scored", "Đã chấm", "Scored";
        /// It doesn't apply to this meeting and is out of the total.
        LeftOut = "left_out", "Không tính", "Left out";
        /// Nobody has answered it and the records don't.
        Unanswered = "unanswered", "Chưa chấm", "Not scored yet";
    }
}

/// What one criterion got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CriterionScore {
    /// The criterion's id.
    pub criterion: String,
    /// Its full points.
    pub max: u32,
    /// Where its points come from.
    pub basis: Basis,
    /// Scored, left out or still open: `points` is there only when scored.
    pub state: CriterionState,
    /// The points that count.
    pub points: Option<u32>,
    /// What the records give, also when a person changed it.
    pub computed: Option<u32>,
    /// A person answered it: confirms a prefilled one.
    pub answered: bool,
    /// A computed figure that a person replaced, and why.
    pub overridden: Option<Override>,
    /// The person's remark.
    pub note: Option<String>,
    /// Why the person's answer doesn't count.
    pub problem: Option<AnswerProblem>,
    /// Why the records give what they give.
    pub explanation: Option<Explanation>,
}

/// What one group got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GroupScore {
    /// The group's id.
    pub group: String,
    /// Points of its scored criteria.
    pub points: u32,
    /// Points that it is out of, without criteria left out.
    pub out_of: u32,
}

/// What a meeting got on a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScoreResult {
    /// The sheet's id.
    pub sheet: String,
    /// One per criterion of the sheet, in its order.
    pub criteria: Vec<CriterionScore>,
    /// One per group of the sheet, in its order.
    pub groups: Vec<GroupScore>,
    /// Sum of the points.
    pub total: u32,
    /// What the sheet is out of: its total without criteria left out; the thresholds stay as they are.
    pub out_of: u32,
    /// Grade of the total so far; final once nothing is unanswered.
    pub grade: MeetingGrade,
    /// Criteria that keep a total of the best grade from it.
    pub capped_by: Vec<String>,
    /// Criteria that nobody has answered.
    pub unanswered: Vec<String>,
    /// Prefilled criteria that nobody has confirmed.
    pub to_confirm: Vec<String>,
    /// Points missing to the best grade; 0 if it is reached or only capped.
    pub missing_points: u32,
    /// Where points were lost; empty when the grade is the best.
    pub to_reach_good: Vec<Hint>,
}

impl ScoreResult {
    /// The score of one criterion.
    pub fn criterion(&self, id: &str) -> Option<&CriterionScore> {
        self.criteria.iter().find(|score| score.criterion == id)
    }

    /// Whether the sheet may be handed in: everything answered, no answer refused.
    pub fn complete(&self) -> bool {
        self.unanswered.is_empty() && self.criteria.iter().all(|score| score.problem.is_none())
    }
}

/// What caps a grade where no criterion measures attendance: the rule about absences without a reason.
pub const UNEXCUSED: &str = "R-11";

/// Scores a meeting: what the records give, then what people answered.
///
/// Total for every input: an answer that doesn't count is marked with its problem and the records' figure stays.
pub fn score(sheet: &ScoreSheet, facts: &MeetingFacts, answers: &Answers) -> ScoreResult {
    let criteria: Vec<CriterionScore> = sheet
        .criteria
        .iter()
        .map(|criterion| score_criterion(sheet, criterion, facts, answers.get(&criterion.id)))
        .collect();
    let groups: Vec<GroupScore> = sheet
        .groups
        .iter()
        .map(|group| {
            let members = sheet.criteria.iter().zip(&criteria).filter(|(c, _)| c.group == group.id);
            let counted = members.filter(|(_, score)| score.state != CriterionState::LeftOut);
            let (points, out_of) = counted
                .fold((0, 0), |(points, out_of), (_, score)| (points + score.points.unwrap_or(0), out_of + score.max));
            GroupScore { group: group.id.clone(), points, out_of }
        })
        .collect();
    let total = groups.iter().map(|group| group.points).sum();
    let by_points = sheet.grade_of(total);
    let not_full = |score: &&CriterionScore| {
        sheet.must_be_full_for_good.contains(&score.criterion) && score.points.is_some_and(|points| points < score.max)
    };
    let mut capped_by: Vec<String> = match by_points {
        MeetingGrade::Good => ids(criteria.iter().filter(not_full)),
        _ => Vec::new(),
    };
    if by_points == MeetingGrade::Good && sheet.no_unexcused_for_good && facts.unexcused > 0 {
        let by = sheet.attendance().map_or(UNEXCUSED, |criterion| &criterion.id);
        if !capped_by.iter().any(|one| one == by) {
            capped_by.push(by.to_owned());
        }
    }
    let grade = match by_points {
        MeetingGrade::Good if !capped_by.is_empty() => MeetingGrade::Fair,
        grade => grade,
    };
    let to_reach_good = if grade == MeetingGrade::Good { Vec::new() } else { hints(sheet, facts, &criteria) };
    ScoreResult {
        sheet: sheet.id.clone(),
        total,
        out_of: groups.iter().map(|group| group.out_of).sum(),
        grade,
        capped_by,
        unanswered: ids(criteria.iter().filter(|score| score.state == CriterionState::Unanswered)),
        to_confirm: ids(criteria.iter().filter(|score| {
            score.basis == Basis::Prefilled && score.state == CriterionState::Scored && !score.answered
        })),
        missing_points: sheet.points_for_good().saturating_sub(total),
        to_reach_good,
        groups,
        criteria,
    }
}

fn ids<'a>(scores: impl Iterator<Item = &'a CriterionScore>) -> Vec<String> {
    scores.map(|score| score.criterion.clone()).collect()
}

fn score_criterion(
    sheet: &ScoreSheet,
    criterion: &Criterion,
    facts: &MeetingFacts,
    answer: Option<&Answer>,
) -> CriterionScore {
    let mut score = CriterionScore {
        criterion: criterion.id.clone(),
        max: criterion.max,
        basis: criterion.basis,
        state: CriterionState::Unanswered,
        points: None,
        computed: None,
        answered: false,
        overridden: None,
        note: answer.and_then(Answer::reason).map(str::to_owned),
        problem: None,
        explanation: None,
    };
    let case = criterion.not_applicable.filter(|case| facts.holds(case.when));
    if let Some(case) = case {
        let figure = Reckoning::NotApplicable { condition: case.when, policy: case.policy };
        score.explanation = Some(explanation::of_figure(sheet, criterion, figure));
        if case.policy == NotApplicablePolicy::Exclude {
            score.state = CriterionState::LeftOut;
            score.problem = answer.map(|_| AnswerProblem::LeftOut);
            return score;
        }
        score.computed = Some(criterion.max);
    } else if let Some((points, explanation)) = from_records(sheet, criterion, facts) {
        score.computed = Some(points);
        score.explanation = Some(explanation);
    }
    score.points = score.computed;
    if let Some(answer) = answer {
        apply(&mut score, criterion, answer);
    }
    if score.points.is_some() {
        score.state = CriterionState::Scored;
    }
    score
}

fn from_records(sheet: &ScoreSheet, criterion: &Criterion, facts: &MeetingFacts) -> Option<(u32, Explanation)> {
    match &criterion.how {
        How::Bands(bands) => {
            let (numerator, denominator) = facts.measured(bands.measure)?;
            let band = bands.band(numerator, denominator, facts.unexcused)?;
            let points = band.points.saturating_sub(bands.less(facts.unexcused));
            Some((points, explanation::of_band(sheet, facts, bands, (numerator, denominator), band)))
        }
        How::YesNo { fact } => {
            let fact = (*fact)?;
            let holds = *facts.yes.get(&fact)?;
            let points = if holds { criterion.max } else { 0 };
            Some((points, explanation::of_figure(sheet, criterion, Reckoning::Fact { fact, holds })))
        }
        How::Judged => None,
    }
}

fn apply(score: &mut CriterionScore, criterion: &Criterion, answer: &Answer) {
    let whole = answer.points == 0 || answer.points == criterion.max;
    let changes = score.computed.filter(|computed| *computed != answer.points);
    score.problem = if answer.points > criterion.max {
        Some(AnswerProblem::TooManyPoints)
    } else if matches!(criterion.how, How::YesNo { .. }) && !whole {
        Some(AnswerProblem::AllOrNothing)
    } else if criterion.basis == Basis::Computed && changes.is_some() && answer.reason().is_none() {
        Some(AnswerProblem::NeedsReason)
    } else {
        None
    };
    if score.problem.is_some() {
        return;
    }
    score.answered = true;
    score.points = Some(answer.points);
    if let (Some(computed), Some(reason)) = (changes, answer.reason()) {
        score.overridden = Some(Override { computed, reason: reason.to_owned() });
    }
}
