//! The commune's organisation and its branches on a new install, made at the server's own console.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::api::Subject;
use shared::dated::{Edits, Span};
use shared::id::UnitId;
use shared::problem::{Code, FieldErrors};
use shared::text::{compose, fold};
use shared::time;
use shared::unit::{BranchKind, UnitKind};
use uuid::Uuid;

use super::{Term, TermRow, UnitState, UnitStateRow, trace};
use crate::acts;
use crate::db::schema::{unit, unit_state};
use crate::db::{Author, Dated, Db, Decision};
use crate::http::{Act, Error, Note, Result, check};
use crate::papers::locality;
use crate::rules::first_choices;

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
        let units: Vec<UnitStateRow> =
            unit_state::table.filter(unit_state::replaced_at.is_null()).select(UnitStateRow::as_select()).load(conn)?;
        let communes: Vec<&UnitStateRow> = units.iter().filter(|unit| unit.parent_id.is_none()).collect();
        let parent = match (new.kind, communes.as_slice()) {
            (None, []) => None,
            (None, _) => return Err(Code::AlreadyExists.into()),
            (Some(_), [commune]) => Some(commune.unit_id),
            (Some(_), _) => return Err(Error::field("/kind", Code::UnknownReference)),
        };
        if units.iter().any(|unit| unit.code == code) {
            return Err(Error::field("/code", Code::Taken));
        }
        let (id, said) = (UnitId(Uuid::now_v7()), name.clone());
        let starts_on = new.term_starts_on.unwrap_or(january);
        let branch = new.kind.is_some();
        let state = UnitState {
            unit_id: id,
            parent_id: parent,
            kind: if branch { UnitKind::Branch } else { UnitKind::Commune },
            branch_kind: new.kind,
            folded_name: fold(&name),
            fixed_day: branch.then_some(FIXED_DAY),
            place: branch.then(String::new),
            hour: branch.then(|| HOUR.to_owned()),
            // Until somebody says another one.
            locality: if branch { String::new() } else { locality(&name).to_owned() },
            code,
            name,
        };
        let (span, author) = (Span::from(starts_on), Author::console(now));
        diesel::insert_into(unit::table).values((unit::id.eq(id), unit::version.eq(1_i64))).execute(conn)?;
        let state = UnitStateRow::new(state, span, Decision::default());
        UnitStateRow::write(conn, &Edits { replaced: Vec::new(), written: vec![state] }, &author)?;
        let term = TermRow::new(Term { unit_id: id }, span, Decision::default());
        TermRow::write(conn, &Edits { replaced: Vec::new(), written: vec![term] }, &author)?;
        trace(conn, id)?;
        let notes = vec![Note::new(id, 1, "", &(), &said)?];
        let subject = Some((Subject::Unit, id.0));
        acts::write(conn, Act { subject, unit_id: Some(id), notes, ..acts::console("nenep unit create", now) })?;
        if parent.is_none() {
            first_choices(conn, now)?;
        }
        Ok(id)
    })
}
