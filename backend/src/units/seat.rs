//! Seats in branches' committees, from a day to a day.

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::id::{MemberId, OfficeId, UnitId};
use shared::unit::Office;

use crate::db::schema::membership;
use crate::db::{Conn, dated, in_force};

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
