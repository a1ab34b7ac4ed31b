//! A locked meeting as its seal keeps it: everything that screens and papers show of it, as bytes. Names, letterhead and
//! what became of earlier tasks are in it, so that nothing which is written elsewhere later changes what is read here.
//!
//! Beside the content a seal has a hash over the meeting's rows ([`super::lock::hash`]): lists and figures read those. A page
//! doesn't make that hash again, which would read every row of the meeting once more; `nenep verify` does.

use serde::{Deserialize, Serialize};
use shared::api::meeting::{LaterReport, Meeting};
use shared::api::score::Assessment;
use shared::api::task::TaskRow;
use shared::evaluation::{Answers, MeetingFacts, score};
use shared::finding::Finding;
use shared::id::MeetingId;
use shared::meeting::attendance::AttendanceSummary;
use shared::meeting::{MeetingStatus, Scorer};
use shared::time::local_date;
use uuid::Uuid;

use super::record::MeetingRecord;
use super::{assessment, first_form, lock, view};
use crate::db::Conn;
use crate::http::{Error, Result};
use crate::rules::book;
use crate::seal::{Earlier, OnRow, Seal, Sealable, Sealed, addenda};

/// What is sealed.
#[derive(Debug, Serialize, Deserialize)]
pub struct Content {
    /// [`lock::hash`] over the meeting's rows.
    rows: String,
    attendance: AttendanceSummary,
    facts: MeetingFacts,
    findings: Vec<Finding>,
    /// As staff see it; without what grows after the lock.
    meeting: Meeting,
}

impl Sealable for Content {
    const FORMS: &'static str = "nenep-meeting-";
    const FORM: &'static str = "nenep-meeting-2";

    fn subject(&self) -> Uuid {
        self.meeting.id.0
    }

    fn read(conn: &mut Conn, seal: &Seal) -> Result<Option<Self>> {
        if !seal.form.starts_with(first_form::FORM) {
            return Ok(serde_json::from_str(&seal.content).ok());
        }
        let Some(record) = MeetingRecord::of_id(conn, MeetingId(seal.subject()))? else { return Ok(None) };
        let content = first_form::brought_up(conn, &seal.content, &record)?;
        Ok(content.and_then(|content| serde_json::from_value(content).ok()))
    }

    fn on_row(conn: &mut Conn, subject: Uuid) -> Result<Option<OnRow>> {
        Ok(MeetingRecord::of_id(conn, MeetingId(subject))?.map(|record| on_row(&record)))
    }

    fn fits_rows(&self, conn: &mut Conn) -> Result<bool> {
        Ok(self.rows == lock::hash(conn, self.meeting.id)?)
    }

    fn all(conn: &mut Conn) -> Result<Vec<Uuid>> {
        lock::locked(conn)
    }

    fn right_without(conn: &mut Conn, subject: Uuid) -> Result<bool> {
        lock::as_locked_earlier(conn, MeetingId(subject))
    }
}

fn on_row(record: &MeetingRecord) -> OnRow {
    OnRow {
        digest: record.seal_digest.clone().filter(|_| record.status == MeetingStatus::Locked),
        at: record.locked_at.unwrap_or_default(),
        by: record.locked_by.clone().unwrap_or_default(),
    }
}

/// Seals a locked meeting as its rows are now. `earlier`: it was locked before there were seals.
///
/// # Errors
/// The database's; when the meeting can't be read or written as JSON.
pub fn seal(conn: &mut Conn, record: &MeetingRecord, earlier: Option<Earlier>) -> Result<Seal> {
    let at = record.locked_at.ok_or_else(|| Error::internal("a meeting that isn't locked can't be sealed"))?;
    let mut meeting = view::assemble(conn, record)?;
    meeting.addenda.clear();
    meeting.later.clear();
    meeting.lock = None;
    let judged = assessment::of_rows(conn, record, &meeting, local_date(at.and_utc()))?;
    let content = Content {
        rows: lock::hash(conn, record.id)?,
        attendance: judged.attendance,
        facts: judged.facts,
        findings: judged.findings,
        meeting,
    };
    Sealed::put(conn, &content, at, record.locked_by.as_deref().unwrap_or_default(), earlier)
}

/// A locked meeting from its seal alone, with its corrections and what became of its tasks. One whose seal is lost or
/// can't be read is shown from its rows, and doesn't match.
///
/// # Errors
/// The database's.
pub fn read(conn: &mut Conn, record: &MeetingRecord) -> Result<Meeting> {
    let Sealed { content, lock } = Sealed::<Content>::open(conn, record.id.0, &on_row(record))?;
    let Some(Content { mut meeting, .. }) = content else {
        return Ok(Meeting { lock: Some(lock), ..view::assemble(conn, record)? });
    };
    meeting.id = record.id;
    meeting.version = record.version;
    meeting.status = record.status;
    meeting.addenda = addenda::of(conn, record.id.0)?;
    meeting.later = later(conn, record, &meeting)?;
    meeting.lock = Some(lock);
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
    let sealed = Sealed::<Content>::open(conn, record.id.0, &on_row(record))?;
    let Some(content) = sealed.content else { return Ok(None) };
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
