//! The demo commune: Đảng bộ xã Bình Phú with its 10 branches and 184 (synthetic) members.
//!
//! What it shows is derived from fixed data and chance that comes out the same every time, relative to today, so that
//! the present month always has something open. Scores are those that the server's own rules give.

mod accounts;
mod chance;
mod committee;
mod held;
mod members;
mod minutes;
mod preparatory;
mod roll;
mod rows;
mod schedule;
mod scores;
mod setting;
mod targets;
mod tasks;
mod text;
mod time;
mod units;
mod upcoming;

use std::path::Path;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::meeting::MeetingKind;
use shared::time::local_date;

use chance::Nth;
use committee::Committee;
use held::Numbers;
use members::Branch;
use rows::Rows;
use setting::Setting;
use text::Texts;

use crate::acts;
use crate::db::schema::unit;
use crate::db::{Conn, Db};
use crate::http::Result;
use crate::rules::{book, first_choices};

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
    load_many(db, folder, 1, now)
}

/// As [`load`], with as many communes like it as make `communes` together: so many units, members and years of meetings as
/// a province has, to measure with. Only the first one's people can sign in.
///
/// # Errors
/// The database's, or when the file can't be written; communes that are complete by then are kept.
pub fn load_many(db: &Db, folder: &Path, communes: u16, now: DateTime<Utc>) -> Result<Loaded> {
    let mut all = first(db, folder, now)?;
    for nth in (1..communes).map(Nth) {
        let Loaded::Demo { branches, members } = &mut all else { break };
        let more = db.write(|conn| {
            members::renumber(conn, nth)?;
            fill(conn, nth, now).map(|(loaded, _)| loaded)
        })?;
        if let Loaded::Demo { branches: more, members: people } = more {
            *branches += more;
            *members += people;
        }
    }
    Ok(all)
}

fn first(db: &Db, folder: &Path, now: DateTime<Utc>) -> Result<Loaded> {
    db.write(|conn| {
        let units: i64 = unit::table.count().get_result(conn)?;
        if units > 0 {
            return Ok(Loaded::NotEmpty);
        }
        let (loaded, accounts) = fill(conn, Nth::OWN, now)?;
        // Before the commit: passwords that nobody can read would be worse than a file of a database that isn't there.
        accounts::write(folder, &accounts)?;
        acts::write(conn, acts::console("nenep demo", now))?;
        Ok(loaded)
    })
}

fn fill(conn: &mut Conn, nth: Nth, now: DateTime<Utc>) -> Result<(Loaded, String)> {
    let today = local_date(now);
    let term = time::current_term(today);
    let files = units::branches()?;
    let (commune, ids) = units::insert(conn, nth, &files, term)?;
    first_choices(conn, now)?;
    let members = members::import(conn, commune, today)?;
    let mut branches = members::load(conn, nth, &ids, &files, today)?;
    members::seat_committees(conn, &mut branches, term)?;
    let committee = committee::choose(&branches)?;
    committee::assign(conn, &committee, &branches)?;
    meetings(conn, &branches, &committee, today)?;
    targets::insert(conn, (nth, commune), today)?;
    let accounts = accounts::insert(conn, (nth, commune), &branches, &committee, now, term)?;
    Ok((Loaded::Demo { branches: branches.len(), members }, accounts))
}

/// Every branch's meetings, what they decided, and their scores.
fn meetings(conn: &mut Conn, branches: &[Branch], committee: &Committee, today: NaiveDate) -> Result<()> {
    let (texts, book) = (Texts::read()?, book(conn)?);
    let (mut rows, mut all) = (Rows::default(), Vec::new());
    for branch in branches {
        let setting = Setting { branch, committee, texts: &texts, book: &book, today };
        let specs = schedule::held(branch, &texts, today)?;
        let mut numbers = Numbers::default();
        all.extend(specs.iter().map(|spec| held::write(&mut rows, setting, spec, &mut numbers)));
        if let Some(last) = specs.iter().rfind(|spec| spec.kind == MeetingKind::Regular) {
            upcoming::write(&mut rows, setting, last.date);
        }
    }
    rows.insert(conn)?;
    all.iter().try_for_each(|held| scores::give(conn, &book, held, today))
}
