//! What was recorded at the meeting itself: agenda, opinions, votes, handouts, corrections.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use shared::api::meeting::{Addendum, AgendaItem, Handout, Opinion, Vote};
use shared::id::{AddendumId, AgendaItemId, HandoutId, MeetingId, MemberId, OpinionId, VoteId};
use shared::meeting::votes::{VoteCounts, VoteResult, judge};
use shared::meeting::{AgendaPart, OpinionKind, VoteMethod, VoteSubject};
use shared::rule_set::RuleSet;

use crate::db::Conn;
use crate::db::schema::{addendum, agenda_item, handout, opinion, vote};
use crate::http::Result;

type AgendaColumns = (AgendaItemId, AgendaPart, i32, String, bool, bool, Option<MemberId>, String, bool);

/// The agenda: by part, then by position.
pub(super) fn agenda(conn: &mut Conn, id: MeetingId) -> Result<Vec<AgendaItem>> {
    let rows: Vec<AgendaColumns> = agenda_item::table
        .filter(agenda_item::meeting_id.eq(id))
        .order((agenda_item::position, agenda_item::id))
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
    let mut items: Vec<AgendaItem> = rows
        .into_iter()
        .map(|(id, part, position, title, mandatory, previous_tasks, presenter_id, outcome, done)| AgendaItem {
            id,
            part,
            position,
            title,
            mandatory,
            previous_tasks,
            presenter_id,
            outcome,
            done,
        })
        .collect();
    // Stable: an item added with a position inside another part still stands in its own.
    items.sort_by_key(|item| item.part);
    Ok(items)
}

type OpinionColumns = (OpinionId, Option<AgendaItemId>, Option<MemberId>, String, OpinionKind, String);

/// What was said; ids grow with time.
pub(super) fn opinions(conn: &mut Conn, id: MeetingId) -> Result<Vec<Opinion>> {
    let rows: Vec<OpinionColumns> = opinion::table
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
    Ok(rows
        .into_iter()
        .map(|(id, agenda_item_id, member_id, delegate, kind, text)| Opinion {
            id,
            agenda_item_id,
            member_id,
            delegate,
            kind,
            text,
        })
        .collect())
}

type VoteColumns = (VoteId, VoteSubject, String, VoteMethod, i32, i32, i32);

/// Votes, each judged by the rules of the meeting's day.
pub(super) fn votes(
    conn: &mut Conn,
    id: MeetingId,
    entitled: u32,
    all_official: u32,
    rules: &RuleSet,
) -> Result<Vec<Vote>> {
    let rows: Vec<VoteColumns> = vote::table
        .filter(vote::meeting_id.eq(id))
        .order(vote::id)
        .select((vote::id, vote::subject, vote::title, vote::method, vote::in_favour, vote::against, vote::abstain))
        .load(conn)?;
    let signed = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    Ok(rows
        .into_iter()
        .map(|(id, subject, title, method, in_favour, against, abstain)| Vote {
            id,
            subject,
            title,
            method,
            entitled: signed(entitled),
            all_official: signed(all_official),
            in_favour,
            against,
            abstain,
            result: result(subject, [in_favour, against, abstain], entitled, all_official, rules),
        })
        .collect())
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

/// Documents in the order in which they were added.
pub(super) fn handouts(conn: &mut Conn, id: MeetingId) -> Result<Vec<Handout>> {
    let rows: Vec<(HandoutId, String, String, Option<NaiveDateTime>)> = handout::table
        .filter(handout::meeting_id.eq(id))
        .order(handout::id)
        .select((handout::id, handout::title, handout::place, handout::sent_at))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, title, place, sent_at)| Handout { id, title, place, sent_at: sent_at.map(|at| at.and_utc()) })
        .collect())
}

/// Corrections of locked minutes, in order.
pub(super) fn addenda(conn: &mut Conn, id: MeetingId) -> Result<Vec<Addendum>> {
    let rows: Vec<(AddendumId, String, String, NaiveDateTime)> = addendum::table
        .filter(addendum::meeting_id.eq(id))
        .order((addendum::written_at, addendum::id))
        .select((addendum::id, addendum::text, addendum::by_name, addendum::written_at))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, text, by, at)| Addendum { id, text, by, at: at.and_utc() }).collect())
}
