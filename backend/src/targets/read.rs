//! A target's row, and its percent and state by the rules of its year.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::api::target::TargetRow;
use shared::id::{TargetId, UnitId};
use shared::period::Period;
use shared::rule_set::TargetRules;
use shared::rulebook::Rulebook;
use shared::target::{Direction, TargetResult, judge, judge_percent};
use shared::unit::Sector;

use crate::db::Conn;
use crate::db::schema::target;
use crate::http::Result;
use crate::rules::book;
use crate::units::States;

/// A target as the database has it: the one list of the table's columns, for reading and for writing.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = target, treat_none_as_default_value = false)]
pub struct Stored {
    /// The target.
    pub id: TargetId,
    /// Version.
    pub version: i64,
    /// Whose.
    pub unit_id: UnitId,
    /// Year.
    pub year: i32,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Unit of measure.
    pub measured_in: String,
    /// Sector of work.
    pub sector: Sector,
    /// Whether more or less is better.
    pub better: Direction,
    /// Planned.
    pub planned: Option<f64>,
    /// Reached.
    pub actual: Option<f64>,
    /// Percent of plan as reported, where the values behind it aren't known.
    pub percent_reported: Option<f64>,
}

impl Stored {
    /// What became of it: from both values where they are known, else from the reported percentage.
    pub fn judged(&self, rules: TargetRules) -> Option<TargetResult> {
        match self.planned.zip(self.actual) {
            Some((planned, actual)) => judge(planned, actual, self.better, rules),
            None => judge_percent(self.percent_reported?, rules),
        }
    }
}

/// One target.
pub(super) fn one(conn: &mut Conn, id: TargetId) -> Result<Stored> {
    Ok(target::table.filter(target::id.eq(id)).select(Stored::as_select()).first(conn)?)
}

/// A unit's targets of a year.
///
/// # Errors
/// The database's.
pub fn of_unit(conn: &mut Conn, unit_id: UnitId, year: i32) -> QueryResult<Vec<Stored>> {
    target::table
        .filter(target::unit_id.eq(unit_id))
        .filter(target::year.eq(year))
        .select(Stored::as_select())
        .load(conn)
}

/// The target with its percent and state as seen on a day.
pub fn row(stored: Stored, book: &Rulebook, today: NaiveDate, unit_name: String) -> TargetRow {
    let result = rules_of(book, stored.year, today).and_then(|rules| stored.judged(rules));
    let reported = stored.percent_reported.filter(|_| stored.planned.zip(stored.actual).is_none());
    TargetRow {
        id: stored.id,
        version: stored.version,
        unit_id: stored.unit_id,
        unit_name,
        year: stored.year,
        code: stored.code,
        name: stored.name,
        measured_in: stored.measured_in,
        sector: stored.sector,
        better: stored.better,
        planned: stored.planned,
        actual: stored.actual,
        percent: result.and_then(|result| result.percent),
        percent_reported: reported.is_some(),
        status: result.map(|result| result.status),
        far_exceeded: result.is_some_and(|result| result.far_exceeded),
    }
}

/// The rows with their units' names at the ends of their years, or today's in the year under way; by level, the highest first,
/// then by the units' codes.
///
/// # Errors
/// The database's.
pub(super) fn rows(conn: &mut Conn, stored: Vec<Stored>, today: NaiveDate) -> Result<Vec<TargetRow>> {
    let book = book(conn)?;
    let states = States::of(conn, stored.iter().map(|one| one.unit_id))?;
    let as_at = |year| Period::whole(year).map_or(today, |year| year.as_at(today));
    let mut rows: Vec<_> = stored
        .into_iter()
        .map(|one| {
            let state = states.near(one.unit_id, as_at(one.year));
            let (order, name) = state.map(|state| ((state.kind, state.code.clone()), state.name.clone())).unzip();
            (order, row(one, &book, today, name.unwrap_or_default()))
        })
        .collect();
    rows.sort_by(|(order, row), (other_order, other)| {
        (order, row.unit_id, &row.code).cmp(&(other_order, other.unit_id, &other.code))
    });
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

/// The rules that a year's targets are judged by: those of its figures ([`Rulebook::of_period`]).
fn rules_of(book: &Rulebook, year: i32, today: NaiveDate) -> Option<TargetRules> {
    book.of_period(Period::whole(year)?, today).map(|kept| kept.value.targets)
}

#[cfg(test)]
mod tests {
    use shared::target::TargetStatus;
    use uuid::Uuid;

    use super::*;

    fn stored(planned: Option<f64>, actual: Option<f64>, percent_reported: Option<f64>) -> Stored {
        Stored {
            id: TargetId(Uuid::nil()),
            version: 1,
            unit_id: UnitId(Uuid::nil()),
            year: 2022,
            code: "T06".into(),
            name: "Kết nạp đảng viên".into(),
            measured_in: "người".into(),
            sector: Sector::PartyBuilding,
            better: Direction::Up,
            planned,
            actual,
            percent_reported,
        }
    }

    #[test]
    fn values_come_before_a_reported_percentage() {
        let judged = |stored| {
            let today = NaiveDate::from_ymd_opt(2023, 1, 1).unwrap();
            let row = row(stored, &Rulebook::shipped(), today, String::new());
            (row.percent, row.status, row.percent_reported)
        };
        let exceeded = Some(TargetStatus::Exceeded);
        assert_eq!(judged(stored(Some(5.0), Some(6.0), Some(1.0))), (Some(120.0), exceeded, false));
        assert_eq!(judged(stored(None, None, Some(114.3))), (Some(114.3), exceeded, true));
        assert_eq!(judged(stored(Some(5.0), None, None)), (None, None, false));
        let long_ago = Stored { year: 1999, ..stored(Some(5.0), Some(5.0), None) };
        assert_eq!(judged(long_ago), (Some(100.0), Some(TargetStatus::Met), false));
    }
}
