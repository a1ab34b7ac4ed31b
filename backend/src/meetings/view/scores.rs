//! The scores of a meeting.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use shared::api::score::Score;
use shared::id::MeetingId;
use shared::meeting::Scorer;

use crate::db::Conn;
use crate::db::schema::score;
use crate::http::{Error, Result};

/// The branch's, the supervising member's, the committee's: those that were given.
pub(super) fn scores(conn: &mut Conn, id: MeetingId) -> Result<Vec<Score>> {
    let rows: Vec<(Scorer, String, NaiveDateTime, String, String, String)> = score::table
        .filter(score::meeting_id.eq(id))
        .select((score::scorer, score::by_name, score::given_at, score::answers, score::result, score::remarks))
        .load(conn)?;
    let mut scores = rows
        .into_iter()
        .map(|(scorer, by, at, answers, result, remarks)| {
            Ok(Score {
                scorer,
                by,
                at: at.and_utc(),
                answers: serde_json::from_str(&answers).map_err(Error::internal)?,
                result: serde_json::from_str(&result).map_err(Error::internal)?,
                remarks,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    scores.sort_by_key(|score| score.scorer);
    Ok(scores)
}
