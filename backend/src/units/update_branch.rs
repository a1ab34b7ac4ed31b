//! Changing a branch's name and habits.

use diesel::prelude::*;
use serde_json::{Value, json};
use shared::api::unit::{Branch, BranchPatch, UpdateBranch};
use shared::dated::{Fact, Gaps, Span, begin_or_add};
use shared::problem::{Code, FieldErrors};
use shared::text::{compose, fold};

use super::UnitStateRow;
use super::get_branch::read;
use super::settings::{MAX_TEXT, is_hour};
use crate::db::schema::unit;
use crate::db::{Dated, Decision};
use crate::http::{Call, Context, Error, Result, check};
use crate::turns::{parts_of, turn};

/// Fields that are absent stay; what changes does so from today on. Meetings already planned stay too.
pub fn update(cx: &mut Context<'_>, call: Call<UpdateBranch>) -> Result<Branch> {
    let (id, patch, today) = (call.path, call.body, cx.today());
    validate(&patch)?;
    let turn = turn!(cx, unit, id, &parts_of(&patch)?)?;
    let before = read(cx, id, today)?;
    let tidy = |text: Option<String>, old: &str| text.map_or_else(|| old.to_owned(), |text| compose(text.trim()));
    let (name, place) = (tidy(patch.name, &before.name), tidy(patch.place, &before.place));
    let hour = patch.hour.unwrap_or_else(|| before.hour.clone());
    let fixed_day = patch.fixed_day.unwrap_or(before.fixed_day);
    if name == before.name && place == before.place && hour == before.hour && fixed_day == before.fixed_day {
        turn.leave(cx);
        return Ok(before);
    }
    // Where the answer says what is wrong: at the first part that differs.
    let pointer = if name != before.name {
        "/name"
    } else if place != before.place {
        "/place"
    } else if hour != before.hour {
        "/hour"
    } else {
        "/fixed_day"
    };
    let version = turn.next();
    diesel::update(unit::table.find(id)).set(unit::version.eq(version)).execute(cx.conn)?;
    let facts = UnitStateRow::of(cx.conn, id)?;
    let state = facts.iter().find(|state| state.span().covers(today)).ok_or(Code::WrongState)?;
    let mut value = state.value();
    (value.folded_name, value.fixed_day) = (fold(&name), Some(fixed_day));
    (value.name, value.place, value.hour) = (name, Some(place), Some(hour));
    // No decision names it: that of the state before decided something else. What somebody else changed today stays; the
    // same part again is put right with a reason.
    let changed = UnitStateRow::new(value, Span::from(today), Decision::default());
    let all = |state: &UnitStateRow| {
        let decision = ("decision", json!([state.decision, state.decided_on]));
        parts(state).into_iter().chain([decision]).collect()
    };
    let edits =
        begin_or_add(&facts, &changed, Gaps::Never, all).map_err(|trouble| Error::field(pointer, trouble.code()))?;
    note(cx, version, state, &changed)?;
    UnitStateRow::write(cx.conn, &edits, &cx.author()?)?;
    cx.set_etag(version);
    // Again: the charges name the branch too.
    read(cx, id, today)
}

/// The parts of a branch, as a change names them.
fn parts(state: &UnitStateRow) -> [(&'static str, Value); 4] {
    [
        ("name", json!(state.name)),
        ("place", json!(state.place)),
        ("hour", json!(state.hour)),
        ("fixed_day", json!(state.fixed_day)),
    ]
}

/// Notes each part of a branch that differs.
pub(super) fn note(cx: &mut Context<'_>, version: i64, was: &UnitStateRow, is: &UnitStateRow) -> Result<()> {
    for ((path, before), (_, after)) in parts(was).into_iter().zip(parts(is)) {
        if before != after {
            cx.note(is.unit_id, version, path, &before, &after)?;
        }
    }
    Ok(())
}

fn validate(patch: &BranchPatch) -> Result<()> {
    let mut errors = FieldErrors::default();
    if let Some(name) = &patch.name {
        errors.text("/name", name, MAX_TEXT);
    }
    if let Some(place) = &patch.place {
        errors.optional_text("/place", place, MAX_TEXT);
    }
    let no_day = patch.fixed_day.is_some_and(|day| !(1..=31).contains(&day));
    errors.add_if(no_day, "/fixed_day", Code::OutOfRange);
    errors.add_if(patch.hour.as_deref().is_some_and(|hour| !is_hour(hour)), "/hour", Code::WrongFormat);
    check(errors)
}
