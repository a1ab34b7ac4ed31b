//! What is named by its content belongs to nobody; a sheet that a unit made belongs to it.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::access::Whereabouts;
use shared::id::{SheetId, UnitId};
use shared::rulebook::Digest;

use crate::db::Conn;
use crate::db::schema::score_sheet;
use crate::http::{Located, Result, at_unit};

impl Located for Digest {
    fn whereabouts(&self, _: &mut Conn, _: NaiveDate) -> Result<Option<Whereabouts>> {
        Ok(Some(Whereabouts::default()))
    }
}

impl Located for SheetId {
    fn whereabouts(&self, conn: &mut Conn, day: NaiveDate) -> Result<Option<Whereabouts>> {
        let unit: Option<Option<UnitId>> =
            score_sheet::table.find(*self).select(score_sheet::unit_id).first(conn).optional()?;
        // What is shipped is read by its digest.
        let Some(unit) = unit.flatten() else { return Ok(None) };
        at_unit(conn, unit, day, Whereabouts::default())
    }
}
