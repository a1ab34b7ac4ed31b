//! All accounts, for those who run them.

use diesel::prelude::*;
use shared::api::Page;
use shared::api::account::{Account, ListAccounts};
use shared::id::AccountId;

use super::read::{Stored, columns, with_grants};
use crate::db::schema::account;
use crate::http::{Call, Context, Paging, Result, containing};

/// By name without diacritics.
pub fn list(cx: &mut Context<'_>, call: Call<ListAccounts>) -> Result<Page<Account>> {
    let query = call.query;
    let paging = Paging::<(String, AccountId)>::new(query.cursor.as_deref(), query.limit)?;
    let mut accounts = account::table.select(columns()).into_boxed::<crate::db::Backend>();
    if let Some(text) = &query.q {
        let pattern = containing("query/q", text)?;
        let named = account::folded_name.like(pattern.clone()).escape('\\');
        accounts = accounts.filter(named.or(account::login.like(pattern).escape('\\')));
    }
    if let Some((name, id)) = &paging.after {
        let after = account::folded_name.gt(name).or(account::id.gt(id));
        // The first condition alone is what the index can begin with.
        accounts = accounts.filter(account::folded_name.ge(name)).filter(after);
    }
    let rows: Vec<Stored> = accounts.order((account::folded_name, account::id)).limit(paging.rows()).load(cx.conn)?;
    let Page { items, next, total } = paging.page(rows, |row| (row.folded_name.clone(), row.id));
    let today = cx.today();
    Ok(Page { items: with_grants(cx.conn, items, today)?, next, total })
}
