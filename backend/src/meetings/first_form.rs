//! Seals of the first form, `nenep-meeting-1`, as this program reads them: scores were kept in words, and the meeting
//! named neither its rules nor its sheet.

use serde_json::{Map, Value};

use super::record::MeetingRecord;
use super::scores::{ScoreRecord, sheet_of};
use crate::db::Conn;
use crate::http::{Error, Result};
use crate::rules::book;

/// What its name begins with.
pub(super) const FORM: &str = "nenep-meeting-1";

/// The content of such a seal in the present form: points, sum and grade are taken from the words. `None`: it isn't what was
/// sealed.
///
/// # Errors
/// The database's; when the meeting's rules or sheet aren't in the rulebook.
pub(super) fn brought_up(conn: &mut Conn, content: &str, record: &MeetingRecord) -> Result<Option<Value>> {
    let Ok(mut content) = serde_json::from_str::<Value>(content) else { return Ok(None) };
    let facts = content["facts"].clone();
    let Some(meeting) = content.get_mut("meeting").and_then(Value::as_object_mut) else { return Ok(None) };
    let known = record.submitted_at.map(|at| at.and_utc());
    let rules = book(conn)?.judging(record.day(), known).map(|kept| kept.digest.to_string());
    let rules = rules.ok_or_else(|| Error::internal("the rulebook has no rule set"))?;
    meeting.insert("rules".to_owned(), rules.into());
    meeting.insert("sheet".to_owned(), sheet_of(conn, record)?.to_string().into());
    let rows = ScoreRecord::all(conn, record.id)?;
    for score in meeting.get_mut("scores").and_then(Value::as_array_mut).into_iter().flatten() {
        let row = rows.iter().find(|row| score["scorer"] == row.scorer.as_str());
        let Some(row) = row else { return Ok(None) };
        let words = score["result"].take();
        let points = |one: &Value| Some((one["criterion"].as_str()?.to_owned(), one["points"].as_u64()?.into()));
        let points: Map<String, Value> =
            words["criteria"].as_array().into_iter().flatten().filter_map(points).collect();
        score["sheet"] = row.sheet_digest.as_str().into();
        score["facts"] = facts.clone();
        score["points"] = points.into();
        for number in ["total", "out_of", "grade"] {
            score[number] = words[number].clone();
        }
    }
    Ok(Some(content))
}
