//! One account.

use shared::api::account::{Account, GetAccount};

use super::read::read;
use crate::http::{Call, Context, Result};

/// With every grant that it has or had.
pub fn get(cx: &mut Context<'_>, call: Call<GetAccount>) -> Result<Account> {
    read(cx, call.path)
}
