//! Reading charges.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::api::unit::SupervisionRow;
use shared::id::{MemberId, SupervisionId, UnitId};

use crate::db::Conn;
use crate::db::schema::{member, supervision, unit};

type Row = (SupervisionId, UnitId, String, MemberId, String, NaiveDate, Option<NaiveDate>);

/// Who is in charge of these branches on a day, by the branch's code.
///
/// # Errors
/// The database's.
pub fn in_force(conn: &mut Conn, units: &[UnitId], day: NaiveDate) -> QueryResult<Vec<SupervisionRow>> {
    let rows: Vec<Row> = supervision::table
        .inner_join(unit::table)
        .inner_join(member::table)
        .filter(supervision::unit_id.eq_any(units))
        .filter(supervision::starts_on.le(day))
        .filter(supervision::ends_on.is_null().or(supervision::ends_on.ge(day)))
        .order((unit::code, supervision::starts_on.desc(), supervision::id))
        .select((
            supervision::id,
            unit::id,
            unit::name,
            member::id,
            member::full_name,
            supervision::starts_on,
            supervision::ends_on,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(row).collect())
}

/// Everybody who has been, is or will be in charge of a branch, newest first.
///
/// # Errors
/// The database's.
pub fn of_branch(conn: &mut Conn, branch: UnitId) -> QueryResult<Vec<SupervisionRow>> {
    let rows: Vec<Row> = supervision::table
        .inner_join(unit::table)
        .inner_join(member::table)
        .filter(supervision::unit_id.eq(branch))
        .order((supervision::starts_on.desc(), supervision::id.desc()))
        .select((
            supervision::id,
            unit::id,
            unit::name,
            member::id,
            member::full_name,
            supervision::starts_on,
            supervision::ends_on,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(row).collect())
}

fn row((id, unit_id, unit_name, member_id, name, starts_on, ends_on): Row) -> SupervisionRow {
    SupervisionRow { id, unit_id, unit_name, member_id, name, starts_on, ends_on }
}
