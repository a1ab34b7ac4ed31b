//! The figure of a unit's targets.

use shared::api::Figure;
use shared::id::UnitId;
use shared::language::Language;
use shared::target::TargetStatus;

use super::reckon::Figures;
use crate::db::Conn;
use crate::http::Result;
use crate::targets::{of_unit, rules_of};

/// Targets of the period's year that were met or exceeded; none of a year without targets.
///
/// # Errors
/// The database's.
pub fn targets(conn: &mut Conn, figures: &Figures, unit_id: UnitId) -> Result<Option<Figure>> {
    let year = figures.period.year();
    let targets = of_unit(conn, unit_id, year)?;
    let Some(rules) = rules_of(&figures.book, year).filter(|_| !targets.is_empty()) else { return Ok(None) };
    let results: Vec<_> = targets.iter().map(|target| target.judged(rules)).collect();
    let met = results.iter().flatten().filter(|result| result.status != TargetStatus::NotMet).count();
    let unknown = results.iter().filter(|result| result.is_none()).count();
    let count = |n: usize| i64::try_from(n).unwrap_or(0);
    let language = figures.language;
    let mut figure = Figure::new(
        "targets",
        count(met),
        count(targets.len()),
        language.pick("chỉ tiêu nghị quyết đạt và vượt", "targets met or exceeded"),
    );
    if unknown > 0 {
        figure.left_out.push(match language {
            Language::Vi => format!("{unknown} chỉ tiêu chưa có số liệu, tính là chưa đạt"),
            Language::En => format!("{unknown} without figures yet count as not met"),
        });
    }
    figure.rule = language.pick("R-29: thực hiện trên kế hoạch", "R-29: actual over planned").to_owned();
    Ok(Some(figure))
}
