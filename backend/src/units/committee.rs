//! The committees of branches on a day.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::api::unit::OfficeRow;
use shared::id::{MemberId, OfficeId, UnitId};
use shared::unit::Office;

use super::seat::cadres;
use crate::db::schema::{member, office};
use crate::db::{Conn, in_force};

/// The committees of these branches on a day, each from the secretary down, then by name.
///
/// # Errors
/// The database's.
pub fn committees(conn: &mut Conn, units: &[UnitId], day: NaiveDate) -> QueryResult<HashMap<UnitId, Vec<OfficeRow>>> {
    type Row = (UnitId, OfficeId, MemberId, String, Office, NaiveDate, Option<NaiveDate>);
    let rows: Vec<Row> = office::table
        .inner_join(member::table)
        .filter(office::unit_id.eq_any(units))
        .filter(in_force!(office, day))
        .order((member::sort_key, office::id))
        .select((
            office::unit_id,
            office::id,
            office::member_id,
            member::full_name,
            office::held,
            office::starts_on,
            office::ends_on,
        ))
        .load(conn)?;
    let members: Vec<MemberId> = rows.iter().map(|row| row.2).collect();
    let cadres = cadres(conn, &members, day)?;
    let mut committees: HashMap<UnitId, Vec<OfficeRow>> = HashMap::new();
    for (unit, id, member_id, name, office, starts_on, ends_on) in rows {
        let is_commune_cadre = cadres.contains(&member_id);
        let row = OfficeRow { id, member_id, name, office, is_commune_cadre, starts_on, ends_on };
        committees.entry(unit).or_default().push(row);
    }
    for committee in committees.values_mut() {
        committee.sort_by_key(|row| row.office);
    }
    Ok(committees)
}
