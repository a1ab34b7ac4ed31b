//! Founding a unit below another one.

use diesel::prelude::*;
use shared::access::Action;
use shared::api::state::{FoundUnit, UnitState as Reply};
use shared::dated::{Edits, Span};
use shared::id::UnitId;
use shared::problem::{Code, FieldErrors};
use shared::text::{compose, fold};
use uuid::Uuid;

use super::settings::{self, Pointers};
use super::state::{UnitState, UnitStateRow};
use super::states::shown;
use super::tree::trace;
use crate::db::schema::unit;
use crate::db::{Dated, Decision, lock_unit};
use crate::http::{Call, Context, Result, check};

/// From a day on, below the unit that the path names.
pub fn found(cx: &mut Context<'_>, call: Call<FoundUnit>) -> Result<Reply> {
    let (parent, new) = (call.path, call.body);
    lock_unit(cx.conn, parent)?;
    let id = new.id.unwrap_or_else(|| UnitId(Uuid::now_v7()));
    let tidy = |text: String| compose(text.trim());
    let mut errors = FieldErrors::default();
    errors.add_if(id.0.get_version_num() != 7, "/id", Code::WrongFormat);
    errors.date("/starts_on", Some(new.starts_on));
    let decision = Decision::entered(&mut errors, &new.decision, new.decided_on);
    check(errors)?;
    let name = tidy(new.name);
    let state = UnitState {
        unit_id: id,
        parent_id: Some(parent),
        kind: new.kind,
        branch_kind: new.branch_kind,
        code: tidy(new.code),
        folded_name: fold(&name),
        name,
        fixed_day: new.fixed_day,
        place: new.place.map(tidy).or_else(|| new.fixed_day.map(|_| String::new())),
        hour: new.hour,
        locality: tidy(new.locality),
    };
    let state = UnitStateRow::new(state, Span::from(new.starts_on), decision);
    let scope = cx.scope(Action::UnitWrite)?;
    check(settings::errors(cx.conn, &state, &Pointers { settings: "", days: "" }, Some(&scope))?)?;
    diesel::insert_into(unit::table).values((unit::id.eq(id), unit::version.eq(1_i64))).execute(cx.conn)?;
    let edits = Edits { replaced: Vec::new(), written: vec![state] };
    let written = UnitStateRow::write(cx.conn, &edits, &cx.author()?)?;
    trace(cx.conn, id)?;
    let reply = shown(cx.conn, &written)?.pop().ok_or(Code::NotFound)?;
    cx.note(id, 1, "state", &(), &reply)?;
    Ok(reply)
}
