//! The branches of a period: which there were, when they belonged here, and what they were as at its end.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::dsl::count_star;
use diesel::prelude::*;
use shared::dated::{Fact, Span};
use shared::id::UnitId;
use shared::member::ActivityStatus;
use shared::period::Period;
use shared::unit::{BranchKind, UnitKind};

use crate::db::schema::{membership, office, unit_path};
use crate::db::{Conn, in_force};
use crate::units::{PathRow, States, in_charge};

/// A branch in a period.
#[derive(Debug, Clone)]
pub struct Place {
    /// The branch.
    pub id: UnitId,
    /// Its name as at the end of what is counted, or its last day here.
    pub name: String,
    /// Its kind, likewise.
    pub kind: BranchKind,
    /// Its days here in the period, each with the fixed day in force.
    pub days: Vec<(Span, u32)>,
    /// Members in its number as at the end of what is counted: today, or the period's last day.
    pub members: i64,
    /// Who is in charge on that day.
    pub supervisor: Option<String>,
    /// Whether a commune cadre is in its committee on that day.
    pub has_commune_cadre: bool,
}

impl Place {
    /// Whether the branch belonged here on a day.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.days.iter().any(|(span, _)| span.covers(day))
    }

    /// Its last day here, of a branch that was closed or moved away before a day.
    pub fn left_on(&self, day: NaiveDate) -> Option<NaiveDate> {
        if self.covers(day) {
            return None;
        }
        self.days.iter().filter_map(|(span, _)| span.ends_on).filter(|last| *last < day).max()
    }

    /// The day itself, or its nearest day here: the last one before it, or else its first.
    pub fn day_near(&self, day: NaiveDate) -> NaiveDate {
        let first = || self.days.first().map(|(span, _)| span.starts_on);
        if self.covers(day) { day } else { self.left_on(day).or_else(first).unwrap_or(day) }
    }

    /// The fixed day in force on a day, or on the nearest one before.
    pub fn fixed_day_on(&self, day: NaiveDate) -> u32 {
        let found = self.days.iter().rfind(|(span, _)| span.starts_on <= day).or_else(|| self.days.first());
        found.map_or(1, |(_, fixed_day)| *fixed_day)
    }

    /// Whether the branch belonged here throughout a period.
    pub fn throughout(&self, period: Span) -> bool {
        let mut next = period.starts_on;
        for (span, _) in &self.days {
            if !span.covers(next) {
                return false;
            }
            match span
                .ends_on
                .filter(|last| period.ends_on.is_none_or(|end| *last < end))
                .and_then(|last| last.succ_opt())
            {
                Some(day) => next = day,
                None => return true,
            }
        }
        false
    }
}

/// The branches below a unit (or the branch itself) that there were on any day of the period up to today, by code.
///
/// # Errors
/// The database's.
pub fn places(conn: &mut Conn, unit_id: UnitId, period: Period, today: NaiveDate) -> QueryResult<Vec<Place>> {
    let as_at = period.as_at(today);
    // Of a period that lies ahead: those that there are today.
    let days = Span::new(period.first().min(as_at), Some(period.last()));
    let here = here(conn, unit_id, days)?;
    let states = States::of(conn, here.keys().copied())?;
    let mut found: Vec<(String, Place)> = Vec::with_capacity(here.len());
    for (id, here) in here {
        let of_branch = states.all(id).iter().filter(|state| state.kind == UnitKind::Branch);
        let days: Vec<(Span, u32)> = of_branch
            .flat_map(|state| here.iter().filter_map(|span| Some((span.intersect(state.span())?, state.fixed_day()))))
            .collect();
        let Some((last, _)) = days.iter().rfind(|(span, _)| span.starts_on <= as_at) else { continue };
        let named_on = last.ends_on.map_or(as_at, |day| day.min(as_at));
        let Some(state) = states.near(id, named_on) else { continue };
        let (name, kind) = (state.name.clone(), state.branch_kind.unwrap_or(BranchKind::Village));
        let place = Place { id, name, kind, days, members: 0, supervisor: None, has_commune_cadre: false };
        found.push((state.code.clone(), place));
    }
    found.sort_by(|(code, one), (other_code, other)| (code, one.id).cmp(&(other_code, other.id)));
    let mut places: Vec<Place> = found.into_iter().map(|(_, place)| place).collect();
    fill(conn, &mut places, as_at)?;
    Ok(places)
}

/// Counts the members and finds who is in charge, and the cadres, of the branches that there are on the day.
fn fill(conn: &mut Conn, places: &mut [Place], day: NaiveDate) -> QueryResult<()> {
    let ids: Vec<UnitId> = places.iter().filter(|place| place.covers(day)).map(|place| place.id).collect();
    let members = members(conn, &ids, day)?;
    let mut supervisors = in_charge(conn, &ids, day)?;
    let cadres = cadres(conn, &ids, day)?;
    for place in places {
        place.members = members.get(&place.id).copied().unwrap_or_default();
        place.supervisor = supervisors.remove(&place.id).map(|found| found.name);
        place.has_commune_cadre = cadres.contains(&place.id);
    }
    Ok(())
}

/// The units below one, with those of the days on which they are.
fn here(conn: &mut Conn, unit_id: UnitId, days: Span) -> QueryResult<HashMap<UnitId, Vec<Span>>> {
    let rows: Vec<PathRow> = unit_path::table
        .filter(unit_path::ancestor_id.eq(unit_id))
        .order(unit_path::starts_on)
        .select(PathRow::as_select())
        .load(conn)?;
    let mut here: HashMap<UnitId, Vec<Span>> = HashMap::new();
    for row in rows {
        if let Some(span) = Span::new(row.starts_on, row.ends_on).intersect(days) {
            here.entry(row.unit_id).or_default().push(span);
        }
    }
    Ok(here)
}

fn members(conn: &mut Conn, units: &[UnitId], day: NaiveDate) -> QueryResult<HashMap<UnitId, i64>> {
    let counted: Vec<ActivityStatus> =
        ActivityStatus::ALL.iter().copied().filter(|status| status.counts_in_branch()).collect();
    let rows: Vec<(UnitId, i64)> = membership::table
        .filter(membership::unit_id.eq_any(units))
        .filter(in_force!(membership, day))
        .filter(membership::status.eq_any(counted))
        .group_by(membership::unit_id)
        .select((membership::unit_id, count_star()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

fn cadres(conn: &mut Conn, units: &[UnitId], day: NaiveDate) -> QueryResult<Vec<UnitId>> {
    office::table
        .inner_join(membership::table.on(membership::member_id.eq(office::member_id)))
        .filter(office::unit_id.eq_any(units))
        .filter(in_force!(office, day))
        .filter(in_force!(membership, day))
        .filter(membership::is_commune_cadre.eq(true))
        .select(office::unit_id)
        .load(conn)
}
