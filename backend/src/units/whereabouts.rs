//! Where a unit is: in the tree.

use chrono::NaiveDate;
use shared::access::Whereabouts;
use shared::api::PathParams;
use shared::id::UnitId;

use crate::db::Conn;
use crate::http::{Located, Result, at_unit};

impl Located for UnitId {
    fn whereabouts(&self, conn: &mut Conn, day: NaiveDate) -> Result<Option<Whereabouts>> {
        at_unit(conn, *self, day, Whereabouts::default())
    }
}

/// A paper or whatever else of the unit comes second.
impl<K> Located for (UnitId, K)
where
    (UnitId, K): PathParams,
{
    fn whereabouts(&self, conn: &mut Conn, day: NaiveDate) -> Result<Option<Whereabouts>> {
        self.0.whereabouts(conn, day)
    }
}
