//! Changing one's own password.

use diesel::prelude::*;
use shared::api::Endpoint;
use shared::api::auth::ChangePassword;
use shared::api::endpoint::Empty;
use shared::problem::Code;

use super::throttle::{self, Purpose};
use super::{hashing, password, session};
use crate::acts;
use crate::db::schema::{account, activation_code};
use crate::http::{Act, Call, Error, Exchange, Result, State, check};

/// Asks for the present password, because a device may have been found signed in; ends every other session.
pub fn change(state: &State, exchange: &mut Exchange, call: Call<ChangePassword>) -> Result<Empty> {
    let who = exchange.who()?.clone();
    check(password::errors("/new", &call.body.new, &who.login))?;
    let now = exchange.now;
    let attempt = throttle::attempt(&state.db, Purpose::ChangePassword, &who.login, exchange)?;
    let kept: Option<String> =
        account::table.find(who.account_id).select(account::password_hash).first(&mut *state.db.reader()?)?;
    if !hashing::verify(&call.body.current, kept.as_deref())? {
        // The door writes down that somebody who is signed in was refused.
        let nobodys = Act::new(ChangePassword::NAME, now);
        return Err(attempt.failed(&state.db, Error::field("/current", Code::WrongCredentials), nobodys));
    }
    let hash = hashing::hash(&call.body.new)?;
    state.db.write(|conn| {
        attempt.succeeded(conn)?;
        let updated = diesel::update(account::table.find(who.account_id))
            .filter(account::disabled.eq(false))
            .filter(account::password_hash.eq(kept))
            .set(account::password_hash.eq(hash))
            .execute(conn)?;
        if updated == 0 {
            return Err(Code::WrongState.into());
        }
        // A slip that somebody else holds is no way back in.
        diesel::delete(activation_code::table.find(who.account_id)).execute(conn)?;
        session::end_all(conn, who.account_id, Some(who.session_id), now)?;
        acts::write(conn, exchange.act(ChangePassword::NAME))
    })?;
    Ok(Empty {})
}
