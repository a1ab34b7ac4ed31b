//! The overview of a commune for a year.

use chrono::Datelike;
use diesel::prelude::*;
use shared::api::Figure;
use shared::api::overview::{GetOverview, Overview};
use shared::id::UnitId;
use shared::language::Language;
use shared::rulebook::Rulebook;
use shared::target::{Direction, TargetStatus, judge, judge_percent};

use super::branches::as_at;
use super::figures::Figures;
use super::line::line;
use super::load::{self, BranchData};
use super::trend::trend;
use crate::db::Conn;
use crate::db::above;
use crate::db::schema::target;
use crate::http::{Call, Context, Result};
use crate::rules::book;
use crate::targets::rules_of;
use crate::units;

/// Branches by months, figures and trend.
pub fn get(cx: &mut Context<'_>, call: Call<GetOverview>) -> Result<Overview> {
    let (unit_id, today) = (call.path, cx.today());
    let year = call.query.year.unwrap_or_else(|| today.year());
    let actor = cx.who()?.actor.clone();
    let figures = Figures { book: book(cx.conn)?, language: cx.language(), year, today };
    let name = units::near(cx.conn, unit_id, as_at(year, today))?.name;
    let path = above(cx.conn, unit_id, today)?;
    let branches = load::branches(cx.conn, unit_id, year, today)?;
    let years = load::years(cx.conn, unit_id, today)?;
    let compared_year = years.iter().copied().find(|other| *other < year);
    let before = match compared_year {
        Some(other) => load::branches(cx.conn, unit_id, other, today)?,
        None => Vec::new(),
    };
    let all: Vec<&BranchData> = branches.iter().collect();
    let mut totals = vec![
        figures.schedule(&all),
        figures.attendance(&all),
        figures.thematic(&all),
        figures.tasks(&all),
        figures.cadres(&all),
        figures.supervision(&all),
    ];
    totals.extend(targets(cx.conn, &figures.book, unit_id, year, cx.exchange.language)?);
    Ok(Overview {
        unit_id,
        name,
        year,
        years,
        compared_year,
        members: branches.iter().map(|branch| branch.place.members).sum(),
        branches: branches.iter().map(|branch| line(branch, &actor, &path, &figures)).collect(),
        figures: totals,
        trend: trend(&branches, &before),
    })
}

type TargetValues = (Direction, Option<f64>, Option<f64>, Option<f64>);

/// Targets met or exceeded; absent in a year without targets.
fn targets(conn: &mut Conn, book: &Rulebook, unit_id: UnitId, year: i32, language: Language) -> Result<Option<Figure>> {
    let rows: Vec<TargetValues> = target::table
        .filter(target::unit_id.eq(unit_id))
        .filter(target::year.eq(year))
        .select((target::better, target::planned, target::actual, target::percent_reported))
        .load(conn)?;
    let Some(rules) = rules_of(book, year).filter(|_| !rows.is_empty()) else { return Ok(None) };
    let results: Vec<_> = rows
        .iter()
        .map(|(better, planned, actual, percent)| match (planned, actual, percent) {
            (Some(planned), Some(actual), _) => judge(*planned, *actual, *better, rules),
            (_, _, Some(percent)) => judge_percent(*percent, rules),
            _ => None,
        })
        .collect();
    let met = results.iter().flatten().filter(|result| result.status != TargetStatus::NotMet).count();
    let unknown = results.iter().filter(|result| result.is_none()).count();
    let count = |n: usize| i64::try_from(n).unwrap_or(0);
    let mut figure = Figure::new(
        "targets",
        count(met),
        count(rows.len()),
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
