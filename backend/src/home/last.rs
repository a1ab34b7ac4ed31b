//! The last meeting with a score, and why it wasn't better.

use diesel::prelude::*;
use shared::api::home::LastMeeting;
use shared::evaluation::{MeetingGrade, ScoreResult, ScoreSheet};
use shared::id::MeetingId;
use shared::language::Language;
use shared::meeting::Scorer;

use super::load::Near;
use crate::db::Conn;
use crate::db::schema::{score, sheet_snapshot};
use crate::http::Result;

/// Losses of points that are named.
const MOST: usize = 3;

type ScoreColumns = (Scorer, i32, i32, MeetingGrade, String, String);

/// The newest of these meetings that has a complete score; `decided` takes the committee's only.
pub(super) fn last(
    conn: &mut Conn,
    meetings: &[&Near],
    decided: bool,
    language: Language,
) -> Result<Option<LastMeeting>> {
    for near in meetings.iter().rev() {
        if let Some((_, points, out_of, grade, sheet, result)) = newest(conn, near.row.id, decided)? {
            let mut meeting = near.row.clone();
            (meeting.points, meeting.out_of, meeting.grade) = (Some(points), Some(out_of), Some(grade));
            return Ok(Some(LastMeeting { meeting, lost: lost(&sheet, &result, language) }));
        }
    }
    Ok(None)
}

fn newest(conn: &mut Conn, meeting_id: MeetingId, decided: bool) -> QueryResult<Option<ScoreColumns>> {
    let rows: Vec<ScoreColumns> = score::table
        .inner_join(sheet_snapshot::table)
        .filter(score::meeting_id.eq(meeting_id))
        .filter(score::complete.eq(true))
        .select((score::scorer, score::points, score::out_of, score::grade, sheet_snapshot::content, score::result))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .filter(|(scorer, ..)| !decided || *scorer == Scorer::Committee)
        .max_by_key(|(scorer, ..)| *scorer))
}

/// The largest losses, in words. A snapshot that this program can't read any more explains nothing.
fn lost(sheet: &str, result: &str, language: Language) -> Vec<String> {
    let (Ok(sheet), Ok(result)) =
        (serde_json::from_str::<ScoreSheet>(sheet), serde_json::from_str::<ScoreResult>(result))
    else {
        return Vec::new();
    };
    let mut losses: Vec<(u32, String)> = result
        .criteria
        .iter()
        .filter_map(|score| {
            let points = score.points?;
            let missing = score.max.checked_sub(points).filter(|missing| *missing > 0)?;
            let name = sheet.criterion(&score.criterion)?.name.pick(language);
            let why = score.explanation.as_ref().map_or_else(String::new, |why| format!(": {}", why.text(language)));
            Some((missing, format!("{} {name} ({points}/{}){why}", score.criterion, score.max)))
        })
        .collect();
    losses.sort_by_key(|(missing, _)| std::cmp::Reverse(*missing));
    losses.into_iter().take(MOST).map(|(_, text)| text).collect()
}
