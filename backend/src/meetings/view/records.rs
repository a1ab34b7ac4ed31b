//! What was recorded at the meeting itself: agenda, opinions, votes, handouts, corrections.

use shared::api::meeting::{Addendum, AgendaItem, Handout, Opinion, Vote};
use shared::id::MeetingId;
use shared::meeting::VoteSubject;
use shared::meeting::votes::{VoteCounts, VoteResult, judge};
use shared::rule_set::RuleSet;

use super::super::rows::{AddendumRecord, AgendaItemRecord, HandoutRecord, OpinionRecord, VoteRecord};
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
pub(super) fn votes(
    conn: &mut Conn,
    id: MeetingId,
    entitled: u32,
    all_official: u32,
    rules: &RuleSet,
) -> Result<Vec<Vote>> {
    let signed = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    let vote = |row: VoteRecord| Vote {
        result: result(row.subject, [row.in_favour, row.against, row.abstain], entitled, all_official, rules),
        id: row.id,
        subject: row.subject,
        title: row.title,
        method: row.method,
        entitled: signed(entitled),
        all_official: signed(all_official),
        in_favour: row.in_favour,
        against: row.against,
        abstain: row.abstain,
    };
    Ok(VoteRecord::of(conn, id)?.into_iter().map(vote).collect())
}

/// How a vote came out. Counts that exceed those entitled, because the roll call was corrected after the vote, are
/// judged as they are: they never pass.
fn result(subject: VoteSubject, counts: [i32; 3], entitled: u32, all_official: u32, rules: &RuleSet) -> VoteResult {
    let [in_favour, against, abstain] = counts.map(|count| u32::try_from(count).unwrap_or(0));
    let base = base(subject, entitled, all_official);
    judge(subject, base, VoteCounts { in_favour, against, abstain }, rules).unwrap_or_else(|_| {
        let rule = if whole_branch(subject) { &rules.votes.membership } else { &rules.votes.resolution };
        VoteResult {
            passed: false,
            in_favour,
            needed: rule.majority.needed(base),
            base,
            rule: shared::text::Bilingual::new(
                format!("số phiếu vượt {base} đảng viên được biểu quyết"),
                format!("more votes than the {base} members entitled"),
            ),
            document: rule.document.clone(),
        }
    })
}

/// Admission, recognition and removal are decided by all official members, present or not; anything else by those
/// present.
fn base(subject: VoteSubject, entitled: u32, all_official: u32) -> u32 {
    if whole_branch(subject) { all_official } else { entitled }
}

const fn whole_branch(subject: VoteSubject) -> bool {
    matches!(subject, VoteSubject::Admission | VoteSubject::Recognition | VoteSubject::Removal)
}

/// Handouts in the order in which they were added.
pub(super) fn handouts(conn: &mut Conn, id: MeetingId) -> Result<Vec<Handout>> {
    Ok(HandoutRecord::of(conn, id)?.into_iter().map(Into::into).collect())
}

/// Corrections of locked minutes, in order.
pub(super) fn addenda(conn: &mut Conn, id: MeetingId) -> Result<Vec<Addendum>> {
    Ok(AddendumRecord::of(conn, id)?.into_iter().map(Into::into).collect())
}
