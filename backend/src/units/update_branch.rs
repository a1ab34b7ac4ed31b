//! Changing a branch's name and habits.

use chrono::NaiveTime;
use diesel::prelude::*;
use shared::api::unit::{Branch, BranchPatch, UpdateBranch};
use shared::problem::{Code, FieldErrors};
use shared::text::{compose, fold};

use super::get_branch::read;
use crate::db::schema::unit;
use crate::http::{Call, Context, Result, check};
use crate::turns::{parts_of, turn};

/// Longest name and place, in characters.
const MAX_TEXT: usize = 200;

/// Fields that are absent stay; meetings already planned stay too.
pub fn update(cx: &mut Context<'_>, call: Call<UpdateBranch>) -> Result<Branch> {
    let (id, patch) = (call.path, call.body);
    validate(&patch)?;
    let turn = turn!(cx, unit, id, &parts_of(&patch)?)?;
    let before = read(cx, id)?;
    let tidy = |text: Option<String>, old: &str| text.map_or_else(|| old.to_owned(), |text| compose(text.trim()));
    let after = Branch {
        version: turn.next(),
        name: tidy(patch.name, &before.name),
        place: tidy(patch.place, &before.place),
        hour: patch.hour.unwrap_or_else(|| before.hour.clone()),
        fixed_day: patch.fixed_day.unwrap_or(before.fixed_day),
        ..before.clone()
    };
    if (Branch { version: turn.version, ..after.clone() }) == before {
        turn.leave(cx);
        return Ok(before);
    }
    diesel::update(unit::table.find(id))
        .set((
            unit::name.eq(&after.name),
            unit::folded_name.eq(fold(&after.name)),
            unit::place.eq(&after.place),
            unit::hour.eq(&after.hour),
            unit::fixed_day.eq(after.fixed_day),
            unit::version.eq(after.version),
        ))
        .execute(cx.conn)?;
    if after.name != before.name {
        cx.note(id, after.version, "name", &before.name, &after.name)?;
    }
    if after.place != before.place {
        cx.note(id, after.version, "place", &before.place, &after.place)?;
    }
    if after.hour != before.hour {
        cx.note(id, after.version, "hour", &before.hour, &after.hour)?;
    }
    if after.fixed_day != before.fixed_day {
        cx.note(id, after.version, "fixed_day", &before.fixed_day, &after.fixed_day)?;
    }
    cx.set_etag(after.version);
    // Again: the charges name the branch too.
    read(cx, id)
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

/// `19:30`, always with two digits each.
fn is_hour(text: &str) -> bool {
    NaiveTime::parse_from_str(text, "%H:%M").is_ok_and(|time| time.format("%H:%M").to_string() == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_have_two_digits_each() {
        for hour in ["00:00", "19:30", "23:59"] {
            assert!(is_hour(hour), "{hour}");
        }
        for hour in ["24:00", "7:30", "19:60", "19h30", "19:30:00", " 19:30", "1９:30", ""] {
            assert!(!is_hour(hour), "{hour}");
        }
    }
}
