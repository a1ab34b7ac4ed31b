//! Where a member's record belongs: to their branch, and to themselves.

use chrono::NaiveDate;
use shared::access::Whereabouts;
use shared::id::{MemberId, MembershipId};

use super::membership::{MembershipRow, near};
use crate::db::{Conn, Dated};
use crate::http::{Located, Result, at_unit};

impl Located for MemberId {
    fn whereabouts(&self, conn: &mut Conn, day: NaiveDate) -> Result<Option<Whereabouts>> {
        let memberships = MembershipRow::of(conn, *self)?;
        // Where they will come to if they aren't anywhere yet.
        let Some(unit) = near(&memberships, day).map(|one| one.unit_id) else { return Ok(None) };
        at_unit(conn, unit, day, Whereabouts { owner: Some(*self), ..Whereabouts::default() })
    }
}

impl Located for (MemberId, MembershipId) {
    fn whereabouts(&self, conn: &mut Conn, day: NaiveDate) -> Result<Option<Whereabouts>> {
        self.0.whereabouts(conn, day)
    }
}
