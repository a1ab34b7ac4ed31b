//! What a meeting's own data say about its quality.

use shared::api::score::{Assessment, GetAssessment};
use shared::evaluation::{Answers, score};
use shared::meeting::Scorer;
use shared::meeting::assess::assess;

use super::scores::ScoreRecord;
use super::view;
use crate::http::{Call, Context, Error, Result};

/// Computed criteria with the branch's answers, as far as the caller may see these, and what the rules advise. Once
/// submitted, the facts are those of the submission.
pub fn get(cx: &mut Context<'_>, call: Call<GetAssessment>) -> Result<Assessment> {
    let meeting = view::load(cx.conn, call.path)?;
    let branch = ScoreRecord::find(cx.conn, meeting.id, Scorer::Branch)?;
    let seen = view::audience(cx, meeting.unit_id)?.sees_score(Scorer::Branch, meeting.status);
    let answers = match &branch {
        Some(branch) if seen => branch.answers()?,
        _ => Answers::new(),
    };
    let mut assessment = assess(&meeting, &answers, cx.today())
        .ok_or_else(|| Error::internal("no rule set or score sheet is shipped with this program"))?;
    if let Some(branch) = branch.filter(|_| meeting.submitted_at.is_some()) {
        assessment.facts = branch.facts()?;
        assessment.result = score(&branch.sheet(cx.conn)?, &assessment.facts, &answers);
    }
    Ok(assessment)
}
