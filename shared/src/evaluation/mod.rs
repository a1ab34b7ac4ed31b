//! Scoring the quality of a meeting on a 100-point sheet, and the cap on yearly ratings.
//!
//! Pure functions: the browser shows the score and what capped it while somebody types, offline too; the server
//! computes the same thing again and is the authority. Sheets are data, so a locality's sheet needs no new code.

mod answers;
mod compare;
mod explanation;
mod facts;
mod hints;
mod kept;
mod measure;
pub mod rating;
mod score;
mod sheet;
mod validate;
mod words;

pub use answers::{Answer, AnswerProblem, Answers, Override};
pub use compare::{Difference, Part, Respect, compare};
pub use explanation::{Explanation, LeftOut, LeftOutReason, Reckoning, left_out};
pub use facts::{MeetingFacts, YesFact};
pub use hints::{Hint, Need};
pub use kept::Points;
pub use score::{CriterionScore, CriterionState, GroupScore, ScoreResult, UNEXCUSED, score};
pub use sheet::{
    Band, Bands, Basis, Condition, Criterion, GradeStep, Group, How, Limit, Measure, MeetingGrade, NotApplicable,
    NotApplicablePolicy, Origin, ScoreSheet, SheetPurpose,
};
pub use validate::{place, refuse, validate};
