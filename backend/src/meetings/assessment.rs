//! What a meeting's own data say about its quality.

use chrono::NaiveDate;
use shared::api::meeting::Meeting;
use shared::api::score::{Assessment, GetAssessment};
use shared::evaluation::{Answers, score};
use shared::meeting::assess::assess;
use shared::meeting::{MeetingStatus, Scorer};

use super::record::MeetingRecord;
use super::scores::ScoreRecord;
use super::{sealed, view};
use crate::db::Conn;
use crate::http::{Call, Context, Error, Result};
use crate::rules::book;

/// Computed criteria with the branch's answers, as far as the caller may see these, and what the rules advise. Once
/// submitted, the facts are those of the submission; once locked, all of it is what was sealed.
pub fn get(cx: &mut Context<'_>, call: Call<GetAssessment>) -> Result<Assessment> {
    let record = MeetingRecord::find(cx.conn, call.path)?;
    let seen = view::audience(cx, record.unit_id)?.sees_score(Scorer::Branch, record.status);
    if record.status == MeetingStatus::Locked
        && let Some(sealed) = sealed::judged(cx.conn, &record, seen)?
    {
        return Ok(sealed);
    }
    let branch = ScoreRecord::find(cx.conn, record.id, Scorer::Branch)?;
    let answers = match &branch {
        Some(branch) if seen => branch.answers()?,
        _ => Answers::new(),
    };
    let meeting = view::load(cx.conn, record.id)?;
    made(cx.conn, &meeting, branch, &answers, cx.today())
}

/// What rules and sheet say of a meeting that was read from its rows, on a day.
///
/// # Errors
/// The database's.
pub(super) fn of_rows(conn: &mut Conn, meeting: &Meeting, today: NaiveDate) -> Result<Assessment> {
    let branch = ScoreRecord::find(conn, meeting.id, Scorer::Branch)?;
    let answers = branch.as_ref().map_or_else(|| Ok(Answers::new()), ScoreRecord::answers)?;
    made(conn, meeting, branch, &answers, today)
}

fn made(
    conn: &mut Conn,
    meeting: &Meeting,
    branch: Option<ScoreRecord>,
    answers: &Answers,
    today: NaiveDate,
) -> Result<Assessment> {
    let book = book(conn)?;
    let missing = || Error::internal("a meeting names rules or a sheet that aren't in the rulebook");
    let rules = book.rule_set_of(meeting.rules.as_str()).ok_or_else(missing)?;
    let sheet = book.sheet(meeting.sheet.as_str()).ok_or_else(missing)?;
    let mut assessment = assess(meeting, &rules.value, sheet, answers, today);
    if let Some(branch) = branch.filter(|_| meeting.submitted_at.is_some()) {
        assessment.facts = branch.facts()?;
        assessment.result = score(sheet, &assessment.facts, answers);
    }
    Ok(assessment)
}
