//! Where a target belongs: to its unit.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::access::Whereabouts;
use shared::id::{TargetId, UnitId};

use crate::db::Conn;
use crate::db::schema::target;
use crate::http::{Located, Result, at_unit};

impl Located for TargetId {
    fn whereabouts(&self, conn: &mut Conn, day: NaiveDate) -> Result<Option<Whereabouts>> {
        let unit: Option<UnitId> = target::table.find(*self).select(target::unit_id).first(conn).optional()?;
        let Some(unit) = unit else { return Ok(None) };
        at_unit(conn, unit, day, Whereabouts::default())
    }
}
