//! What a unit may be: the rules that founding, changing and putting right have in common.

use std::collections::HashSet;

use chrono::NaiveTime;
use diesel::prelude::*;
use shared::api::state::UnitSettings;
use shared::dated::{Fact, Span};
use shared::id::UnitId;
use shared::problem::{Code, FieldErrors};
use shared::text::{compose, fold};
use shared::unit::UnitKind;

use super::state::{States, UnitState, UnitStateRow};
use super::tree::PathRow;
use crate::db::Conn;
use crate::db::schema::{unit_kind, unit_kind_below, unit_path, unit_state};
use crate::http::{Result, Scope, reaches};

/// Longest name and place, in characters.
pub(super) const MAX_TEXT: usize = 200;
/// Longest code.
const MAX_CODE: usize = 20;

/// The state with what is to be another.
pub(super) fn apply(mut state: UnitState, settings: UnitSettings) -> UnitState {
    let tidy = |text: String| compose(text.trim());
    state.parent_id = settings.parent_id.or(state.parent_id);
    state.kind = settings.kind.unwrap_or(state.kind);
    state.branch_kind = settings.branch_kind.or(state.branch_kind).filter(|_| state.kind == UnitKind::Branch);
    state.code = settings.code.map_or(state.code, tidy);
    state.name = settings.name.map_or(state.name, tidy);
    state.folded_name = fold(&state.name);
    state.fixed_day = settings.fixed_day.or(state.fixed_day);
    state.place = settings.place.map(tidy).or(state.place);
    state.hour = settings.hour.or(state.hour);
    state.locality = settings.locality.map_or(state.locality, tidy);
    state
}

/// Where a state's fields stand in the body.
pub(super) struct Pointers {
    /// Before the settings' names.
    pub settings: &'static str,
    /// Before the days' names.
    pub days: &'static str,
}

/// Wrong fields of a state, in itself and beside the other units of its days.
///
/// `within` is as far as whoever writes it may; at the server's own console that is everywhere.
pub(super) fn errors(
    conn: &mut Conn,
    state: &UnitStateRow,
    pointers: &Pointers,
    within: Option<&Scope>,
) -> Result<FieldErrors> {
    let mut errors = FieldErrors::default();
    let at = |name: &str| format!("{}/{name}", pointers.settings);
    errors.text(&at("name"), &state.name, MAX_TEXT);
    errors.text(&at("code"), &state.code, MAX_CODE);
    errors.optional_text(&at("place"), state.place.as_deref().unwrap_or_default(), MAX_TEXT);
    errors.optional_text(&at("locality"), &state.locality, MAX_TEXT);
    let (meets, may_be_root): (bool, bool) =
        unit_kind::table.find(state.kind).select((unit_kind::meets, unit_kind::may_be_root)).first(conn)?;
    errors.add_if(meets && state.fixed_day.is_none(), &at("fixed_day"), Code::Required);
    let no_day = state.fixed_day.is_some_and(|day| !meets || !(1..=31).contains(&day));
    errors.add_if(no_day, &at("fixed_day"), Code::OutOfRange);
    errors.add_if(state.hour.as_deref().is_some_and(|hour| !is_hour(hour)), &at("hour"), Code::WrongFormat);
    let branch = state.kind == UnitKind::Branch;
    errors.add_if(branch && state.branch_kind.is_none(), &at("branch_kind"), Code::Required);
    errors.add_if(!branch && state.branch_kind.is_some(), &at("branch_kind"), Code::WrongLevel);
    match state.parent_id {
        Some(parent) => check_parent(conn, &mut errors, state, parent, pointers, within)?,
        None => errors.add_if(!may_be_root, &at("kind"), Code::WrongLevel),
    }
    let taken = beside(conn, state)?.iter().any(|other| other.code.eq_ignore_ascii_case(&state.code));
    errors.add_if(taken, &at("code"), Code::Taken);
    check_below(conn, &mut errors, state, &at("kind"))?;
    Ok(errors)
}

/// The units below the same one, or beside it at the top, on days of the state.
fn beside(conn: &mut Conn, state: &UnitStateRow) -> QueryResult<Vec<UnitStateRow>> {
    let others = unit_state::table
        .filter(unit_state::unit_id.ne(state.unit_id))
        .filter(unit_state::replaced_at.is_null())
        .select(UnitStateRow::as_select())
        .into_boxed();
    let others = match state.parent_id {
        Some(parent) => others.filter(unit_state::parent_id.eq(parent)),
        None => others.filter(unit_state::parent_id.is_null()),
    };
    let mut others: Vec<UnitStateRow> = others.load(conn)?;
    others.retain(|other| other.span().overlaps(state.span()));
    Ok(others)
}

/// The unit above is there, is the caller's to write to, and takes such a unit.
fn check_parent(
    conn: &mut Conn,
    errors: &mut FieldErrors,
    state: &UnitStateRow,
    parent: UnitId,
    pointers: &Pointers,
    within: Option<&Scope>,
) -> Result<()> {
    let at = |name: &str| format!("{}/{name}", pointers.settings);
    let reached = match within {
        Some(scope) => reaches(conn, scope, parent)?,
        None => true,
    };
    let states = States::of(conn, [parent])?;
    let Some(life) = states.life(parent).filter(|_| reached) else {
        errors.add(at("parent_id"), Code::UnknownReference);
        return Ok(());
    };
    let span = state.span();
    let days = format!("{}/starts_on", pointers.days);
    states.check_day(errors, &days, parent, span.starts_on);
    let outlives = life.covers(span.starts_on) && !life.contains(span);
    errors.add_if(outlives, &at("parent_id"), Code::UnitClosed);
    let allowed: HashSet<UnitKind> = unit_kind_below::table
        .filter(unit_kind_below::kind.eq(state.kind))
        .select(unit_kind_below::above)
        .load(conn)?
        .into_iter()
        .collect();
    let above = states.all(parent).iter().filter(|above| above.span().overlaps(span));
    errors.add_if(above.clone().any(|above| !allowed.contains(&above.kind)), &at("kind"), Code::WrongLevel);
    let over: Vec<PathRow> =
        unit_path::table.filter(unit_path::unit_id.eq(parent)).select(PathRow::as_select()).load(conn)?;
    let circle = over.iter().any(|path| path.ancestor_id == state.unit_id);
    errors.add_if(circle, &at("parent_id"), Code::InCircle);
    Ok(())
}

/// What is below the unit on its days may be below such a unit, and isn't there when there is no such unit.
fn check_below(conn: &mut Conn, errors: &mut FieldErrors, state: &UnitStateRow, pointer: &str) -> Result<()> {
    let allowed: Vec<UnitKind> = unit_kind_below::table
        .filter(unit_kind_below::above.eq(state.kind))
        .select(unit_kind_below::kind)
        .load(conn)?;
    let below: Vec<UnitStateRow> = unit_state::table
        .filter(unit_state::parent_id.eq(state.unit_id))
        .filter(unit_state::replaced_at.is_null())
        .select(UnitStateRow::as_select())
        .load(conn)?;
    let wrong = below.iter().any(|one| one.span().overlaps(state.span()) && !allowed.contains(&one.kind));
    errors.add_if(wrong, pointer, Code::WrongLevel);
    Ok(())
}

/// `19:30`, always with two digits each.
pub(super) fn is_hour(text: &str) -> bool {
    NaiveTime::parse_from_str(text, "%H:%M").is_ok_and(|time| time.format("%H:%M").to_string() == text)
}

/// Whether all of these days are among those of the unit; otherwise the code of what is wrong.
pub(crate) fn within(life: Option<Span>, span: Span) -> Option<Code> {
    let life = life?;
    if span.starts_on < life.starts_on {
        Some(Code::BeforeFounding)
    } else if life.contains(span) {
        None
    } else {
        Some(Code::UnitClosed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_have_two_digits_each() {
        for hour in ["00:00", "19:30", "23:59"] {
            assert!(is_hour(hour), "{hour}");
        }
        for hour in ["24:00", "7:30", "19:60", "19h30", "19:30:00", " 19:30", "1９:30", ""] {
            assert!(!is_hour(hour), "{hour}");
        }
    }
}
