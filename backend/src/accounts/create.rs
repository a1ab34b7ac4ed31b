//! A new account, without password and grants.

use diesel::prelude::*;
use shared::api::account::{Account, CreateAccount, NewAccount};
use shared::id::AccountId;
use shared::problem::{Code, FieldErrors};
use shared::text::{compose, fold};
use uuid::Uuid;

use super::read::read;
use crate::auth::{login_key, valid_login};
use crate::db::Conn;
use crate::db::schema::{account, member};
use crate::http::{Call, Context, Result, check};

/// Longest name, in characters.
pub(super) const MAX_NAME: usize = 200;

/// A member has at most one account.
pub fn create(cx: &mut Context<'_>, call: Call<CreateAccount>) -> Result<Account> {
    let now = cx.now().naive_utc();
    let id = insert(cx.conn, call.body, now)?;
    let account = read(cx, id)?;
    cx.note(id, account.version, "account", &(), &account)?;
    Ok(account)
}

/// Checks and inserts a new account.
pub(super) fn insert(conn: &mut Conn, new: NewAccount, now: chrono::NaiveDateTime) -> Result<AccountId> {
    let (login, name) = (login_key(&new.login), compose(new.name.trim()));
    let mut errors = FieldErrors::default();
    errors.add_if(!valid_login(&login), "/login", Code::WrongFormat);
    errors.text("/name", &name, MAX_NAME);
    if let Some(member_id) = new.member_id {
        let known: i64 = member::table.find(member_id).count().get_result(conn)?;
        errors.add_if(known == 0, "/member_id", Code::UnknownReference);
        let taken: i64 = account::table.filter(account::member_id.eq(member_id)).count().get_result(conn)?;
        errors.add_if(taken > 0, "/member_id", Code::Taken);
    }
    check(errors)?;
    let id = AccountId(Uuid::now_v7());
    diesel::insert_into(account::table)
        .values((
            account::id.eq(id),
            account::login.eq(login),
            account::name.eq(&name),
            account::folded_name.eq(fold(&name)),
            account::member_id.eq(new.member_id),
            account::disabled.eq(false),
            account::created_at.eq(now),
            account::version.eq(1_i64),
        ))
        .execute(conn)?;
    Ok(id)
}
