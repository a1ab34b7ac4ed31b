//! Where a meeting belongs: to its branch; a plan that isn't announced is no business of ordinary members.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::access::Whereabouts;
use shared::api::PathParams;
use shared::id::{MeetingId, UnitId};
use shared::meeting::MeetingStatus;

use crate::db::Conn;
use crate::db::schema::meeting;
use crate::http::{Located, Result, at_unit};

impl Located for MeetingId {
    fn whereabouts(&self, conn: &mut Conn, day: NaiveDate) -> Result<Option<Whereabouts>> {
        let row: Option<(UnitId, MeetingStatus)> =
            meeting::table.find(*self).select((meeting::unit_id, meeting::status)).first(conn).optional()?;
        let Some((unit, status)) = row else { return Ok(None) };
        at_unit(conn, unit, day, Whereabouts { internal: !status.visible_to_members(), ..Whereabouts::default() })
    }
}

/// A paper, a score or whatever else of the meeting comes second.
impl<K> Located for (MeetingId, K)
where
    (MeetingId, K): PathParams,
{
    fn whereabouts(&self, conn: &mut Conn, day: NaiveDate) -> Result<Option<Whereabouts>> {
        self.0.whereabouts(conn, day)
    }
}
