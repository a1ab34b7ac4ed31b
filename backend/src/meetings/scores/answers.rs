//! What a person may answer on a sheet: each answer that doesn't count is named.

use shared::api::score::ScoreInput;
use shared::evaluation::{AnswerProblem, Answers, Basis, ScoreResult, ScoreSheet};
use shared::problem::{Code, FieldErrors};

use super::super::limits;
use crate::http::{Error, Result, check};

/// Refuses answers to criteria that the sheet doesn't have, and texts that are too long.
pub(super) fn validate(input: &ScoreInput, sheet: &ScoreSheet) -> Result<()> {
    let mut errors = FieldErrors::default();
    errors.optional_text("/remarks", &input.remarks, limits::TEXT);
    for (id, answer) in &input.answers {
        errors.add_if(sheet.criterion(id).is_none(), &pointer(id), Code::UnknownReference);
        let note = answer.note.as_deref().unwrap_or_default();
        errors.optional_text(&format!("{}/note", pointer(id)), note, limits::TEXT);
    }
    check(errors)
}

/// Refuses a score with an answer that doesn't count.
pub(super) fn refuse_problems(result: &ScoreResult) -> Result<()> {
    check(problems(result))
}

/// Refuses a score that may not be handed in yet.
pub(super) fn refuse_incomplete(result: &ScoreResult) -> Result<()> {
    let mut errors = problems(result);
    for id in &result.unanswered {
        errors.add(pointer(id), Code::NotScoredYet);
    }
    check(errors).map_err(|error| Error { code: Code::Invalid, ..error })
}

fn problems(result: &ScoreResult) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for score in &result.criteria {
        if let Some(problem) = score.problem {
            errors.add(pointer(&score.criterion), code(problem));
        }
    }
    errors
}

const fn code(problem: AnswerProblem) -> Code {
    match problem {
        AnswerProblem::NeedsReason => Code::ReasonNeeded,
        AnswerProblem::TooManyPoints | AnswerProblem::AllOrNothing => Code::OutOfRange,
        AnswerProblem::LeftOut => Code::UnknownReference,
    }
}

/// Leaves out answers that repeat a computed figure: it may be another one on the day of submission, and then the
/// repetition would be a change without a reason.
pub(super) fn without_repetitions(answers: &Answers, result: &ScoreResult) -> Answers {
    let repeats = |id: &str| {
        result.criterion(id).is_some_and(|score| {
            score.basis == Basis::Computed
                && score.computed.is_some()
                && score.overridden.is_none()
                && score.note.is_none()
        })
    };
    answers.iter().filter(|(id, _)| !repeats(id)).map(|(id, answer)| (id.clone(), answer.clone())).collect()
}

/// The answer's JSON Pointer (RFC 6901) in the body.
fn pointer(id: &str) -> String {
    format!("/answers/{}", id.replace('~', "~0").replace('/', "~1"))
}
