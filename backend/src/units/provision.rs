//! Units of a new install, made at the server's own console: provinces, communes, sections, branches, Party groups.

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

use super::settings::{self, Pointers};
use super::{Term, TermRow, UnitState, UnitStateRow, trace};
use crate::acts;
use crate::db::schema::{unit, unit_kind, unit_kind_below, unit_state};
use crate::db::{Author, Conn, Dated, Db, Decision};
use crate::http::{Act, Error, Note, Result, check};
use crate::papers::locality;
use crate::rules::first_choices;

/// A unit to make.
#[derive(Debug, Clone)]
pub struct NewUnit {
    /// Level.
    pub kind: UnitKind,
    /// Short code, unique among the units below the same one: `CB01`.
    pub code: String,
    /// Name: `Chi bộ thôn Nà Tâm`.
    pub name: String,
    /// What kind of branch, of a branch.
    pub branch_kind: Option<BranchKind>,
    /// The unit above, by its code, or by codes from further up, as [`called`] takes them; without one the only unit that
    /// takes such a unit below it, or none.
    pub parent: Option<String>,
    /// First day, of a branch's term too; without one that of the unit above, and of a topmost one 1 January of this year.
    pub starts_on: Option<NaiveDate>,
}

/// The day of the month on which a branch meets until somebody says otherwise: the usual range of the 3rd to the 5th.
const FIXED_DAY: i32 = 3;
/// The hour likewise.
const HOUR: &str = "19:30";

/// Makes the unit.
///
/// # Errors
/// [`Code::UnknownReference`] at `/parent` if no unit, or more than one, fits; and what founding a unit answers.
pub fn provision(db: &Db, new: NewUnit, now: DateTime<Utc>) -> Result<UnitId> {
    let (code, name) = (compose(new.code.trim()), compose(new.name.trim()));
    let january = time::local_date(now).format("%Y-01-01").to_string().parse().map_err(Error::internal)?;
    db.write(|conn| {
        let parent = parent(conn, &new)?;
        let first = parent.as_ref().map_or(january, |parent| parent.starts_on);
        let starts_on = new.starts_on.unwrap_or(first);
        let mut errors = FieldErrors::default();
        errors.date("/starts_on", Some(starts_on));
        check(errors)?;
        let (meets, top): (bool, bool) =
            unit_kind::table.find(new.kind).select((unit_kind::meets, unit_kind::may_be_root)).first(conn)?;
        let (id, said) = (UnitId(Uuid::now_v7()), name.clone());
        let state = UnitState {
            unit_id: id,
            parent_id: parent.as_ref().map(|parent| parent.unit_id),
            kind: new.kind,
            branch_kind: new.branch_kind,
            folded_name: fold(&name),
            fixed_day: meets.then_some(FIXED_DAY),
            place: meets.then(String::new),
            hour: meets.then(|| HOUR.to_owned()),
            // Until somebody says another one.
            locality: if top { locality(&name).to_owned() } else { String::new() },
            code,
            name,
        };
        let (span, author) = (Span::from(starts_on), Author::console(now));
        let state = UnitStateRow::new(state, span, Decision::default());
        check(settings::errors(conn, &state, &Pointers { settings: "", days: "" }, None)?)?;
        diesel::insert_into(unit::table).values((unit::id.eq(id), unit::version.eq(1_i64))).execute(conn)?;
        UnitStateRow::write(conn, &Edits { replaced: Vec::new(), written: vec![state] }, &author)?;
        if meets {
            let term = TermRow::new(Term { unit_id: id }, span, Decision::default());
            TermRow::write(conn, &Edits { replaced: Vec::new(), written: vec![term] }, &author)?;
        }
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

/// The first state of the unit above; `None` for a topmost one.
fn parent(conn: &mut Conn, new: &NewUnit) -> Result<Option<UnitStateRow>> {
    let units: Vec<UnitStateRow> = unit_state::table
        .filter(unit_state::replaced_at.is_null())
        .order(unit_state::starts_on)
        .select(UnitStateRow::as_select())
        .load(conn)?;
    let takes: Vec<UnitKind> =
        unit_kind_below::table.filter(unit_kind_below::kind.eq(new.kind)).select(unit_kind_below::above).load(conn)?;
    let may_be_top: bool = unit_kind::table.find(new.kind).select(unit_kind::may_be_root).first(conn)?;
    let mut fitting: Vec<UnitId> = match &new.parent {
        Some(path) => called(&units, path).map(|unit| unit.unit_id).collect(),
        None if may_be_top => return Ok(None),
        None => units.iter().filter(|unit| takes.contains(&unit.kind)).map(|unit| unit.unit_id).collect(),
    };
    fitting.sort_unstable();
    fitting.dedup();
    let [only] = fitting.as_slice() else {
        let hint = "make the unit above first, or say with --parent which one it is".to_owned();
        return Err(Error { internal: Some(hint), ..Error::field("/parent", Code::UnknownReference) });
    };
    Ok(units.into_iter().find(|unit| unit.unit_id == *only))
}

/// The units with a code, or with codes from above down to their own: `BP/CB01` is `CB01` right below `BP`. Codes are
/// unique below the same unit only, so that more than one may be called the same.
pub fn called<'a>(units: &'a [UnitStateRow], path: &str) -> impl Iterator<Item = &'a UnitStateRow> {
    let codes: Vec<String> = path.rsplit('/').map(|code| code.trim().to_owned()).collect();
    units.iter().filter(move |unit| {
        let mut at = Some(*unit);
        codes.iter().all(|code| {
            let fits = at.is_some_and(|unit| unit.code.eq_ignore_ascii_case(code));
            at = at.and_then(|unit| unit.parent_id).and_then(|above| units.iter().find(|one| one.unit_id == above));
            fits
        })
    })
}
