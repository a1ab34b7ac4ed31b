//! Scores of a meeting: the branch's own, the supervising member's, and the committee's, which decides and locks.

mod answers;
mod record;

use shared::api::meeting::Saved;
use shared::api::score::{PutBranchScore, PutCommitteeScore, PutSupervisorScore, ScoreInput};
use shared::evaluation::{Answers, MeetingFacts, MeetingGrade, ScoreResult, ScoreSheet};
use shared::id::MeetingId;
use shared::meeting::assess::facts_of;
use shared::meeting::{MeetingKind, MeetingStatus, Scorer};
use shared::part::Part;
use shared::problem::Code;
use shared::rulebook::Digest;

pub use record::ScoreRecord;

use super::conclusion::refuse_contradictions;
use super::record::MeetingRecord;
use super::{lock, view};
use crate::db::Conn;
use crate::http::{Call, Context, Error, Result};
use crate::rules::{book, sheet_on};

/// The branch's own score, which may grow until the meeting is submitted.
pub fn put_branch(cx: &mut Context<'_>, call: Call<PutBranchScore>) -> Result<Saved> {
    let (record, turn) = MeetingRecord::take(cx, call.path, &[part(Scorer::Branch)])?;
    record.expect(MeetingStatus::Concluded)?;
    if record.kind == MeetingKind::Preparatory {
        return Err(Code::WrongState.into());
    }
    let basis = known(cx, record.id)?;
    give(cx, &record, Scorer::Branch, &call.body, &basis)?;
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
    let basis = submitted(cx, record.id)?;
    give(cx, &record, Scorer::Supervisor, &call.body, &basis)?;
    Ok(record.saved())
}

/// The committee's score, by the facts of the submission. It is the last word: minutes and scores are locked with it.
pub fn put_committee(cx: &mut Context<'_>, call: Call<PutCommitteeScore>) -> Result<Saved> {
    let record = MeetingRecord::claim(cx, call.path)?;
    record.expect(MeetingStatus::Submitted)?;
    let basis = submitted(cx, record.id)?;
    refuse_contradictions(cx, record.id)?;
    let result = give(cx, &record, Scorer::Committee, &call.body, &basis)?;
    answers::refuse_incomplete(&result)?;
    lock::lock(cx, record)
}

/// What a score is made from besides answers.
struct Basis {
    digest: Digest,
    sheet: ScoreSheet,
    facts: MeetingFacts,
}

/// Scores the meeting as of its submission, and every later score with it: the facts are settled.
///
/// # Errors
/// [`Code::Invalid`] when the branch's own score isn't complete, with what is missing.
pub fn settle(cx: &mut Context<'_>, record: &MeetingRecord) -> Result<()> {
    let id = record.id;
    let Basis { digest, sheet, facts } = known(cx, id)?;
    let mut scores = ScoreRecord::all(cx.conn, id)?;
    if !scores.iter().any(|score| score.scorer == Scorer::Branch) {
        return answers::refuse_incomplete(&shared::evaluation::score(&sheet, &facts, &Answers::new()));
    }
    for score in &mut scores {
        let (given, before) = (score.answers()?, score.kept()?);
        let result = score.set((&digest, &sheet), &facts, &given)?;
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

/// Lets scores from before the minutes were reopened be on the sheet that the meeting is concluded with now. Answers stay
/// where both sheets have the same criterion; the others have to be given again.
///
/// # Errors
/// The database's.
pub fn follow_sheet(cx: &mut Context<'_>, record: &MeetingRecord) -> Result<()> {
    let id = record.id;
    let digest: Digest = record.sheet_id.parse().map_err(Error::internal)?;
    for mut score in ScoreRecord::all(cx.conn, id)? {
        let given_on = score.sheet()?;
        if given_on == digest {
            continue;
        }
        let Basis { sheet, facts, .. } = on_sheet(cx, id, Some(digest.clone()))?;
        let earlier = book(cx.conn)?.sheet(given_on.as_str()).cloned();
        let (mut given, before) = (score.answers()?, score.kept()?);
        given.retain(|id, _| {
            let was = earlier.as_ref().and_then(|earlier| earlier.criterion(id));
            was.is_some() && was == sheet.criterion(id)
        });
        score.set((&digest, &sheet), &facts, &given)?;
        score.save(cx.conn)?;
        cx.note(id, record.version, part(score.scorer).as_str(), &before, &score.kept()?)?;
    }
    Ok(())
}

/// Keeps a score and notes it in the meeting's history.
fn give(
    cx: &mut Context<'_>,
    meeting: &MeetingRecord,
    scorer: Scorer,
    input: &ScoreInput,
    Basis { digest, sheet, facts }: &Basis,
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
        marks: String::new(),
        points: 0,
        out_of: 0,
        grade: MeetingGrade::Poor,
        complete: false,
        remarks: input.remarks.trim().to_owned(),
        legacy_result: None,
    };
    let first = shared::evaluation::score(sheet, facts, &input.answers);
    answers::refuse_problems(&first)?;
    let result = score.set((digest, sheet), facts, &answers::without_repetitions(&input.answers, &first))?;
    score.save(cx.conn)?;
    cx.note(meeting.id, meeting.version, part(scorer).as_str(), &before, &score.kept()?)?;
    Ok(result)
}

/// Sheet and facts of the meeting as it is.
fn known(cx: &mut Context<'_>, id: MeetingId) -> Result<Basis> {
    on_sheet(cx, id, None)
}

/// The same on a sheet; `None`: its own.
fn on_sheet(cx: &mut Context<'_>, id: MeetingId, digest: Option<Digest>) -> Result<Basis> {
    let (meeting, book) = (view::load(cx.conn, id)?, book(cx.conn)?);
    let missing = || Error::internal("a meeting names rules or a sheet that aren't in the rulebook");
    let rules = book.rule_set_of(meeting.rules.as_str()).ok_or_else(missing)?;
    let facts = facts_of(&meeting, &rules.value, cx.today());
    let digest = digest.unwrap_or(meeting.sheet);
    let sheet = book.sheet(digest.as_str()).ok_or_else(missing)?.clone();
    Ok(Basis { digest, sheet, facts })
}

/// Sheet and facts of the submission, which the branch's score keeps.
fn submitted(cx: &mut Context<'_>, id: MeetingId) -> Result<Basis> {
    let Some(branch) = ScoreRecord::find(cx.conn, id, Scorer::Branch)? else { return known(cx, id) };
    let (digest, facts) = (branch.sheet()?, branch.facts()?);
    let missing = || Error::internal("a score names a sheet that isn't in the rulebook");
    let sheet = book(cx.conn)?.sheet(digest.as_str()).ok_or_else(missing)?.clone();
    Ok(Basis { digest, sheet, facts })
}

/// The sheet of a meeting: its score's own once it was scored, the one that was in force when it was concluded, and until
/// then the one chosen for its day.
///
/// # Errors
/// The database's; when nothing is chosen for its day.
pub fn sheet_of(conn: &mut Conn, record: &MeetingRecord) -> Result<Digest> {
    if record.status.held() {
        if let Some(branch) = ScoreRecord::find(conn, record.id, Scorer::Branch)? {
            return branch.sheet();
        }
        // Meetings from before sheets had digests name an id, which says nothing.
        if book(conn)?.sheet(&record.sheet_id).is_some() {
            return record.sheet_id.parse().map_err(Error::internal);
        }
    }
    sheet_on(conn, record.unit_id, record.day())
}
