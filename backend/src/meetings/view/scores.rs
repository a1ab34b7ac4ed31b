//! The scores of a meeting.

use shared::api::score::Score;
use shared::id::MeetingId;

use super::super::scores::ScoreRecord;
use crate::db::Conn;
use crate::http::Result;

/// The branch's, the supervising member's, the committee's: those that were given.
pub(super) fn scores(conn: &mut Conn, id: MeetingId) -> Result<Vec<Score>> {
    ScoreRecord::all(conn, id)?.into_iter().map(ScoreRecord::shown).collect()
}
