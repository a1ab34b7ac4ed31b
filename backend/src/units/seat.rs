//! Seats in branches' committees, from a day to a day.

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::id::{MemberId, OfficeId, UnitId};
use shared::member::{ActivityStatus, MembershipKind};
use shared::problem::Code;
use shared::unit::Office;

use super::state::States;
use crate::db::schema::{membership, unit_path};
use crate::db::{Conn, below, dated, in_force};

dated! {
    /// Who holds which office in a branch's committee.
    value Seat;
    /// A row of table `office`.
    row SeatRow in office, OfficeId;
    of unit_id: UnitId;
    /// Who.
    member_id: MemberId,
    /// Which office.
    held: Office,
}

/// Where somebody is and as what, as far as offices depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct Place {
    /// The branch.
    pub unit_id: UnitId,
    /// Official or probationary.
    pub kind: MembershipKind,
    /// Activity.
    pub status: ActivityStatus,
    /// Cadre or civil servant of the commune.
    pub is_commune_cadre: bool,
}

impl Place {
    /// What keeps whoever is there from holding a seat: it is for members of the branch, or cadres of its commune (Party
    /// Statutes, article 24; HD 42-HD/BTCTW of 28/10/2025 for cadres who strengthen branches). Of which commune somebody is
    /// a cadre, [`of_its_commune`] says.
    pub fn refuses(&self, unit: UnitId, held: Office) -> Option<Code> {
        let there = self.unit_id == unit || self.is_commune_cadre;
        let stranger = (!there).then_some(Code::UnknownReference);
        stranger.or_else(|| held.refuses(self.kind, self.status))
    }
}

/// Those of these units that are of a branch's commune on a day, with the branch itself.
///
/// # Errors
/// The database's.
pub fn of_its_commune(
    conn: &mut Conn,
    branch: UnitId,
    units: Vec<UnitId>,
    day: NaiveDate,
) -> QueryResult<HashSet<UnitId>> {
    let commune = States::with_above(conn, branch, day)?.commune(branch, day);
    let near = below(commune.into_iter().collect(), day);
    let found: Vec<UnitId> = near.filter(unit_path::unit_id.eq_any(units)).load(conn)?;
    Ok(found.into_iter().chain([branch]).collect())
}

/// Those of these members who are cadres or civil servants of the commune on a day.
///
/// # Errors
/// The database's.
pub fn cadres(conn: &mut Conn, members: &[MemberId], day: NaiveDate) -> QueryResult<HashSet<MemberId>> {
    let found: Vec<MemberId> = membership::table
        .filter(membership::member_id.eq_any(members))
        .filter(membership::is_commune_cadre.eq(true))
        .filter(in_force!(membership, day))
        .select(membership::member_id)
        .load(conn)?;
    Ok(found.into_iter().collect())
}
