//! Changing an account's name, disabling and enabling it.

use diesel::prelude::*;
use shared::api::account::{Account, AccountState, UpdateAccount};
use shared::id::SessionId;
use shared::problem::{Code, FieldErrors};
use shared::text::{compose, fold};

use super::create::MAX_NAME;
use super::read::read;
use crate::auth::end_sessions;
use crate::db::schema::{account, activation_code};
use crate::http::{Call, Context, Result, check};
use crate::turns::{parts_of, turn};

/// Nobody disables the own account: an install must not be left without an admin by a slip of the hand.
pub fn update(cx: &mut Context<'_>, call: Call<UpdateAccount>) -> Result<Account> {
    let (id, patch) = (call.path, call.body);
    let mut errors = FieldErrors::default();
    if let Some(name) = &patch.name {
        errors.text("/name", name, MAX_NAME);
    }
    check(errors)?;
    let turn = turn!(cx, account, id, &parts_of(&patch)?)?;
    let before = read(cx, id)?;
    let was_disabled = before.state == AccountState::Disabled;
    let disabled = patch.disabled.unwrap_or(was_disabled);
    let name = patch.name.map_or_else(|| before.name.clone(), |name| compose(name.trim()));
    if disabled && !was_disabled && cx.who()?.account_id == id {
        return Err(Code::WrongState.into());
    }
    if name == before.name && disabled == was_disabled {
        turn.leave(cx);
        return Ok(before);
    }
    diesel::update(account::table.find(id))
        .set((
            account::name.eq(&name),
            account::folded_name.eq(fold(&name)),
            account::disabled.eq(disabled),
            account::version.eq(turn.next()),
        ))
        .execute(cx.conn)?;
    if name != before.name {
        cx.note(id, turn.next(), "name", &before.name, &name)?;
    }
    if disabled != was_disabled {
        cx.note(id, turn.next(), "disabled", &was_disabled, &disabled)?;
    }
    if disabled {
        // What was signed in, and a slip in a drawer, must not come back to life when the account is enabled again.
        let now = cx.now();
        let ended = end_sessions(cx.conn, id, None, now)?;
        if !ended.is_empty() {
            cx.note(id, turn.next(), "sessions", &ended, &Vec::<SessionId>::new())?;
        }
        diesel::delete(activation_code::table.find(id)).execute(cx.conn)?;
    }
    read(cx, id)
}
