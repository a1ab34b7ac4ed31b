//! Where a task belongs: to its branch and to whom it is assigned; a draft is no business of ordinary members.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::access::Whereabouts;
use shared::id::{MemberId, TaskId, UnitId};

use crate::db::Conn;
use crate::db::schema::task;
use crate::http::{Located, Result, at_unit};

impl Located for TaskId {
    fn whereabouts(&self, conn: &mut Conn, day: NaiveDate) -> Result<Option<Whereabouts>> {
        let row: Option<(UnitId, Option<MemberId>, bool)> =
            task::table.find(*self).select((task::unit_id, task::assignee_id, task::drafted)).first(conn).optional()?;
        let Some((unit, owner, internal)) = row else { return Ok(None) };
        at_unit(conn, unit, day, Whereabouts { owner, internal, ..Whereabouts::default() })
    }
}
