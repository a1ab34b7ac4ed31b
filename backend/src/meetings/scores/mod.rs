//! Scores of a meeting: the branch's own, the supervising member's, and the committee's, which decides and locks.

mod answers;
mod record;

use shared::api::meeting::{Meeting, Saved};
use shared::api::score::{PutBranchScore, PutCommitteeScore, PutSupervisorScore, ScoreInput};
use shared::evaluation::{Answers, MeetingFacts, MeetingGrade, ScoreResult, ScoreSheet};
use shared::id::MeetingId;
use shared::meeting::assess::{facts_of, rules_of, sheet_of};
use shared::meeting::{MeetingKind, MeetingStatus, Scorer};
use shared::part::Part;
use shared::problem::Code;

pub use record::ScoreRecord;

use super::record::MeetingRecord;
use super::{lock, view};
use crate::http::{Call, Context, Error, Result};

/// The branch's own score, which may grow until the meeting is submitted.
pub fn put_branch(cx: &mut Context<'_>, call: Call<PutBranchScore>) -> Result<Saved> {
    let (record, turn) = MeetingRecord::take(cx, call.path, &[part(Scorer::Branch)])?;
    record.expect(MeetingStatus::Concluded)?;
    if record.kind == MeetingKind::Preparatory {
        return Err(Code::WrongState.into());
    }
    let (sheet, facts) = known(cx, record.id)?;
    give(cx, &record, Scorer::Branch, &call.body, &sheet, &facts)?;
    record.save(cx.conn)?;
    Ok(Saved { others: turn.others, ..record.saved() })
}

/// What histories call a score.
fn part(scorer: Scorer) -> Part {
    Part::new("scores").below(scorer)
}

/// The supervising member's score, by the facts of the submission.
pub fn put_supervisor(cx: &mut Context<'_>, call: Call<PutSupervisorScore>) -> Result<Saved> {
    let record = MeetingRecord::claim(cx, call.path)?;
    record.expect(MeetingStatus::Submitted)?;
    let (sheet, facts) = submitted(cx, record.id)?;
    give(cx, &record, Scorer::Supervisor, &call.body, &sheet, &facts)?;
    Ok(record.saved())
}

/// The committee's score, by the facts of the submission. It is the last word: minutes and scores are locked with it.
pub fn put_committee(cx: &mut Context<'_>, call: Call<PutCommitteeScore>) -> Result<Saved> {
    let record = MeetingRecord::claim(cx, call.path)?;
    record.expect(MeetingStatus::Submitted)?;
    let (sheet, facts) = submitted(cx, record.id)?;
    let result = give(cx, &record, Scorer::Committee, &call.body, &sheet, &facts)?;
    answers::refuse_incomplete(&result)?;
    lock::lock(cx, record)
}

/// Scores the meeting as of its submission, and every later score with it: the facts are settled.
///
/// # Errors
/// [`Code::Invalid`] when the branch's own score isn't complete, with what is missing.
pub fn settle(cx: &mut Context<'_>, record: &MeetingRecord) -> Result<()> {
    let id = record.id;
    let meeting = view::load(cx.conn, id)?;
    let facts = facts(cx, &meeting)?;
    let mut scores = ScoreRecord::all(cx.conn, id)?;
    if !scores.iter().any(|score| score.scorer == Scorer::Branch) {
        let sheet = sheet_of(&meeting).ok_or_else(no_sheet)?;
        return answers::refuse_incomplete(&shared::evaluation::score(sheet, &facts, &Answers::new()));
    }
    for score in &mut scores {
        let (sheet, given, before) = (score.sheet(cx.conn)?, score.answers()?, score.kept()?);
        let result = score.set(cx.conn, &sheet, &facts, &given)?;
        if score.scorer == Scorer::Branch {
            answers::refuse_incomplete(&result)?;
        }
        score.save(cx.conn)?;
        let after = score.kept()?;
        if after != before {
            cx.note(id, record.version, part(score.scorer).as_str(), &before, &after)?;
        }
    }
    Ok(())
}

/// Keeps a score and notes it in the meeting's history.
fn give(
    cx: &mut Context<'_>,
    meeting: &MeetingRecord,
    scorer: Scorer,
    input: &ScoreInput,
    sheet: &ScoreSheet,
    facts: &MeetingFacts,
) -> Result<ScoreResult> {
    answers::validate(input, sheet)?;
    let before = ScoreRecord::find(cx.conn, meeting.id, scorer)?.map(|score| score.kept()).transpose()?;
    let mut score = ScoreRecord {
        meeting_id: meeting.id,
        scorer,
        by_name: cx.who()?.name.clone(),
        given_at: cx.now().naive_utc(),
        sheet_digest: String::new(),
        facts: String::new(),
        answers: String::new(),
        result: String::new(),
        points: 0,
        out_of: 0,
        grade: MeetingGrade::Poor,
        complete: false,
        remarks: input.remarks.trim().to_owned(),
    };
    let first = shared::evaluation::score(sheet, facts, &input.answers);
    answers::refuse_problems(&first)?;
    let result = score.set(cx.conn, sheet, facts, &answers::without_repetitions(&input.answers, &first))?;
    score.save(cx.conn)?;
    cx.note(meeting.id, meeting.version, part(scorer).as_str(), &before, &score.kept()?)?;
    Ok(result)
}

/// Sheet and facts before the submission.
fn known(cx: &mut Context<'_>, id: MeetingId) -> Result<(ScoreSheet, MeetingFacts)> {
    let meeting = view::load(cx.conn, id)?;
    let facts = facts(cx, &meeting)?;
    Ok((sheet_of(&meeting).cloned().ok_or_else(no_sheet)?, facts))
}

/// Sheet and facts of the submission, which the branch's score keeps.
fn submitted(cx: &mut Context<'_>, id: MeetingId) -> Result<(ScoreSheet, MeetingFacts)> {
    match ScoreRecord::find(cx.conn, id, Scorer::Branch)? {
        Some(branch) => Ok((branch.sheet(cx.conn)?, branch.facts()?)),
        None => known(cx, id),
    }
}

fn facts(cx: &Context<'_>, meeting: &Meeting) -> Result<MeetingFacts> {
    let rules = rules_of(meeting).ok_or_else(|| Error::internal("no rule set is shipped with this program"))?;
    Ok(facts_of(meeting, rules, cx.today()))
}

fn no_sheet() -> Error {
    Error::internal("no score sheet is shipped with this program")
}
