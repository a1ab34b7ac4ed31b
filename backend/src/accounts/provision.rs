//! The first account of an install, made at the server's own console: there is no default account.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::access::Role;
use shared::api::Subject;
use shared::api::account::NewAccount;
use shared::dated::{Edits, Span};
use shared::id::AccountId;
use shared::problem::Code;
use shared::time;

use super::UNIQUE;
use super::create::insert;
use crate::acts;
use crate::auth::{ActivationSecret, login_key};
use crate::db::schema::{account, unit_state};
use crate::db::{Author, Conn, Dated, Db, Decision, in_force};
use crate::http::{Act, Error, Note, Result};
use crate::units::{Granted, GrantedRow, UnitStateRow, called};

/// An account to make.
#[derive(Debug, Clone)]
pub struct Provision {
    /// Sign-in name.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// Its role.
    pub role: Role,
    /// The unit where it has the role, as [`called`] takes it; without one the only unit that fits.
    pub unit: Option<String>,
}

/// What the person needs for signing in the first time.
#[derive(Debug, Clone)]
pub struct Slip {
    /// Sign-in name.
    pub login: String,
    /// The one-use code and when it expires.
    pub secret: ActivationSecret,
}

/// Makes an account with its grant and a code.
///
/// # Errors
/// What `POST /accounts` answers; [`Code::UnknownReference`] at `/unit` if no unit, or more than one, fits.
pub fn provision(db: &Db, new: Provision, now: DateTime<Utc>) -> Result<Slip> {
    db.write(|conn| {
        let starts_on = time::local_date(now);
        let units: Vec<UnitStateRow> =
            unit_state::table.filter(in_force!(unit_state, starts_on)).select(UnitStateRow::as_select()).load(conn)?;
        let wanted: Vec<&UnitStateRow> = match &new.unit {
            Some(path) => called(&units, path).collect(),
            None => units.iter().collect(),
        };
        let mut fitting = wanted.into_iter().filter(|unit| unit.kind.takes(new.role));
        let (Some(unit), None) = (fitting.next(), fitting.next()) else {
            let hint = "make the unit first with `nenep unit create`, or say with --unit which one".to_owned();
            return Err(Error { internal: Some(hint), ..Error::field("/unit", Code::UnknownReference) });
        };
        let account = NewAccount { login: new.login, name: new.name, member_id: None };
        let login = login_key(&account.login);
        let id = insert(conn, account, now.naive_utc()).map_err(|error| error.named(UNIQUE))?;
        let granted = Granted { account_id: id, role: new.role, unit_id: unit.unit_id };
        let row = GrantedRow::new(granted, Span::from(starts_on), Decision::default());
        let edits = Edits { replaced: Vec::new(), written: vec![row] };
        let written = GrantedRow::write(conn, &edits, &Author::console(now))?;
        let grant = written.last().ok_or(Code::NotFound)?.shown(unit.name.clone());
        let notes = vec![
            Note::new(id, 1, "account", &(), &login)?,
            Note::new(id, 1, format!("grants/{}", grant.id), &(), &grant)?,
        ];
        write_act(conn, "nenep account create", now, id, notes)?;
        Ok(Slip { login, secret: ActivationSecret::issue(conn, id, now)? })
    })
}

/// A new code for an account whose password is lost, in place of any earlier one.
///
/// # Errors
/// [`Code::NotFound`] if there is no such account.
pub fn replace_code(db: &Db, login: &str, now: DateTime<Utc>) -> Result<Slip> {
    let login = login_key(login);
    db.write(|conn| {
        let (id, version): (AccountId, i64) =
            account::table.filter(account::login.eq(&login)).select((account::id, account::version)).first(conn)?;
        let secret = ActivationSecret::issue(conn, id, now)?;
        let notes = vec![Note::new(id, version, "activation_code", &(), &secret.expires_at)?];
        write_act(conn, "nenep account code", now, id, notes)?;
        Ok(Slip { secret, login: login.clone() })
    })
}

fn write_act(
    conn: &mut Conn,
    command: &'static str,
    now: DateTime<Utc>,
    account: AccountId,
    notes: Vec<Note>,
) -> Result<()> {
    acts::write(conn, Act { subject: Some((Subject::Account, account.0)), notes, ..acts::console(command, now) })
}
