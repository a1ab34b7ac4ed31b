//! The demo commune: Đảng bộ xã Bình Phú with its 10 branches and 184 (synthetic) members.
//!
//! What it shows is derived from fixed data and chance that comes out the same every time, relative to today, so that
//! the present month always has something open. Scores are those that the server's own rules give.

mod accounts;
mod chance;
mod committee;
mod members;
mod register;
mod time;
mod units;

use std::path::Path;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::time::local_date;

use crate::db::schema::unit;
use crate::db::{Conn, Db};
use crate::http::Result;

/// Name of the file with one person of each role.
const ACCOUNTS_FILE: &str = "demo-accounts.txt";

/// What loading did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loaded {
    /// The demo commune is there now.
    Demo {
        /// Its branches.
        branches: usize,
        /// Its members.
        members: usize,
    },
    /// The database has units already: nothing was changed.
    NotEmpty,
}

/// Loads the demo commune into a database without units, as of `now`, and writes the passwords that it made into
/// `folder`.
///
/// # Errors
/// The database's, or when the file can't be written: then nothing is kept.
pub fn load(db: &Db, folder: &Path, now: DateTime<Utc>) -> Result<Loaded> {
    db.write(|conn| {
        let units: i64 = unit::table.count().get_result(conn)?;
        if units > 0 {
            return Ok(Loaded::NotEmpty);
        }
        let (loaded, accounts) = fill(conn, now)?;
        // Before the commit: passwords that nobody can read would be worse than a file of a database that isn't there.
        accounts::write(folder, &accounts)?;
        Ok(loaded)
    })
}

fn fill(conn: &mut Conn, now: DateTime<Utc>) -> Result<(Loaded, String)> {
    let today = local_date(now);
    let term = time::current_term(today);
    let files = units::branches()?;
    let (commune, ids) = units::insert(conn, &files, term)?;
    let members = register::import(conn, &ids, &files, today)?;
    let mut branches = members::load(conn, &ids, &files)?;
    members::seat_committees(conn, &mut branches, term)?;
    let committee = committee::choose(&branches)?;
    committee::assign(conn, &committee, &branches)?;
    let accounts = accounts::insert(conn, commune, &branches, &committee, now, term)?;
    Ok((Loaded::Demo { branches: branches.len(), members }, accounts))
}
