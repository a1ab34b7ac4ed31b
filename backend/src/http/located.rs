//! Where the things are that paths name: each room says it of its own.

use chrono::NaiveDate;
use shared::access::Whereabouts;
use shared::api::PathParams;
use shared::id::UnitId;

use super::Result;
use crate::db::{Conn, above};

/// The parameters of a path whose first one names something that belongs somewhere. An endpoint can't be registered
/// without it.
pub trait Located: PathParams {
    /// Where the thing belongs on a day; `None` if there is no such thing.
    ///
    /// # Errors
    /// The database's.
    fn whereabouts(&self, conn: &mut Conn, day: NaiveDate) -> Result<Option<Whereabouts>>;
}

impl Located for () {
    fn whereabouts(&self, _: &mut Conn, _: NaiveDate) -> Result<Option<Whereabouts>> {
        Ok(Some(Whereabouts::default()))
    }
}

/// The place on a day of something that belongs to a unit, with what else is known of it; `None` if there is no such unit.
///
/// # Errors
/// The database's.
pub fn at_unit(conn: &mut Conn, unit: UnitId, day: NaiveDate, known: Whereabouts) -> Result<Option<Whereabouts>> {
    let path = above(conn, unit, day)?;
    // A unit always has itself in its path.
    Ok((!path.is_empty()).then_some(Whereabouts { unit_id: Some(unit), path, ..known }))
}
