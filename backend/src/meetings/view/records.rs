//! What was recorded at the meeting itself: agenda, opinions, votes, handouts, corrections.

use shared::api::meeting::{AgendaItem, Handout, Opinion, Vote};
use shared::id::MeetingId;
use shared::meeting::votes::{Electorate, VoteCounts};
use shared::rule_set::RuleSet;

use super::super::rows::{AgendaItemRecord, HandoutRecord, OpinionRecord, VoteRecord};
use crate::db::Conn;
use crate::http::Result;

/// The agenda: by part, then by position.
pub(super) fn agenda(conn: &mut Conn, id: MeetingId) -> Result<Vec<AgendaItem>> {
    let mut items: Vec<AgendaItem> = AgendaItemRecord::of(conn, id)?.into_iter().map(Into::into).collect();
    // Stable: an item added with a position inside another part still stands in its own.
    items.sort_by_key(|item| item.part);
    Ok(items)
}

/// What was said.
pub(super) fn opinions(conn: &mut Conn, id: MeetingId) -> Result<Vec<Opinion>> {
    Ok(OpinionRecord::of(conn, id)?.into_iter().map(Into::into).collect())
}

/// Votes, each judged by the rules of the meeting's day.
pub(super) fn votes(conn: &mut Conn, id: MeetingId, electorate: Electorate, rules: &RuleSet) -> Result<Vec<Vote>> {
    let signed = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    let vote = |row: VoteRecord| Vote {
        result: electorate.result(row.subject, counts([row.in_favour, row.against, row.abstain]), rules),
        id: row.id,
        subject: row.subject,
        title: row.title,
        method: row.method,
        entitled: signed(electorate.present),
        all_official: signed(electorate.all),
        in_favour: row.in_favour,
        against: row.against,
        abstain: row.abstain,
    };
    Ok(VoteRecord::of(conn, id)?.into_iter().map(vote).collect())
}

fn counts(counts: [i32; 3]) -> VoteCounts {
    let [in_favour, against, abstain] = counts.map(|count| u32::try_from(count).unwrap_or(0));
    VoteCounts { in_favour, against, abstain }
}

/// Handouts in the order in which they were added.
pub(super) fn handouts(conn: &mut Conn, id: MeetingId) -> Result<Vec<Handout>> {
    Ok(HandoutRecord::of(conn, id)?.into_iter().map(Into::into).collect())
}
