//! Locking a meeting: its seal, and a hash over its rows that anybody with the database can compute again. Before there
//! were seals that hash was the lock.
//!
//! The hash is SHA-256, in hexadecimal, over the meeting as one JSON object without blanks, its keys sorted (the
//! canonical form of RFC 8785): the tables' own columns, ids as text, times in UTC to the microsecond as
//! `2026-09-04T12:30:00.000000Z`, lists in the order of their ids. Of tasks it holds how they were assigned, not what
//! became of them. Names aren't in it, since they may be corrected, nor are version and addenda, since they grow. The
//! topic of a thematic meeting in the same session is there only if there was one.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use shared::api::Subject;
use shared::api::meeting::Saved;
use shared::id::MeetingId;
use shared::meeting::MeetingStatus;
use uuid::Uuid;

use super::record::MeetingRecord;
use super::rows::{AgendaItemRecord, AttendanceRecord, HandoutRecord, NoticeRecord, OpinionRecord, VoteRecord};
use super::scores::ScoreRecord;
use super::sealed;
use crate::acts;
use crate::db::schema::meeting as table;
use crate::db::{Backend, Conn, Db, lock_unit};
use crate::http::{Act, Context, Result};
use crate::resolutions::ResolutionRecord;
use crate::seal::Earlier;
use crate::tasks::TaskRecord;

/// Names the list of what is hashed; a longer list gets another name.
const FORM: &str = "nenep-lock-1";
/// Meetings that are sealed together: short transactions, so that others get their turn.
const BATCH: i64 = 50;

/// Locks the meeting: seals it whole.
///
/// # Errors
/// The database's.
pub fn lock(cx: &mut Context<'_>, mut record: MeetingRecord) -> Result<Saved> {
    record.locked_at = Some(cx.now().naive_utc());
    record.locked_by = Some(cx.who()?.name.clone());
    let saved = record.enter(cx, MeetingStatus::Locked)?;
    let digest = seal(cx.conn, record.id)?;
    cx.note(record.id, record.version, "seal", &(), &digest)?;
    Ok(saved)
}

/// Seals a locked meeting, as the database gives it back; gives the seal's digest.
///
/// # Errors
/// The database's.
pub fn seal(conn: &mut Conn, id: MeetingId) -> Result<String> {
    let record = MeetingRecord::find(conn, id)?;
    keep(conn, &record, None)
}

fn keep(conn: &mut Conn, record: &MeetingRecord, earlier: Option<Earlier>) -> Result<String> {
    let digest = sealed::seal(conn, record, earlier)?.digest;
    diesel::update(table::table.find(record.id)).set(table::seal_digest.eq(&digest)).execute(conn)?;
    Ok(digest)
}

/// Seals meetings that were locked before there were seals, some at a time; how many. One whose hash isn't right any more
/// gets a seal that says so. What is sealed already is left alone, so it may run at each start.
///
/// # Errors
/// The database's.
pub fn seal_earlier(db: &Db, now: DateTime<Utc>) -> Result<usize> {
    let (mut after, mut sealed) = (None, 0);
    loop {
        let batch = db.write(|conn| {
            let mut waiting = table::table
                .filter(table::status.eq(MeetingStatus::Locked))
                .filter(table::seal_digest.is_null())
                .order(table::id)
                .limit(BATCH)
                .select(MeetingRecord::as_select())
                .into_boxed::<Backend>();
            if let Some(after) = after {
                waiting = waiting.filter(table::id.gt(after));
            }
            let batch: Vec<MeetingRecord> = waiting.load(conn)?;
            for record in &batch {
                // Another node may be at it.
                lock_unit(conn, record.unit_id)?;
                if MeetingRecord::find(conn, record.id)?.seal_digest.is_none() {
                    let right = record.lock_hash == Some(hash(conn, record.id)?);
                    let earlier = Earlier { name: FORM, hash: record.lock_hash.clone(), right };
                    keep(conn, record, Some(earlier))?;
                    let (subject, unit_id) = (Some((Subject::Meeting, record.id.0)), Some(record.unit_id));
                    acts::write(conn, Act { subject, unit_id, ..acts::console("seal-earlier", now) })?;
                }
            }
            Ok(batch)
        })?;
        let Some(last) = batch.last() else { return Ok(sealed) };
        (after, sealed) = (Some(last.id), sealed + batch.len());
    }
}

/// Every locked meeting.
///
/// # Errors
/// The database's.
pub(super) fn locked(conn: &mut Conn) -> Result<Vec<Uuid>> {
    let locked = table::table.filter(table::status.eq(MeetingStatus::Locked)).order(table::id).select(table::id);
    let locked: Vec<MeetingId> = locked.load(conn)?;
    Ok(locked.into_iter().map(|id| id.0).collect())
}

/// Whether a meeting was locked before there were seals, hasn't got one yet, and is as it was locked.
///
/// # Errors
/// The database's.
pub(super) fn as_locked_earlier(conn: &mut Conn, id: MeetingId) -> Result<bool> {
    let record = MeetingRecord::find(conn, id)?;
    Ok(record.seal_digest.is_none() && record.lock_hash == Some(hash(conn, id)?))
}

/// The hash of a meeting as it is now.
///
/// # Errors
/// The database's.
pub fn hash(conn: &mut Conn, id: MeetingId) -> Result<String> {
    let digest = Sha256::digest(canonical(&content(conn, id)?).as_bytes());
    Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// JSON with sorted keys, whatever order a map keeps them in.
fn canonical(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<(&String, &Value)> = map.iter().collect();
            entries.sort_by_key(|(key, _)| *key);
            let entry = |(key, value): (&String, &Value)| format!("{}:{}", Value::from(key.as_str()), canonical(value));
            format!("{{{}}}", entries.into_iter().map(entry).collect::<Vec<_>>().join(","))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(",")),
        leaf => leaf.to_string(),
    }
}

fn time(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}

/// The meeting with everything in its rows.
///
/// # Errors
/// The database's.
pub(super) fn content(conn: &mut Conn, id: MeetingId) -> Result<Value> {
    let meeting = MeetingRecord::find(conn, id)?;
    let mut content = json!({
        "form": FORM,
        "id": meeting.id,
        "unit_id": meeting.unit_id,
        "kind": meeting.kind,
        "year": meeting.year,
        "month": meeting.month,
        "scheduled_at": time(meeting.scheduled_at),
        "moved_reason": meeting.moved_reason,
        "place": meeting.place,
        "focal_title": meeting.focal_title,
        "focal_field": meeting.focal_sector,
        "focal_problem": meeting.focal_problem,
        "focal_aim": meeting.focal_aim,
        "focal_expected": meeting.focal_expected,
        "prepares_id": meeting.prepares_id,
        "chair_id": meeting.chair_id,
        "secretary_id": meeting.secretary_id,
        "started_at": meeting.started_at.map(time),
        "ended_at": meeting.ended_at.map(time),
        "guests": meeting.guests,
        "supervisor_told": meeting.supervisor_told,
        "supervisor_attended": meeting.supervisor_attended,
        "draft_resolution": meeting.draft_resolution,
        "self_criticism_minutes": meeting.self_criticism_minutes,
        "innovation": meeting.innovation,
        "minutes_adopted": meeting.minutes_adopted,
        "announced_at": meeting.announced_at.map(time),
        "concluded_at": meeting.concluded_at.map(time),
        "submitted_at": meeting.submitted_at.map(time),
        "sheet_id": meeting.sheet_id,
        "locked_at": meeting.locked_at.map(time),
        "locked_by": meeting.locked_by,
        "agenda": agenda(conn, id)?,
        "attendance": roll_call(conn, id)?,
        "notices": notices(conn, id)?,
        "opinions": opinions(conn, id)?,
        "votes": votes(conn, id)?,
        "documents": handouts(conn, id)?,
        "tasks": tasks(conn, id)?,
        "resolution": resolution_of(conn, id)?,
        "scores": scores(conn, id)?,
    });
    if meeting.combined() {
        content["thematic_topic"] = meeting.thematic_topic.into();
    }
    Ok(content)
}

fn agenda(conn: &mut Conn, id: MeetingId) -> Result<Vec<Value>> {
    let value = |row: AgendaItemRecord| {
        json!({
            "id": row.id, "part": row.part, "position": row.position, "title": row.title, "mandatory": row.mandatory,
            "previous_tasks": row.previous_tasks, "presenter_id": row.presenter_id, "conclusion": row.outcome,
            "done": row.done,
        })
    };
    // By their ids, not as they are read.
    let mut rows = AgendaItemRecord::of(conn, id)?;
    rows.sort_by_key(|row| row.id);
    Ok(rows.into_iter().map(value).collect())
}

fn roll_call(conn: &mut Conn, id: MeetingId) -> Result<Vec<Value>> {
    let value = |row: AttendanceRecord| {
        json!({
            "member_id": row.member_id, "kind": row.kind, "status": row.status, "state": row.state,
            "reason": row.reason,
        })
    };
    Ok(AttendanceRecord::of(conn, id)?.into_iter().map(value).collect())
}

fn notices(conn: &mut Conn, id: MeetingId) -> Result<Vec<Value>> {
    let value =
        |row: NoticeRecord| json!({ "member_id": row.member_id, "channel": row.channel, "sent_at": time(row.sent_at) });
    Ok(NoticeRecord::of(conn, id)?.into_iter().map(value).collect())
}

fn opinions(conn: &mut Conn, id: MeetingId) -> Result<Vec<Value>> {
    let value = |row: OpinionRecord| {
        json!({
            "id": row.id, "agenda_item_id": row.agenda_item_id, "member_id": row.member_id, "delegate": row.delegate,
            "kind": row.kind, "text": row.text,
        })
    };
    Ok(OpinionRecord::of(conn, id)?.into_iter().map(value).collect())
}

fn votes(conn: &mut Conn, id: MeetingId) -> Result<Vec<Value>> {
    let value = |row: VoteRecord| {
        json!({
            "id": row.id, "subject": row.subject, "title": row.title, "method": row.method,
            "in_favour": row.in_favour, "against": row.against, "abstain": row.abstain,
        })
    };
    Ok(VoteRecord::of(conn, id)?.into_iter().map(value).collect())
}

fn handouts(conn: &mut Conn, id: MeetingId) -> Result<Vec<Value>> {
    let value = |row: HandoutRecord| json!({ "id": row.id, "title": row.title, "place": row.place, "sent_at": row.sent_at.map(time) });
    Ok(HandoutRecord::of(conn, id)?.into_iter().map(value).collect())
}

fn tasks(conn: &mut Conn, id: MeetingId) -> Result<Vec<Value>> {
    let value = |row: TaskRecord| {
        json!({
            "id": row.id, "title": row.title, "field": row.sector, "assignee_kind": row.assignee_kind,
            "assignee_id": row.assignee_id, "association": row.association, "due_on": row.due_on,
            "report_year": row.report_year, "report_month": row.report_month,
        })
    };
    Ok(TaskRecord::of(conn, id)?.into_iter().map(value).collect())
}

fn resolution_of(conn: &mut Conn, id: MeetingId) -> Result<Option<Value>> {
    let value = |row: ResolutionRecord| {
        json!({
            "id": row.id, "kind": row.kind, "term_starts_on": row.term_starts_on, "number": row.number,
            "title": row.title, "assessment": row.assessment, "direction": row.direction,
            "execution": row.execution, "issued_at": time(row.issued_at),
        })
    };
    Ok(ResolutionRecord::of(conn, id)?.map(value))
}

fn scores(conn: &mut Conn, id: MeetingId) -> Result<Vec<Value>> {
    let all = ScoreRecord::all(conn, id)?;
    let value = |score: ScoreRecord| -> Result<Value> {
        let sheet = score.sheet_text(conn)?;
        // Scores from before they were numbers: the lock of that time was made over their words.
        let (key, kept) = match &score.legacy_result {
            Some(result) => ("result", result),
            None => ("marks", &score.marks),
        };
        Ok(json!({
            "scorer": score.scorer, "by_name": score.by_name, "given_at": time(score.given_at), "sheet": sheet,
            "facts": score.facts, "answers": score.answers, key: kept, "points": score.points,
            "out_of": score.out_of, "grade": score.grade, "complete": score.complete, "remarks": score.remarks,
        }))
    };
    all.into_iter().map(value).collect()
}
