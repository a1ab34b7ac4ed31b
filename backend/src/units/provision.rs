//! The commune's organisation and its branches on a new install, made at the server's own console.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::api::Subject;
use shared::id::UnitId;
use shared::problem::{Code, FieldErrors};
use shared::text::{compose, fold};
use shared::time;
use shared::unit::{BranchKind, UnitKind};
use uuid::Uuid;

use crate::acts;
use crate::db::Db;
use crate::db::schema::{unit, unit_path};
use crate::http::{Act, Error, Note, Result, check};

/// A unit to make.
#[derive(Debug, Clone)]
pub struct NewUnit {
    /// Short code, unique in the commune: `CB01`.
    pub code: String,
    /// Name: `Chi bộ thôn Nà Tâm`.
    pub name: String,
    /// What kind of branch; `None` makes the commune's organisation.
    pub kind: Option<BranchKind>,
    /// First day of the term; without one 1 January of this year.
    pub term_starts_on: Option<NaiveDate>,
}

/// The day of the month on which a branch meets until somebody says otherwise: the usual range of the 3rd to the 5th.
const FIXED_DAY: i32 = 3;
/// The hour likewise.
const HOUR: &str = "19:30";

/// Makes the unit; a branch belongs to the only commune.
///
/// # Errors
/// [`Code::UnknownReference`] for a branch before its commune, [`Code::AlreadyExists`] for a second commune or a code
/// that is taken, and field errors.
pub fn provision(db: &Db, new: NewUnit, now: DateTime<Utc>) -> Result<UnitId> {
    let (code, name) = (compose(new.code.trim()), compose(new.name.trim()));
    let mut errors = FieldErrors::default();
    errors.text("/code", &code, 20);
    errors.text("/name", &name, 200);
    check(errors)?;
    let january = time::local_date(now).format("%Y-01-01").to_string().parse().map_err(Error::internal)?;
    db.write(|conn| {
        let communes: Vec<UnitId> = unit::table.filter(unit::parent_id.is_null()).select(unit::id).load(conn)?;
        let parent = match (new.kind, communes.as_slice()) {
            (None, []) => None,
            (None, _) => return Err(Code::AlreadyExists.into()),
            (Some(_), [commune]) => Some(*commune),
            (Some(_), _) => return Err(Error::field("/kind", Code::UnknownReference)),
        };
        let taken: i64 = unit::table.filter(unit::code.eq(&code)).count().get_result(conn)?;
        if taken > 0 {
            return Err(Error::field("/code", Code::Taken));
        }
        let id = UnitId(Uuid::now_v7());
        diesel::insert_into(unit::table)
            .values((
                unit::id.eq(id),
                unit::parent_id.eq(parent),
                unit::kind.eq(if parent.is_some() { UnitKind::Branch } else { UnitKind::Commune }),
                unit::branch_kind.eq(new.kind),
                unit::code.eq(&code),
                unit::name.eq(&name),
                unit::folded_name.eq(fold(&name)),
                unit::fixed_day.eq(FIXED_DAY),
                unit::place.eq(""),
                unit::hour.eq(HOUR),
                unit::term_starts_on.eq(new.term_starts_on.unwrap_or(january)),
                unit::version.eq(1_i64),
            ))
            .execute(conn)?;
        for ancestor in parent.into_iter().chain([id]) {
            diesel::insert_into(unit_path::table)
                .values((unit_path::ancestor_id.eq(ancestor), unit_path::unit_id.eq(id)))
                .execute(conn)?;
        }
        let notes = vec![Note::new(id, 1, "", &(), &name)?];
        let subject = Some((Subject::Unit, id.0));
        acts::write(conn, Act { subject, unit_id: Some(id), notes, ..acts::console("nenep unit create", now) })?;
        Ok(id)
    })
}
