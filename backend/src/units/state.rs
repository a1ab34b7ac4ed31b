//! What units are from a day to a day: name, place in the tree, and a branch's habits.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::dated::{Fact, Span};
use shared::id::{UnitId, UnitStateId};
use shared::problem::{Code, FieldErrors};
use shared::unit::{BranchKind, UnitKind};

use crate::db::schema::unit_state;
use crate::db::{Conn, above, dated};

dated! {
    /// What a unit is.
    value UnitState;
    /// A row of table `unit_state`.
    row UnitStateRow in unit_state, UnitStateId;
    of unit_id: UnitId;
    /// The unit above.
    parent_id: Option<UnitId>,
    /// Level.
    kind: UnitKind,
    /// Kind of a branch.
    branch_kind: Option<BranchKind>,
    /// Short code, unique among the units below the same one.
    code: String,
    /// Name.
    name: String,
    /// For searching, from the name.
    folded_name: String,
    /// Day of the month of the regular meeting; only of units that meet.
    fixed_day: Option<i32>,
    /// Usual place, likewise.
    place: Option<String>,
    /// Usual hour, likewise.
    hour: Option<String>,
    /// The place that papers print beside the date; empty: that of the unit above.
    locality: String,
}

impl UnitStateRow {
    /// The fixed day as the calendar's rules take it.
    pub fn fixed_day(&self) -> u32 {
        self.fixed_day.and_then(|day| u32::try_from(day).ok()).unwrap_or(1)
    }
}

/// What some units are and were.
#[derive(Debug, Clone, Default)]
pub struct States(HashMap<UnitId, Vec<UnitStateRow>>);

impl States {
    /// Of these units, in one query.
    ///
    /// # Errors
    /// The database's.
    pub fn of(conn: &mut Conn, units: impl IntoIterator<Item = UnitId>) -> QueryResult<Self> {
        let mut units: Vec<UnitId> = units.into_iter().collect();
        units.sort_unstable();
        units.dedup();
        let rows: Vec<UnitStateRow> = unit_state::table
            .filter(unit_state::unit_id.eq_any(units))
            .filter(unit_state::replaced_at.is_null())
            .order(unit_state::starts_on)
            .select(UnitStateRow::as_select())
            .load(conn)?;
        let mut states: HashMap<UnitId, Vec<UnitStateRow>> = HashMap::new();
        for row in rows {
            states.entry(row.unit_id).or_default().push(row);
        }
        Ok(Self(states))
    }

    /// Of a unit and of everything that is above it on a day.
    ///
    /// # Errors
    /// The database's.
    pub fn with_above(conn: &mut Conn, unit: UnitId, day: NaiveDate) -> QueryResult<Self> {
        let above = above(conn, unit, day)?;
        Self::of(conn, above)
    }

    /// All of a unit, by their days.
    pub fn all(&self, unit: UnitId) -> &[UnitStateRow] {
        self.0.get(&unit).map(Vec::as_slice).unwrap_or_default()
    }

    /// What the unit is on a day; `None` if there is no such unit then.
    pub fn on(&self, unit: UnitId, day: NaiveDate) -> Option<&UnitStateRow> {
        self.all(unit).iter().find(|state| state.span().covers(day))
    }

    /// The same, or what it was last, or will be first, on a day when there is no such unit.
    pub fn near(&self, unit: UnitId, day: NaiveDate) -> Option<&UnitStateRow> {
        let states = self.all(unit);
        states.iter().rfind(|state| state.starts_on <= day).or_else(|| states.first())
    }

    /// The unit's name on a day, or on the nearest one.
    pub fn name(&self, unit: UnitId, day: NaiveDate) -> &str {
        self.near(unit, day).map(|state| state.name.as_str()).unwrap_or_default()
    }

    /// The unit and those above it, as far as they are known here, from itself up.
    fn upward(&self, unit: UnitId, day: NaiveDate) -> impl Iterator<Item = &UnitStateRow> {
        let above = move |state: &&UnitStateRow| state.parent_id.and_then(|parent| self.near(parent, day));
        // No more steps than there are units: nothing stands above itself.
        std::iter::successors(self.near(unit, day), above).take(self.0.len())
    }

    /// The place that papers of a day print: the unit's own, else that of the nearest unit above that says one.
    pub fn locality(&self, unit: UnitId, day: NaiveDate) -> String {
        let said = self.upward(unit, day).map(|state| state.locality.as_str()).find(|text| !text.is_empty());
        said.unwrap_or_default().to_owned()
    }

    /// The commune that a unit is of on a day, or what stands topmost above it where there is none.
    pub fn commune(&self, unit: UnitId, day: NaiveDate) -> Option<UnitId> {
        let commune = self.upward(unit, day).find(|state| state.kind == UnitKind::Commune);
        commune.or_else(|| self.upward(unit, day).last()).map(|state| state.unit_id)
    }

    /// A field error if there is no such unit on the day.
    pub fn check_day(&self, errors: &mut FieldErrors, pointer: &str, unit: UnitId, day: NaiveDate) {
        let Some(life) = self.life(unit) else { return errors.add(pointer, Code::UnknownReference) };
        errors.add_if(day < life.starts_on, pointer, Code::BeforeFounding);
        errors.add_if(life.ends_on.is_some_and(|last| last < day), pointer, Code::UnitClosed);
    }

    /// A field error for each end of days that lie outside those of the unit.
    pub fn check_days(&self, errors: &mut FieldErrors, unit: UnitId, span: Span) {
        self.check_day(errors, "/starts_on", unit, span.starts_on);
        let closed = self.life(unit).and_then(|life| life.ends_on);
        let beyond = span.ends_on.zip(closed).is_some_and(|(last, closed)| last > closed);
        errors.add_if(beyond, "/ends_on", Code::UnitClosed);
        errors.add_if(!span.has_days(), "/ends_on", Code::EndBeforeStart);
    }

    /// What has no last day of its own ends with the unit, if its closing is known.
    pub fn until_closed(&self, unit: UnitId, span: Span) -> Span {
        let closed = self.life(unit).and_then(|life| life.ends_on);
        Span::new(span.starts_on, span.ends_on.or(closed))
    }

    /// From the founding to the last day.
    pub fn life(&self, unit: UnitId) -> Option<Span> {
        let states = self.all(unit);
        Some(Span::new(states.first()?.starts_on, states.last()?.ends_on))
    }
}

/// What a unit is on a day, or was last, or will be first.
///
/// # Errors
/// The database's; not found if there is no such unit.
pub fn near(conn: &mut Conn, unit: UnitId, day: NaiveDate) -> QueryResult<UnitStateRow> {
    States::of(conn, [unit])?.near(unit, day).cloned().ok_or(diesel::NotFound)
}
