//! Where a member's record belongs: to their branch, and to themselves.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::access::Whereabouts;
use shared::id::{MemberId, MembershipId, UnitId};

use crate::db::Conn;
use crate::db::schema::membership;
use crate::http::{Located, Result, at_unit};

impl Located for MemberId {
    fn whereabouts(&self, conn: &mut Conn, day: NaiveDate) -> Result<Option<Whereabouts>> {
        let Some(unit) = branch_of(conn, *self, day)? else { return Ok(None) };
        at_unit(conn, unit, day, Whereabouts { owner: Some(*self), ..Whereabouts::default() })
    }
}

impl Located for (MemberId, MembershipId) {
    fn whereabouts(&self, conn: &mut Conn, day: NaiveDate) -> Result<Option<Whereabouts>> {
        self.0.whereabouts(conn, day)
    }
}

/// Where a member is on a day; where they will come to if they aren't anywhere yet.
fn branch_of(conn: &mut Conn, member: MemberId, day: NaiveDate) -> QueryResult<Option<UnitId>> {
    let days: Vec<(UnitId, NaiveDate)> = membership::table
        .filter(membership::member_id.eq(member))
        .filter(membership::replaced_at.is_null())
        .order(membership::starts_on)
        .select((membership::unit_id, membership::starts_on))
        .load(conn)?;
    let found = days.iter().rfind(|(_, starts_on)| *starts_on <= day).or_else(|| days.first());
    Ok(found.map(|(unit, _)| *unit))
}
