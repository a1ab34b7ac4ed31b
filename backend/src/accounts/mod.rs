//! Accounts and grants, run by an admin, who never knows a password: people set it with a printed one-use code.

mod correct_grant;
mod create;
mod create_grant;
mod end_grant;
mod end_sessions;
mod get;
mod issue_code;
mod list;
mod list_sessions;
mod provision;
mod read;
mod update;
mod whereabouts;

pub use provision::{Provision, Slip, provision, replace_code};

use crate::http::{Routes, Unique};

/// Unique indexes whose violation is a field's error.
const UNIQUE: &[Unique] = &[Unique { index: "account_login", columns: "account.login", pointer: "/login" }];

/// The endpoints of this resource.
pub fn routes(routes: Routes) -> Routes {
    routes
        .unique(UNIQUE)
        .on(list::list)
        .on(create::create)
        .on(get::get)
        .on(update::update)
        .on_detached(issue_code::issue)
        .on(list_sessions::list)
        .on(end_sessions::end)
        .on(create_grant::create)
        .on(end_grant::end)
        .on(correct_grant::correct)
}
