//! What a meeting's own data say about its quality.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use shared::api::meeting::Meeting;
use shared::api::score::{Assessment, GetAssessment};
use shared::evaluation::{Answers, score};
use shared::finding::Finding;
use shared::meeting::assess::assess;
use shared::meeting::attendance::AttendanceSummary;
use shared::meeting::{MeetingStatus, Scorer};

use super::record::MeetingRecord;
use super::scores::ScoreRecord;
use super::{sealed, view};
use crate::db::Conn;
use crate::db::schema::meeting as table;
use crate::http::{Call, Context, Error, Result};
use crate::rules::book;

/// What the rules said when a meeting was submitted; its score keeps the facts.
#[derive(Debug, Serialize, Deserialize)]
struct Submission {
    attendance: AttendanceSummary,
    findings: Vec<Finding>,
}

/// Computed criteria with the branch's answers, as far as the caller may see these, and what the rules advise. Once
/// submitted, all but the answers is as it was then; once locked, all of it is what was sealed.
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
    made(cx.conn, (&record, &meeting), branch, &answers, cx.today())
}

/// What rules and sheet say of a meeting that was read from its rows, on a day; of a submitted one, what they said then.
///
/// # Errors
/// The database's.
pub(super) fn of_rows(
    conn: &mut Conn,
    record: &MeetingRecord,
    meeting: &Meeting,
    today: NaiveDate,
) -> Result<Assessment> {
    let branch = ScoreRecord::find(conn, meeting.id, Scorer::Branch)?;
    let answers = branch.as_ref().map_or_else(|| Ok(Answers::new()), ScoreRecord::answers)?;
    made(conn, (record, meeting), branch, &answers, today)
}

/// Keeps what the rules say of a meeting that is being submitted: people and tasks change, and what was handed in doesn't.
///
/// # Errors
/// The database's.
pub fn keep(conn: &mut Conn, record: &MeetingRecord, today: NaiveDate) -> Result<()> {
    let meeting = view::assemble(conn, record)?;
    let Assessment { attendance, findings, .. } = of_rows(conn, record, &meeting, today)?;
    let kept = serde_json::to_string(&Submission { attendance, findings }).map_err(Error::internal)?;
    diesel::update(table::table.find(record.id)).set(table::submission.eq(kept)).execute(conn)?;
    Ok(())
}

fn made(
    conn: &mut Conn,
    (record, meeting): (&MeetingRecord, &Meeting),
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
    if let Some(kept) = &record.submission {
        Submission { attendance: assessment.attendance, findings: assessment.findings } =
            serde_json::from_str(kept).map_err(Error::internal)?;
    }
    Ok(assessment)
}
