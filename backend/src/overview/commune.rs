//! The overview of a commune for a year.

use chrono::{Datelike, NaiveDate};
use diesel::prelude::*;
use shared::api::overview::{GetOverview, Overview};
use shared::id::UnitId;
use shared::period::Period;

use super::line::line;
use super::trend::trend;
use super::year_of;
use crate::db::Conn;
use crate::db::above;
use crate::db::schema::meeting;
use crate::figures::{self, BranchData, Figures};
use crate::http::{Call, Context, Result, below};
use crate::rules::{book, chosen_on};
use crate::units;

/// Branches by months, figures and trend.
pub fn get(cx: &mut Context<'_>, call: Call<GetOverview>) -> Result<Overview> {
    let (unit_id, today) = (call.path, cx.today());
    let period = year_of(&call.query, today)?;
    let actor = cx.who()?.actor.clone();
    let book = book(cx.conn)?;
    let figures = Figures::new(&book, period, today);
    let as_at = figures.as_at();
    let name = units::near(cx.conn, unit_id, as_at)?.name;
    let sheet = chosen_on(cx.conn, unit_id, as_at)?.and_then(|digest| book.sheet(digest.as_str()));
    let grades = sheet.map(|sheet| sheet.grades.clone()).unwrap_or_default();
    let path = above(cx.conn, unit_id, today)?;
    let branches = figures::branches(cx.conn, unit_id, period, today)?;
    let years = years(cx.conn, unit_id, today)?;
    let compared = years.iter().find(|other| **other < period.year()).and_then(|other| Period::whole(*other));
    let before = match compared {
        Some(other) => Some((other, figures::branches(cx.conn, unit_id, other, today)?)),
        None => None,
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
    totals.extend(figures::targets(cx.conn, &figures, unit_id)?);
    Ok(Overview {
        unit_id,
        name,
        year: period.year(),
        years,
        as_at,
        grades,
        compared_year: compared.map(Period::year),
        members: branches.iter().map(|branch| branch.place.members).sum(),
        branches: branches.iter().map(|branch| line(branch, &actor, &path, &figures)).collect(),
        figures: totals,
        trend: trend(
            (period, branches.as_slice()),
            before.as_ref().map(|(other, branches)| (*other, branches.as_slice())),
        ),
    })
}

/// Years that have meetings below the unit, newest first; always with this year.
fn years(conn: &mut Conn, unit_id: UnitId, today: NaiveDate) -> QueryResult<Vec<i32>> {
    let mut years: Vec<i32> = meeting::table
        .filter(meeting::unit_id.eq_any(below(vec![unit_id], today)))
        .select(meeting::year)
        .distinct()
        .load(conn)?;
    years.push(today.year());
    years.sort_unstable_by_key(|year| std::cmp::Reverse(*year));
    years.dedup();
    Ok(years)
}
