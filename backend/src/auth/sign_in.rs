//! Signing in with name and password.

use diesel::prelude::*;
use shared::api::Endpoint;
use shared::api::auth::{SignIn, Token};
use shared::id::AccountId;
use shared::problem::Code;

use super::throttle::{self, Purpose};
use super::{hashing, login_key, session};
use crate::acts;
use crate::db::schema::account;
use crate::http::{Act, Call, Exchange, Result, State};

/// A wrong name and a wrong password take the same steps, so that neither words nor time tell them apart.
pub fn sign_in(state: &State, exchange: &mut Exchange, call: Call<SignIn>) -> Result<Token> {
    let login = login_key(&call.body.login);
    let attempt = throttle::attempt(&state.db, Purpose::SignIn, &login, exchange)?;
    let found: Option<(AccountId, String, bool, Option<String>)> = account::table
        .filter(account::login.eq(&login))
        .select((account::id, account::name, account::disabled, account::password_hash))
        .first(&mut *state.db.reader()?)
        .optional()?;
    let known = found.as_ref().map(|(id, name, ..)| (*id, name.clone()));
    let act = session::act_of(exchange.act(SignIn::NAME), known);
    let found = found.filter(|(_, _, disabled, _)| !disabled);
    let hash = found.as_ref().and_then(|(.., hash)| hash.as_deref());
    let right = hashing::verify(&call.body.password, hash)?;
    let Some((account_id, .., hash)) = found.filter(|_| right) else {
        return Err(attempt.failed(&state.db, Code::WrongCredentials, act));
    };
    let now = exchange.now;
    let session_id = state.db.write(|conn| {
        attempt.succeeded(conn)?;
        // Meanwhile the account may have been disabled, or its password changed.
        let current = diesel::update(account::table.find(account_id))
            .filter(account::disabled.eq(false))
            .filter(account::password_hash.eq(hash))
            .set(account::last_sign_in_at.eq(now.naive_utc()))
            .execute(conn)?;
        if current == 0 {
            return Err(Code::WrongCredentials.into());
        }
        let session_id = session::begin(conn, exchange, account_id)?;
        acts::write(conn, Act { session_id: Some(session_id), ..act })?;
        Ok(session_id)
    })?;
    session::token(&state.keys, session_id, now)
}
