//! The figure of a unit's targets.

use shared::api::{Figure, FigureKey, FigureReason};
use shared::id::UnitId;
use shared::target::TargetStatus;

use super::reckon::{Figures, number};
use crate::db::Conn;
use crate::http::Result;
use crate::targets::of_unit;

/// Targets of the period's year that were met or exceeded; none of a year without targets.
///
/// # Errors
/// The database's.
pub fn targets(conn: &mut Conn, figures: &Figures, unit_id: UnitId) -> Result<Option<Figure>> {
    let targets = of_unit(conn, unit_id, figures.period.year())?;
    let Some(rules) = figures.rules.as_ref().filter(|_| !targets.is_empty()) else { return Ok(None) };
    let results: Vec<_> = targets.iter().map(|target| target.judged(rules.value.targets)).collect();
    let met = results.iter().flatten().filter(|result| result.status != TargetStatus::NotMet).count();
    let unknown = results.iter().filter(|result| result.is_none()).count();
    let figure = figures.figure(FigureKey::Targets, number(met), number(targets.len()));
    Ok(Some(figure.noting(FigureReason::NoValue, number(unknown))))
}
