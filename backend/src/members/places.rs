//! What everybody who writes memberships keeps to: they lie within the days of a branch, and offices in committees end
//! with them or still fit.

use diesel::QueryResult;
use shared::dated::{Fact, Span};
use shared::id::MemberId;
use shared::member::ActivityStatus;
use shared::problem::Code;
use shared::unit::UnitKind;

use super::membership::{Membership, MembershipRow};
use crate::db::{Author, Conn, lock_units};
use crate::http::{Context, Error, Result};
use crate::units::{Place, SeatRow, States, end_seats, note_seats, of_its_commune, seats_of, within};

/// Where a body says what, for the errors.
#[derive(Debug, Clone, Copy)]
pub struct Pointers {
    /// The branch.
    pub unit: &'static str,
    /// The first day.
    pub day: &'static str,
    /// What takes somebody away from where an office is held.
    pub away: &'static str,
}

/// What is wrong with where somebody would be, and at which of the pointers.
pub fn misplaced(states: &States, memberships: &[MembershipRow], at: Pointers) -> Option<(&'static str, Code)> {
    memberships.iter().find_map(|one| {
        let branch = states.near(one.unit_id, one.starts_on).is_some_and(|state| state.kind == UnitKind::Branch);
        if !branch {
            return Some((at.unit, Code::UnknownReference));
        }
        // What somebody has left may end.
        let span = match one.status {
            ActivityStatus::Left => Span::new(one.starts_on, Some(one.starts_on)),
            _ => one.span(),
        };
        within(states.life(one.unit_id), span).map(|code| (at.day, code))
    })
}

/// Every membership that is to be written lies within the days of a branch, also of one of which the closing is known.
///
/// # Errors
/// A field error, and the database's.
pub fn check_units(conn: &mut Conn, written: &[MembershipRow], at: Pointers) -> Result<()> {
    let states = States::of(conn, written.iter().map(|one| one.unit_id))?;
    match misplaced(&states, written, at) {
        None => Ok(()),
        Some((pointer, code)) => Err(Error::field(pointer, code)),
    }
}

/// Makes others wait who write to the branches of what is to be written, or to committees that the member is in: nobody
/// closes them meanwhile. All at once, since units are locked in the order of their ids. The caller has locked the member.
///
/// # Errors
/// The database's.
pub fn lock_places(conn: &mut Conn, id: MemberId, written: &[MembershipRow]) -> QueryResult<()> {
    let seats = seats_of(conn, id)?.into_iter().map(|seat| seat.unit_id);
    lock_units(conn, written.iter().map(|one| one.unit_id).chain(seats))
}

/// Whoever moves or leaves from a day on ends offices on the eve, which the branches' histories note; a cadre of the
/// commune keeps them when moving within it. What is left of them fits.
///
/// # Errors
/// A field error, and the database's.
pub fn follow_seats(
    cx: &mut Context<'_>,
    (was, is): (&MembershipRow, &MembershipRow),
    (before, after): (&[MembershipRow], &[MembershipRow]),
    author: &Author,
    at: Pointers,
) -> Result<()> {
    let near = of_its_commune(cx.conn, was.unit_id, vec![is.unit_id], is.starts_on)?;
    if goes(was, is) || !near.contains(&is.unit_id) {
        let begun = after.iter().find(|one| one.starts_on == is.starts_on).unwrap_or(is);
        let ended = end_seats(cx.conn, is.member_id, begun.span(), author)?;
        note_seats(cx, &ended)?;
    }
    check_seats(cx.conn, is.member_id, (before, after), at)
}

/// Whether somebody leaves, or moves and isn't a cadre of the commune.
pub fn goes(was: &MembershipRow, is: &MembershipRow) -> bool {
    let left = is.status == ActivityStatus::Left && was.status != ActivityStatus::Left;
    left || (is.unit_id != was.unit_id && !is.is_commune_cadre)
}

/// A seat that the member's memberships allowed is still allowed by what they are to be.
///
/// # Errors
/// A field error, and the database's.
pub fn check_seats(
    conn: &mut Conn,
    id: MemberId,
    (before, after): (&[MembershipRow], &[MembershipRow]),
    at: Pointers,
) -> Result<()> {
    for seat in seats_of(conn, id)? {
        let pointer = match refused(conn, &seat, after)? {
            None => continue,
            Some(Code::OfficialOnly) => "/kind",
            Some(Code::MustAttend) => "/status",
            Some(_) => at.away,
        };
        // What never fitted, such as what was taken over from before, is no fault of this change.
        if refused(conn, &seat, before)?.is_none() {
            return Err(Error::field(pointer, Code::HoldsOffice));
        }
    }
    Ok(())
}

/// What keeps somebody with these memberships from a seat on one of its days. A cadre holds seats within the commune only.
fn refused(conn: &mut Conn, seat: &SeatRow, memberships: &[MembershipRow]) -> QueryResult<Option<Code>> {
    for one in memberships {
        let Some(both) = one.span().intersect(seat.span()) else { continue };
        let near = one.unit_id == seat.unit_id
            || of_its_commune(conn, seat.unit_id, vec![one.unit_id], both.starts_on)?.contains(&one.unit_id);
        let stranger = (!near).then_some(Code::UnknownReference);
        let code = stranger.or_else(|| one.value().place().refuses(seat.unit_id, seat.held));
        if code.is_some() {
            return Ok(code);
        }
    }
    Ok(None)
}

impl Membership {
    /// What offices depend on.
    pub const fn place(&self) -> Place {
        let Self { unit_id, kind, status, is_commune_cadre, .. } = *self;
        Place { unit_id, kind, status, is_commune_cadre }
    }
}
