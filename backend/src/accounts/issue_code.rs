//! The slip with a one-use code.

use diesel::prelude::*;
use shared::api::Endpoint;
use shared::api::account::{ActivationCode, IssueActivationCode};
use shared::problem::Code;

use crate::acts;
use crate::auth::ActivationSecret;
use crate::db::schema::account;
use crate::http::{Call, Context, Exchange, Result, State};
use crate::turns::raise;

/// In a transaction of its own, because answers of the others are kept for repeated requests, and nobody may keep the
/// code. A repeated request gets another code, which replaces this one.
pub fn issue(state: &State, exchange: &mut Exchange, call: Call<IssueActivationCode>) -> Result<ActivationCode> {
    let id = call.path;
    state.db.write(|conn| {
        let cx = &mut Context { conn, exchange };
        let (login, name, disabled): (String, String, bool) =
            account::table.find(id).select((account::login, account::name, account::disabled)).first(cx.conn)?;
        if disabled {
            return Err(Code::WrongState.into());
        }
        let now = cx.now();
        let ActivationSecret { code, expires_at } = ActivationSecret::issue(cx.conn, id, now)?;
        let version = raise!(cx.conn, account, id)?;
        cx.note(id, version, "activation_code", &(), &expires_at)?;
        let act = cx.exchange.act(IssueActivationCode::NAME);
        acts::write(cx.conn, act)?;
        Ok(ActivationCode { login, name, code, expires_at })
    })
}
