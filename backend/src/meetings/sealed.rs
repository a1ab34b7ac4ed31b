//! A locked meeting as its seal keeps it: everything that screens and papers show of it, as bytes. Names, letterhead and
//! what became of earlier tasks are in it, so that nothing which is written elsewhere later changes what is read here.
//!
//! Beside the content a seal has a hash over the meeting's rows ([`super::lock::hash`]): lists and figures read those.
//! A later form gets another name, and older ones are still read.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::api::meeting::{LaterReport, Lock, Meeting};
use shared::api::score::Assessment;
use shared::api::task::TaskRow;
use shared::evaluation::{Answers, MeetingFacts, score};
use shared::finding::Finding;
use shared::meeting::attendance::AttendanceSummary;
use shared::meeting::{MeetingStatus, Scorer};
use shared::time::local_date;

use super::record::MeetingRecord;
use super::{assessment, first_form, lock, view};
use crate::db::Conn;
use crate::http::{Error, Result};
use crate::rules::book;
use crate::seal::{self, Seal};

/// A meeting that was sealed when it was locked.
const FORM: &str = "nenep-meeting-2";
/// Added to the form of one that was locked with a hash over its rows and sealed later, after that hash was found right.
const LATER: &str = " after nenep-lock-1";
/// Added where the hash wasn't right any more when it was to be sealed: it keeps being reported.
const CHANGED: &str = " changed after nenep-lock-1";
/// What the forms of meetings begin with.
pub(super) const MEETING: &str = "nenep-meeting-";

/// What is sealed.
#[derive(Debug, Serialize, Deserialize)]
struct Content {
    form: String,
    at: DateTime<Utc>,
    by: String,
    /// The hash that the meeting was locked with before there were seals; printed on its papers of then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    earlier: Option<String>,
    /// [`lock::hash`] over the meeting's rows.
    rows: String,
    attendance: AttendanceSummary,
    facts: MeetingFacts,
    findings: Vec<Finding>,
    /// As staff see it; without what grows after the lock.
    meeting: Meeting,
}

/// Seals a locked meeting as its rows are now; gives the seal's digest. `earlier` says whether the hash of a meeting that
/// was locked before there were seals was found right.
///
/// # Errors
/// The database's; when the meeting can't be read or written as JSON.
pub fn seal(conn: &mut Conn, record: &MeetingRecord, earlier: Option<bool>) -> Result<Seal> {
    let form = match earlier {
        None => FORM.to_owned(),
        Some(true) => format!("{FORM}{LATER}"),
        Some(false) => format!("{FORM}{CHANGED}"),
    };
    let at = record.locked_at.ok_or_else(|| Error::internal("a meeting that isn't locked can't be sealed"))?;
    let by = record.locked_by.clone().unwrap_or_default();
    let mut meeting = view::assemble(conn, record)?;
    meeting.addenda.clear();
    meeting.later.clear();
    meeting.lock = None;
    let judged = assessment::of_rows(conn, &meeting, local_date(at.and_utc()))?;
    let content = Content {
        form: form.clone(),
        at: at.and_utc(),
        by: by.clone(),
        earlier: earlier.and(record.lock_hash.clone()),
        rows: lock::hash(conn, record.id)?,
        attendance: judged.attendance,
        facts: judged.facts,
        findings: judged.findings,
        meeting,
    };
    let content = serde_json::to_string(&content).map_err(Error::internal)?;
    Ok(seal::keep(conn, record.id.0, &form, content, (at, &by))?)
}

/// The content of a seal, and whether it is what was sealed for this meeting.
///
/// # Errors
/// The database's.
fn opened(conn: &mut Conn, seal: &Seal, record: &MeetingRecord) -> Result<(Option<Content>, bool)> {
    let content: Option<Content> = if seal.form.starts_with(first_form::FORM) {
        let content = first_form::brought_up(conn, &seal.content, record)?;
        content.and_then(|content| serde_json::from_value(content).ok())
    } else {
        serde_json::from_str(&seal.content).ok()
    };
    let fits = |content: &Content| {
        let kept = content.earlier.as_ref().unwrap_or(&seal.digest);
        content.form == seal.form
            && !content.form.ends_with(CHANGED)
            && content.meeting.id == record.id
            && record.status == MeetingStatus::Locked
            && record.lock_hash.as_ref() == Some(kept)
            && record.locked_at.map(|at| at.and_utc()) == Some(content.at)
            && record.locked_by.as_ref() == Some(&content.by)
    };
    let matches = seal.matches() && content.as_ref().is_some_and(fits);
    Ok((content, matches))
}

/// A locked meeting from its seal alone, with its corrections and what became of its tasks. One whose seal is lost or
/// can't be read is shown from its rows, and doesn't match.
///
/// # Errors
/// The database's.
pub fn read(conn: &mut Conn, record: &MeetingRecord) -> Result<Meeting> {
    let kept = seal::latest(conn, record.id.0)?;
    let (content, matches) = match &kept {
        Some(kept) => opened(conn, kept, record)?,
        None => (None, false),
    };
    let Some(Content { at, by, earlier, mut meeting, .. }) = content else {
        let mut meeting = view::assemble(conn, record)?;
        meeting.lock = Some(Lock {
            hash: kept.map(|kept| kept.digest).or_else(|| record.lock_hash.clone()).unwrap_or_default(),
            at: record.locked_at.unwrap_or_default().and_utc(),
            by: record.locked_by.clone().unwrap_or_default(),
            matches: false,
            earlier: None,
        });
        return Ok(meeting);
    };
    meeting.id = record.id;
    meeting.version = record.version;
    meeting.status = record.status;
    meeting.addenda = view::addenda(conn, record.id)?;
    meeting.later = later(conn, record, &meeting)?;
    let hash = kept.map(|kept| kept.digest).unwrap_or_default();
    meeting.lock = Some(Lock { hash, at, by, matches, earlier });
    Ok(meeting)
}

/// What was reported of the tasks in a seal after the conclusion. Seals of earlier forms have what was reported before the
/// lock in them: that isn't later.
fn later(conn: &mut Conn, record: &MeetingRecord, sealed: &Meeting) -> Result<Vec<LaterReport>> {
    let mut later = view::later(conn, record, &sealed.tasks, &sealed.previous_tasks)?;
    let said = sealed.tasks.iter().chain(&sealed.previous_tasks);
    later.retain(|report| {
        let same = |task: &TaskRow| {
            task.id == report.task_id
                && (task.status, task.done_on, &task.result) == (report.status, report.done_on, &report.result)
        };
        report.at > record.locked_at.unwrap_or_default().and_utc() || !said.clone().any(same)
    });
    Ok(later)
}

/// What the rules said of a locked meeting when it was locked, with the branch's score if the caller sees it. `None` if
/// there's no seal to read it from.
///
/// # Errors
/// The database's; when the sheet isn't kept any more.
pub fn judged(conn: &mut Conn, record: &MeetingRecord, score_seen: bool) -> Result<Option<Assessment>> {
    let Some(kept) = seal::latest(conn, record.id.0)? else { return Ok(None) };
    let Some(content) = opened(conn, &kept, record)?.0 else { return Ok(None) };
    let Content { attendance, facts, findings, meeting, .. } = content;
    let branch = meeting.scores.iter().find(|score| score_seen && score.scorer == Scorer::Branch);
    let digest = branch.map_or(&meeting.sheet, |branch| &branch.sheet);
    let book = book(conn)?;
    let sheet = book
        .sheet(digest.as_str())
        .ok_or_else(|| Error::internal("a sealed meeting names a sheet that isn't in the rulebook"))?;
    let result = match branch {
        Some(branch) => branch.result(sheet),
        None => score(sheet, &facts, &Answers::new()),
    };
    Ok(Some(Assessment { facts, attendance, result, findings }))
}

/// Whether a seal of a meeting is whole, and so are the rows beside it.
///
/// # Errors
/// The database's.
pub(super) fn is_whole(conn: &mut Conn, seal: &Seal, record: &MeetingRecord) -> Result<bool> {
    match opened(conn, seal, record)? {
        (Some(content), true) => Ok(content.rows == lock::hash(conn, record.id)?),
        _ => Ok(false),
    }
}
