//! Changing where a member is, and as what: from a day on, never over what was.

use chrono::NaiveDate;
use shared::dated::{Edits, Fact, Gaps, Span, Trouble, begin, correct};
use shared::member::MembershipKind;

use super::membership::{Membership, MembershipRow};
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
/// said. The caller has locked the member. Whether anything changed.
///
/// # Errors
/// A field error at `pointer`.
pub fn set_from(
    conn: &mut Conn,
    value: &Membership,
    day: NaiveDate,
    decision: Decision,
    author: &Author,
    pointer: &str,
) -> Result<bool> {
    let facts = MembershipRow::of(conn, value.member_id)?;
    let new = MembershipRow::new(value.clone(), Span::from(day), decision);
    let edits = match begin(&facts, &new, Gaps::Never) {
        Err(Trouble::BeginsThere) => {
            let at = facts.iter().position(|fact| fact.starts_on == day).unwrap_or_default();
            match facts.get(at) {
                Some(fact) if fact.same(&new) => return Ok(false),
                Some(fact) => correct(&facts, at, &new.during(fact.span())),
                None => Err(Trouble::NothingInForce),
            }
        }
        Err(Trouble::NothingChanges) => return Ok(false),
        found => found,
    };
    let edits = edits.map_err(|trouble| Error::field(pointer, trouble.code()))?;
    MembershipRow::write(conn, &edits, author)?;
    Ok(true)
}
