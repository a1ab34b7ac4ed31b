//! The first password, or a new one after a reset, with the code on the printed slip.

use diesel::prelude::*;
use shared::api::Endpoint;
use shared::api::auth::{Activate, Token};
use shared::id::AccountId;
use shared::problem::Code;

use super::throttle::{self, Purpose};
use super::{activation_code, hashing, login_key, password, session};
use crate::acts;
use crate::db::schema::{account, activation_code as codes};
use crate::http::{Act, Call, Exchange, Result, State, check};

/// Sets the password, ends every earlier session and begins one.
pub fn activate(state: &State, exchange: &mut Exchange, call: Call<Activate>) -> Result<Token> {
    let login = login_key(&call.body.login);
    check(password::errors("/password", &call.body.password, &login))?;
    let now = exchange.now;
    let attempt = throttle::attempt(&state.db, Purpose::Activate, &login, exchange)?;
    let code_hash = activation_code::hash(&call.body.code);
    let known: Option<(AccountId, String)> = account::table
        .filter(account::login.eq(&login))
        .select((account::id, account::name))
        .first(&mut *state.db.reader()?)
        .optional()?;
    let found: Option<AccountId> = codes::table
        .inner_join(account::table)
        .filter(account::login.eq(&login))
        .filter(account::disabled.eq(false))
        .filter(codes::code_hash.eq(&code_hash))
        .filter(codes::expires_at.gt(now.naive_utc()))
        .select(account::id)
        .first(&mut *state.db.reader()?)
        .optional()?;
    let act = session::act_of(exchange.act(Activate::NAME), known);
    let Some(account_id) = found else {
        return Err(attempt.failed(&state.db, Code::WrongActivationCode, act));
    };
    let hash = hashing::hash(&call.body.password)?;
    let session_id = state.db.write(|conn| {
        attempt.succeeded(conn)?;
        // One use: of two at once only one still finds the code.
        let used = diesel::delete(codes::table.find(account_id).filter(codes::code_hash.eq(&code_hash)));
        if used.execute(conn)? == 0 {
            return Err(Code::WrongActivationCode.into());
        }
        let updated = diesel::update(account::table.find(account_id))
            .filter(account::disabled.eq(false))
            .set((
                account::password_hash.eq(hash),
                account::last_sign_in_at.eq(now.naive_utc()),
                account::version.eq(account::version + 1),
            ))
            .execute(conn)?;
        if updated == 0 {
            return Err(Code::WrongActivationCode.into());
        }
        session::end_all(conn, account_id, None, now)?;
        let session_id = session::begin(conn, exchange, account_id)?;
        acts::write(conn, Act { session_id: Some(session_id), ..act })?;
        Ok(session_id)
    })?;
    session::token(&state.keys, session_id, now)
}
