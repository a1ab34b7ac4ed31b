//! Entering a target's values.

use diesel::prelude::*;
use shared::api::target::{TargetRow, UpdateTarget};
use shared::problem::{Code, FieldErrors};

use super::read::{Stored, one, rows};
use crate::db::schema::target;
use crate::http::{Call, Context, Result, check};
use crate::turns::{parts_of, turn};

/// Larger values are slips of the hand.
const MAX_VALUE: f64 = 1e12;

/// Percent and state follow.
pub fn update(cx: &mut Context<'_>, call: Call<UpdateTarget>) -> Result<TargetRow> {
    let (id, patch) = (call.path, call.body);
    let mut errors = FieldErrors::default();
    for (pointer, value) in [("/planned", patch.planned), ("/actual", patch.actual)] {
        let wrong = value.flatten().is_some_and(|value| !(0.0..=MAX_VALUE).contains(&value));
        errors.add_if(wrong, pointer, Code::OutOfRange);
    }
    check(errors)?;
    let turn = turn!(cx, target, id, &parts_of(&patch)?)?;
    let before = one(cx.conn, id)?;
    let planned = patch.planned.unwrap_or(before.planned);
    let actual = patch.actual.unwrap_or(before.actual);
    if (planned, actual) == (before.planned, before.actual) {
        turn.leave(cx);
        return shown(cx, before);
    }
    let after = Stored { planned, actual, version: turn.next(), ..before.clone() };
    diesel::update(target::table.find(id))
        .set((target::planned.eq(planned), target::actual.eq(actual), target::version.eq(after.version)))
        .execute(cx.conn)?;
    if planned != before.planned {
        cx.note(id, after.version, "planned", &before.planned, &planned)?;
    }
    if actual != before.actual {
        cx.note(id, after.version, "actual", &before.actual, &actual)?;
    }
    cx.set_etag(after.version);
    shown(cx, after)
}

fn shown(cx: &mut Context<'_>, stored: Stored) -> Result<TargetRow> {
    let today = cx.today();
    rows(cx.conn, vec![stored], today)?.pop().ok_or_else(|| Code::NotFound.into())
}
