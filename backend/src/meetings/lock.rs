//! Locking a meeting's minutes and scores with a hash that anybody with the database can compute again.
//!
//! The hash is SHA-256, in hexadecimal, over the meeting as one JSON object without blanks, its keys sorted (the
//! canonical form of RFC 8785): the tables' own columns, ids as text, times in UTC to the microsecond as
//! `2026-09-04T12:30:00.000000Z`, lists in the order of their ids. Of tasks it holds how they were assigned, not what
//! became of them. Names aren't in it, since they may be corrected, nor are version and addenda, since they grow. The
//! topic of a thematic meeting in the same session is there only if there was one.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use shared::api::meeting::Saved;
use shared::id::{AgendaItemId, HandoutId, MeetingId, MemberId, OpinionId, ResolutionId, TaskId, VoteId};
use shared::meeting::{
    AgendaPart, AssigneeKind, AttendanceState, MeetingStatus, NoticeChannel, OpinionKind, ResolutionKind, VoteMethod,
    VoteSubject,
};
use shared::member::{ActivityStatus, MembershipKind};
use shared::unit::Sector;

use super::record::MeetingRecord;
use super::scores::ScoreRecord;
use crate::db::Conn;
use crate::db::schema::{agenda_item, attendance, handout, meeting as table, notice, opinion, resolution, task, vote};
use crate::http::{Context, Result};

/// Names the list of what is hashed; a longer list gets another name.
const FORM: &str = "nenep-lock-1";

/// Locks the meeting.
///
/// # Errors
/// The database's.
pub fn lock(cx: &mut Context<'_>, mut record: MeetingRecord) -> Result<Saved> {
    record.locked_at = Some(cx.now().naive_utc());
    record.locked_by = Some(cx.who()?.name.clone());
    let saved = record.enter(cx, MeetingStatus::Locked)?;
    // Over what the database gives back, so that a later check reads the same.
    let hash = hash(cx.conn, record.id)?;
    diesel::update(table::table.find(record.id)).set(table::lock_hash.eq(hash)).execute(cx.conn)?;
    Ok(saved)
}

/// What a check of all locks found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// Locked meetings that were checked.
    pub checked: usize,
    /// Those that aren't as they were locked.
    pub changed: Vec<MeetingId>,
}

/// Computes the hash of every locked meeting again.
///
/// # Errors
/// The database's.
pub fn verify(conn: &mut Conn) -> Result<Verified> {
    let locked: Vec<(MeetingId, Option<String>)> = table::table
        .filter(table::status.eq(MeetingStatus::Locked))
        .order((table::scheduled_at, table::id))
        .select((table::id, table::lock_hash))
        .load(conn)?;
    let mut verified = Verified { checked: locked.len(), changed: Vec::new() };
    for (id, kept) in locked {
        if kept != Some(hash(conn, id)?) {
            verified.changed.push(id);
        }
    }
    Ok(verified)
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

fn content(conn: &mut Conn, id: MeetingId) -> Result<Value> {
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
        "documents": documents(conn, id)?,
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
    type Row = (AgendaItemId, AgendaPart, i32, String, bool, bool, Option<MemberId>, String, bool);
    let rows: Vec<Row> = agenda_item::table
        .filter(agenda_item::meeting_id.eq(id))
        .order(agenda_item::id)
        .select((
            agenda_item::id,
            agenda_item::part,
            agenda_item::position,
            agenda_item::title,
            agenda_item::mandatory,
            agenda_item::previous_tasks,
            agenda_item::presenter_id,
            agenda_item::outcome,
            agenda_item::done,
        ))
        .load(conn)?;
    let value = |(id, part, position, title, mandatory, previous_tasks, presenter_id, conclusion, done): Row| {
        json!({
            "id": id, "part": part, "position": position, "title": title, "mandatory": mandatory,
            "previous_tasks": previous_tasks, "presenter_id": presenter_id, "conclusion": conclusion, "done": done,
        })
    };
    Ok(rows.into_iter().map(value).collect())
}

fn roll_call(conn: &mut Conn, id: MeetingId) -> Result<Vec<Value>> {
    type Row = (MemberId, MembershipKind, ActivityStatus, AttendanceState, String);
    let rows: Vec<Row> = attendance::table
        .filter(attendance::meeting_id.eq(id))
        .order(attendance::member_id)
        .select((attendance::member_id, attendance::kind, attendance::status, attendance::state, attendance::reason))
        .load(conn)?;
    let value = |(member_id, kind, status, state, reason): Row| json!({ "member_id": member_id, "kind": kind, "status": status, "state": state, "reason": reason });
    Ok(rows.into_iter().map(value).collect())
}

fn notices(conn: &mut Conn, id: MeetingId) -> Result<Vec<Value>> {
    type Row = (MemberId, NoticeChannel, NaiveDateTime);
    let rows: Vec<Row> = notice::table
        .filter(notice::meeting_id.eq(id))
        .order(notice::member_id)
        .select((notice::member_id, notice::channel, notice::sent_at))
        .load(conn)?;
    let value = |(member_id, channel, sent_at): Row| json!({ "member_id": member_id, "channel": channel, "sent_at": time(sent_at) });
    Ok(rows.into_iter().map(value).collect())
}

fn opinions(conn: &mut Conn, id: MeetingId) -> Result<Vec<Value>> {
    type Row = (OpinionId, Option<AgendaItemId>, Option<MemberId>, String, OpinionKind, String);
    let rows: Vec<Row> = opinion::table
        .filter(opinion::meeting_id.eq(id))
        .order(opinion::id)
        .select((
            opinion::id,
            opinion::agenda_item_id,
            opinion::member_id,
            opinion::delegate,
            opinion::kind,
            opinion::text,
        ))
        .load(conn)?;
    let value = |(id, agenda_item_id, member_id, delegate, kind, text): Row| {
        json!({
            "id": id, "agenda_item_id": agenda_item_id, "member_id": member_id, "delegate": delegate, "kind": kind,
            "text": text,
        })
    };
    Ok(rows.into_iter().map(value).collect())
}

fn votes(conn: &mut Conn, id: MeetingId) -> Result<Vec<Value>> {
    type Row = (VoteId, VoteSubject, String, VoteMethod, i32, i32, i32);
    let rows: Vec<Row> = vote::table
        .filter(vote::meeting_id.eq(id))
        .order(vote::id)
        .select((vote::id, vote::subject, vote::title, vote::method, vote::in_favour, vote::against, vote::abstain))
        .load(conn)?;
    let value = |(id, subject, title, method, in_favour, against, abstain): Row| {
        json!({
            "id": id, "subject": subject, "title": title, "method": method, "in_favour": in_favour,
            "against": against, "abstain": abstain,
        })
    };
    Ok(rows.into_iter().map(value).collect())
}

fn documents(conn: &mut Conn, id: MeetingId) -> Result<Vec<Value>> {
    type Row = (HandoutId, String, String, Option<NaiveDateTime>);
    let rows: Vec<Row> = handout::table
        .filter(handout::meeting_id.eq(id))
        .order(handout::id)
        .select((handout::id, handout::title, handout::place, handout::sent_at))
        .load(conn)?;
    let value = |(id, title, place, sent_at): Row| json!({ "id": id, "title": title, "place": place, "sent_at": sent_at.map(time) });
    Ok(rows.into_iter().map(value).collect())
}

fn tasks(conn: &mut Conn, id: MeetingId) -> Result<Vec<Value>> {
    type Row = (TaskId, String, Option<Sector>, (AssigneeKind, Option<MemberId>, String), NaiveDate, i32, i32);
    let rows: Vec<Row> = task::table
        .filter(task::meeting_id.eq(id))
        .order(task::id)
        .select((
            task::id,
            task::title,
            task::sector,
            (task::assignee_kind, task::assignee_id, task::association),
            task::due_on,
            task::report_year,
            task::report_month,
        ))
        .load(conn)?;
    let value = |(id, title, field, (kind, assignee_id, association), due_on, report_year, report_month): Row| {
        json!({
            "id": id, "title": title, "field": field, "assignee_kind": kind, "assignee_id": assignee_id,
            "association": association, "due_on": due_on, "report_year": report_year, "report_month": report_month,
        })
    };
    Ok(rows.into_iter().map(value).collect())
}

fn resolution_of(conn: &mut Conn, id: MeetingId) -> Result<Option<Value>> {
    type Row = ((ResolutionId, ResolutionKind), (NaiveDate, i32), (String, String, String, String), NaiveDateTime);
    let row: Option<Row> = resolution::table
        .filter(resolution::meeting_id.eq(id))
        .select((
            (resolution::id, resolution::kind),
            (resolution::term_starts_on, resolution::number),
            (resolution::title, resolution::assessment, resolution::direction, resolution::execution),
            resolution::issued_at,
        ))
        .first(conn)
        .optional()?;
    Ok(row.map(|((id, kind), (term_starts_on, number), (title, assessment, direction, execution), issued_at)| {
        json!({
            "id": id, "kind": kind, "term_starts_on": term_starts_on, "number": number, "title": title,
            "assessment": assessment, "direction": direction, "execution": execution, "issued_at": time(issued_at),
        })
    }))
}

fn scores(conn: &mut Conn, id: MeetingId) -> Result<Vec<Value>> {
    let all = ScoreRecord::all(conn, id)?;
    let value = |score: ScoreRecord| -> Result<Value> {
        let sheet = score.sheet_text(conn)?;
        Ok(json!({
            "scorer": score.scorer, "by_name": score.by_name, "given_at": time(score.given_at), "sheet": sheet,
            "facts": score.facts, "answers": score.answers, "result": score.result, "points": score.points,
            "out_of": score.out_of, "grade": score.grade, "complete": score.complete, "remarks": score.remarks,
        }))
    };
    all.into_iter().map(value).collect()
}
