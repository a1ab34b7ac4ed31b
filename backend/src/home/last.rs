//! The last meeting with a score, and why it wasn't better.

use shared::api::home::LastMeeting;
use shared::api::score::Score;
use shared::evaluation::ScoreSheet;
use shared::id::MeetingId;
use shared::language::Language;
use shared::meeting::Scorer;

use super::load::Near;
use crate::db::Conn;
use crate::http::{Error, Result};
use crate::meetings::scores::ScoreRecord;
use crate::rules::book;

/// Losses of points that are named.
const MOST: usize = 3;

/// The newest of these meetings that has a complete score; `decided` takes the committee's only.
pub(super) fn last(
    conn: &mut Conn,
    meetings: &[&Near],
    decided: bool,
    language: Language,
) -> Result<Option<LastMeeting>> {
    for near in meetings.iter().rev() {
        if let Some(newest) = newest(conn, near.row.id, decided)? {
            let mut meeting = near.row.clone();
            let (points, out_of, grade) = (newest.points, newest.out_of, newest.grade);
            (meeting.points, meeting.out_of, meeting.grade) = (Some(points), Some(out_of), Some(grade));
            let (book, score) = (book(conn)?, newest.shown()?);
            let missing = || Error::internal("a score names a sheet that isn't in the rulebook");
            let sheet = book.sheet(score.sheet.as_str()).ok_or_else(missing)?;
            return Ok(Some(LastMeeting { meeting, lost: lost(sheet, &score, language) }));
        }
    }
    Ok(None)
}

fn newest(conn: &mut Conn, meeting_id: MeetingId, decided: bool) -> Result<Option<ScoreRecord>> {
    let counts = |score: &ScoreRecord| score.complete && (!decided || score.scorer == Scorer::Committee);
    Ok(ScoreRecord::all(conn, meeting_id)?.into_iter().rfind(counts))
}

/// The largest losses, in words.
fn lost(sheet: &ScoreSheet, score: &Score, language: Language) -> Vec<String> {
    let mut losses: Vec<(u32, String)> = score
        .result(sheet)
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
