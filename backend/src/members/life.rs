//! Changing where a member is, and as what: from a day on, never over what was.

use chrono::NaiveDate;
use shared::dated::{Edits, Fact, Gaps, Span, Trouble, begin, correct};
use shared::member::MembershipKind;

use super::membership::{Membership, MembershipRow};
use super::places::{Pointers, check_units};
use crate::db::{Author, Conn, Dated, Decision};
use crate::http::{Error, Result};

/// The memberships of somebody who is new: up to the day of the recognition on probation, if it came later.
pub fn first(
    value: Membership,
    starts_on: NaiveDate,
    recognized_on: Option<NaiveDate>,
    decision: Decision,
) -> Vec<MembershipRow> {
    let recognized_on = recognized_on.filter(|day| *day > starts_on && value.kind == MembershipKind::Official);
    let on_probation = recognized_on.map(|day| {
        let value = Membership { kind: MembershipKind::Probationary, ..value.clone() };
        MembershipRow::new(value, Span::new(starts_on, day.pred_opt()), decision.clone())
    });
    let official = MembershipRow::new(value, Span::from(recognized_on.unwrap_or(starts_on)), decision);
    on_probation.into_iter().chain([official]).collect()
}

/// Writes the memberships of somebody who is new.
///
/// # Errors
/// The database's.
pub fn insert(conn: &mut Conn, memberships: Vec<MembershipRow>, author: &Author) -> Result<()> {
    MembershipRow::write(conn, &Edits { replaced: Vec::new(), written: memberships }, author)?;
    Ok(())
}

/// Lets a member be something else from a day on, or, if a change of that very day is known, what that one should have
/// said: then for the author's reason, while its decision stays. The caller has locked the member. What was written.
///
/// # Errors
/// A field error at the pointers' day.
pub fn set_from(
    conn: &mut Conn,
    value: &Membership,
    day: NaiveDate,
    author: &Author,
    at: Pointers,
) -> Result<Option<Edits<MembershipRow>>> {
    let facts = MembershipRow::of(conn, value.member_id)?;
    let new = MembershipRow::new(value.clone(), Span::from(day), Decision::default());
    let (edits, author) = match begin(&facts, &new, Gaps::Never) {
        Err(Trouble::NothingChanges) => return Ok(None),
        Err(Trouble::BeginsThere) => {
            let place = facts.iter().position(|fact| fact.starts_on == day).unwrap_or_default();
            let right = match facts.get(place) {
                Some(fact) if fact.same(&new) => return Ok(None),
                Some(fact) => MembershipRow { decision: fact.decision.clone(), decided_on: fact.decided_on, ..new },
                None => new,
            };
            let span = facts.get(place).map_or(Span::from(day), Fact::span);
            (correct(&facts, place, &right.during(span)), author.clone())
        }
        found => (found, Author { reason: String::new(), ..author.clone() }),
    };
    let edits = edits.map_err(|trouble| Error::field(at.day, trouble.code()))?;
    check_units(conn, &edits.written, at)?;
    MembershipRow::write(conn, &edits, &author)?;
    Ok(Some(edits))
}
