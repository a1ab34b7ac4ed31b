//! The committees of branches on a day.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::api::unit::PositionRow;
use shared::id::{MemberId, PositionId, UnitId};
use shared::unit::Position;

use crate::db::Conn;
use crate::db::schema::{member, position};

/// The committees of these branches on a day, each from the secretary down, then by name.
///
/// # Errors
/// The database's.
pub fn committees(conn: &mut Conn, units: &[UnitId], day: NaiveDate) -> QueryResult<HashMap<UnitId, Vec<PositionRow>>> {
    type Row = (UnitId, PositionId, MemberId, String, Position, bool, NaiveDate, Option<NaiveDate>);
    let rows: Vec<Row> = position::table
        .inner_join(member::table)
        .filter(position::unit_id.eq_any(units))
        .filter(position::starts_on.le(day))
        .filter(position::ends_on.is_null().or(position::ends_on.ge(day)))
        .order((member::sort_key, position::id))
        .select((
            position::unit_id,
            position::id,
            position::member_id,
            member::full_name,
            position::held,
            member::is_commune_cadre,
            position::starts_on,
            position::ends_on,
        ))
        .load(conn)?;
    let mut committees: HashMap<UnitId, Vec<PositionRow>> = HashMap::new();
    for (unit, id, member_id, name, position, is_commune_cadre, starts_on, ends_on) in rows {
        let row = PositionRow { id, member_id, name, position, is_commune_cadre, starts_on, ends_on };
        committees.entry(unit).or_default().push(row);
    }
    for committee in committees.values_mut() {
        committee.sort_by_key(|row| row.position);
    }
    Ok(committees)
}
