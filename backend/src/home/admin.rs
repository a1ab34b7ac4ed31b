//! What an admin must do: accounts that were handed out and never activated.

use diesel::prelude::*;
use shared::api::home::{Todo, TodoKind};
use shared::id::AccountId;

use super::load::todo;
use crate::db::Conn;
use crate::db::schema::account;

/// Lines at most: the list of accounts shows them all.
const MOST: i64 = 200;

/// Accounts without a password.
pub(super) fn todos(conn: &mut Conn) -> QueryResult<Vec<Todo>> {
    let rows: Vec<(AccountId, String)> = account::table
        .filter(account::password_hash.is_null())
        .filter(account::disabled.eq(false))
        .order((account::folded_name, account::id))
        .limit(MOST)
        .select((account::id, account::name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, name)| Todo { account_id: Some(id), ..todo(TodoKind::Activate, name) }).collect())
}
