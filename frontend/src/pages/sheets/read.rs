//! Reading the sheets that a unit can choose, and what one of them says.

use leptos::prelude::*;
use shared::access::{Action, reach};
use shared::api::dated::KnownQuery;
use shared::api::endpoint::NoQuery;
use shared::api::rule::GetScoreSheet;
use shared::api::sheet::{GetSheet, InForce, ListSheetChoices, ListSheets, SheetChoice, SheetRow};
use shared::evaluation::ScoreSheet;
use shared::id::UnitId;
use shared::problem::{Code, Problem};

use crate::client::outbox;
use crate::client::{ApiError, read, session};
use crate::i18n::language;
use crate::{format, t};

/// How long a page waits for what was typed in a draft, in milliseconds.
const WAIT: f64 = 10_000.0;

/// The unit whose sheets the person sees; not reactive.
pub fn unit() -> Option<UnitId> {
    let me = untrack(session::me)?;
    me.grants.iter().find(|grant| reach(grant.role, Action::SheetRead).is_some()).map(|grant| grant.unit_id)
}

fn not_found() -> ApiError {
    ApiError::Problem(Box::new(Problem::new(Code::NotFound, language())))
}

/// The sheets of that unit, once what was typed in drafts is on the server.
pub async fn rows() -> Result<Vec<SheetRow>, ApiError> {
    let unit = unit().ok_or_else(not_found)?;
    outbox::settled(WAIT).await;
    Ok(read::<ListSheets>(&unit, &NoQuery {}).await?.items)
}

/// Which sheets that unit has chosen, the latest first.
pub async fn choices() -> Result<Vec<SheetChoice>, ApiError> {
    let unit = unit().ok_or_else(not_found)?;
    Ok(read::<ListSheetChoices>(&unit, &KnownQuery::default()).await?.items)
}

/// The sheet that an address names, by its id or by the digest of its content.
pub fn find<'a>(rows: &'a [SheetRow], named: &str) -> Option<&'a SheetRow> {
    rows.iter().find(|row| row.id.to_string() == named || row.digest.as_str() == named)
}

/// What a sheet says: a draft as it is now, everything else as it is for ever.
pub async fn content(row: &SheetRow) -> Result<ScoreSheet, ApiError> {
    if row.settled {
        return read::<GetScoreSheet>(&row.digest, &NoQuery {}).await;
    }
    Ok(read::<GetSheet>(&row.id, &NoQuery {}).await?.content)
}

/// What the sheet of this name says, with its row if the list has it.
pub async fn named(rows: &[SheetRow], name: &str) -> Result<(Option<SheetRow>, ScoreSheet), ApiError> {
    if let Some(row) = find(rows, name) {
        return Ok((Some(row.clone()), content(row).await?));
    }
    // What a draft was copied from may have gone from the list since.
    let digest = name.parse().map_err(|_| not_found())?;
    Ok((None, read::<GetScoreSheet>(&digest, &NoQuery {}).await?))
}

/// The one sheet of this name, or "not found".
pub async fn one(name: String) -> Result<(SheetRow, ScoreSheet), ApiError> {
    let rows = rows().await?;
    let row = find(&rows, &name).ok_or_else(not_found)?;
    Ok((row.clone(), content(row).await?))
}

/// Its days in words.
pub fn days(in_force: &InForce) -> String {
    match in_force.ends_on {
        Some(end) => t!(dated.from_to, from = format::day(in_force.starts_on), to = format::day(end)),
        None => t!(dated.from, day = format::day(in_force.starts_on)),
    }
}

/// Where a sheet stands, in a word.
pub fn state(row: &SheetRow) -> &'static str {
    match (row.unit_id, row.settled) {
        (None, _) => t!(sheets.shipped),
        (Some(_), true) => t!(sheets.own),
        (Some(_), false) => t!(sheets.draft),
    }
}

/// Sheets to choose from, by digest.
pub fn options(rows: &[SheetRow]) -> Vec<(String, String)> {
    let words = |row: &SheetRow| format!("{} ({})", row.title.pick(language()), state(row).to_lowercase());
    rows.iter().map(|row| (row.digest.to_string(), words(row))).collect()
}
