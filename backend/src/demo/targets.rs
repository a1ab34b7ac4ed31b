//! The committee's targets: those of 2022, and this year's with what is known of them so far.

use chrono::{Datelike, NaiveDate};
use diesel::prelude::*;
use serde::Deserialize;
use shared::id::UnitId;
use shared::target::Direction;

use super::chance::{Chance, Ids, Nth};
use super::text::sector;
use super::time::midnight;
use crate::db::Conn;
use crate::db::schema::target;
use crate::http::{Error, Result};
use crate::targets::Stored;

const FILE_YEAR: i32 = 2022;
/// How much more a target of this year is than the one of 2022.
const GROWTH: f64 = 1.12;

#[derive(Deserialize)]
struct TargetFile {
    code: String,
    name: String,
    unit: String,
    better: Direction,
    planned: Option<f64>,
    actual: Option<f64>,
    percent_of_plan: f64,
    sector: String,
}

/// Inserts them.
pub(super) fn insert(conn: &mut Conn, (nth, commune): (Nth, UnitId), today: NaiveDate) -> Result<()> {
    let files: Vec<TargetFile> =
        serde_json::from_str(include_str!("../../demo/targets-2022.json")).map_err(Error::internal)?;
    for file in &files {
        let percent = file.planned.is_none().then_some(file.percent_of_plan);
        one(conn, (nth, commune), file, FILE_YEAR, (file.planned, file.actual, percent))?;
        if today.year() > FILE_YEAR {
            one(conn, (nth, commune), file, today.year(), this_year(file, today))?;
        }
    }
    Ok(())
}

/// Shares stay as they are, amounts grow; counted so far is what the year's part would have.
fn this_year(file: &TargetFile, today: NaiveDate) -> (Option<f64>, Option<f64>, Option<f64>) {
    let mut chance = Chance::of(&["target", &file.code]);
    let share = file.unit.contains('%');
    let whole = file.planned.is_some_and(|planned| planned.fract() == 0.0);
    let rounded = |value: f64| if whole && !share { value.round() } else { tenth(value) };
    let grown = |value: f64| if share || file.better == Direction::Down { value } else { rounded(value * GROWTH) };
    let planned = file.planned.map_or(if share { 100.0 } else { 25.0 }, grown);
    let passed = f64::from(today.ordinal()) / 365.0;
    let ahead: f64 = [0.96, 1.0, 1.02, 1.05, 1.08].get(chance.below(5)).copied().unwrap_or(1.0);
    // Some are only counted at the end of the year.
    let actual = (!chance.percent(20)).then(|| {
        let level = share && file.better == Direction::Up && planned > 20.0;
        let counted = if level { planned * (0.97 + passed * 0.03) * ahead.min(1.01) } else { planned * passed * ahead };
        let counted = if planned.fract() == 0.0 && !share { counted.round() } else { tenth(counted) };
        if level { counted.min(100.0) } else { counted }
    });
    (Some(planned), actual, None)
}

fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn one(
    conn: &mut Conn,
    (nth, commune): (Nth, UnitId),
    file: &TargetFile,
    year: i32,
    (planned, actual, percent): (Option<f64>, Option<f64>, Option<f64>),
) -> Result<()> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    let mut ids = Ids::of(nth, &["target", &file.code], midnight(first));
    let row = Stored {
        id: ids.next(),
        version: 1,
        unit_id: commune,
        year,
        code: file.code.clone(),
        name: file.name.clone(),
        measured_in: file.unit.clone(),
        sector: sector(&file.sector)?,
        better: file.better,
        planned,
        actual,
        percent_reported: percent,
    };
    diesel::insert_into(target::table).values(&row).execute(conn)?;
    Ok(())
}
