//! Where a member's record belongs: to their branch, and to themselves.

use diesel::prelude::*;
use shared::access::Whereabouts;
use shared::id::{MemberId, UnitId};

use crate::db::Conn;
use crate::db::schema::member;
use crate::http::{Located, Result, at_unit};

impl Located for MemberId {
    fn whereabouts(&self, conn: &mut Conn) -> Result<Option<Whereabouts>> {
        let unit: Option<UnitId> = member::table.find(*self).select(member::unit_id).first(conn).optional()?;
        let Some(unit) = unit else { return Ok(None) };
        at_unit(conn, unit, Whereabouts { owner: Some(*self), ..Whereabouts::default() })
    }
}
