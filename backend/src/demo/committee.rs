//! The commune's committee: who is who, and who is in charge of which branch since when.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::dated::Span;
use shared::unit::BranchKind;

use super::chance::Ids;
use super::members::{Branch, Person};
use super::time::{days, first_term, midnight};
use crate::db::schema::supervision;
use crate::db::{Conn, Decision};
use crate::http::{Error, Result};
use crate::units::{Charge, ChargeRow};

/// Branches by the committee member in charge; the last one is from the school, so that the commune office's own branch
/// isn't in the charge of one of its members.
const IN_CHARGE: [&[&str]; 6] =
    [&["CB01", "CB02"], &["CB03", "CB04"], &["CB05", "CB06"], &["CB07", "CB10"], &["CB09"], &["CB08"]];

/// This branch was handed over: whose it was before, as a place in [`IN_CHARGE`].
const HANDED_OVER: (&str, usize) = ("CB05", 1);

/// People of the commune's committee and its office.
#[derive(Debug, Clone)]
pub(super) struct Committee {
    /// Decide the final scores.
    pub standing: Vec<Person>,
    pub office: Person,
    pub inspector: Person,
    /// In the order of [`IN_CHARGE`].
    pub in_charge: Vec<Person>,
}

/// Chooses the people: members of the commune office's branch who sit in no branch committee.
pub(super) fn choose(branches: &[Branch]) -> Result<Committee> {
    let of_kind = |kind: BranchKind| {
        let found = branches.iter().find(|branch| branch.kind == kind);
        found.map(|branch| branch.ordinary().into_iter().cloned().collect::<Vec<_>>()).unwrap_or_default()
    };
    let mut agency = of_kind(BranchKind::Agency).into_iter();
    let mut next = || agency.next().ok_or_else(|| Error::internal("the commune office's branch has too few members"));
    let standing = vec![next()?, next()?];
    let (office, inspector) = (next()?, next()?);
    let mut in_charge = Vec::with_capacity(IN_CHARGE.len());
    for _ in 1..IN_CHARGE.len() {
        in_charge.push(next()?);
    }
    in_charge.extend(of_kind(BranchKind::School).into_iter().next());
    Ok(Committee { standing, office, inspector, in_charge })
}

/// Who is in charge of a branch on a day.
pub(super) fn supervisor<'a>(committee: &'a Committee, code: &str, day: NaiveDate) -> Option<&'a Person> {
    let (handed_over, before) = HANDED_OVER;
    let place = IN_CHARGE.iter().position(|codes| codes.contains(&code));
    let place = if code == handed_over && day < hand_over() { Some(before) } else { place };
    place.and_then(|place| committee.in_charge.get(place))
}

/// The day of the handing over, in the term before.
fn hand_over() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 7, 1).unwrap_or_default()
}

/// Puts the committee members in charge.
pub(super) fn assign(conn: &mut Conn, committee: &Committee, branches: &[Branch]) -> Result<()> {
    // Days after the scheme of 03/01/2020 that asked for it.
    let first = days(first_term(), 14);
    for branch in branches {
        let mut ids = Ids::of(branch.nth, &["supervision", &branch.code], midnight(first));
        let mut spans = vec![(first, None)];
        if branch.code == HANDED_OVER.0 {
            spans = vec![(first, Some(days(hand_over(), -1))), (hand_over(), None)];
        }
        for (starts_on, ends_on) in spans {
            let Some(person) = supervisor(committee, &branch.code, starts_on) else { continue };
            let charge = Charge { unit_id: branch.id, member_id: person.id };
            let charge = ChargeRow::new(charge, Span::new(starts_on, ends_on), Decision::default());
            diesel::insert_into(supervision::table).values(&ChargeRow { id: ids.next(), ..charge }).execute(conn)?;
        }
    }
    Ok(())
}
