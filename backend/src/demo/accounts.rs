//! Accounts of the demo's people, and the file with which one person of each role signs in.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::access::Role;
use shared::dated::Span;
use shared::id::{AccountId, UnitId};
use shared::language::Language;
use shared::text::fold;

use super::chance::{Ids, Nth};
use super::committee::Committee;
use super::members::{Branch, Person};
use super::units::COMMUNE;
use crate::auth::hash_password;
use crate::db::schema::{account, account_grant};
use crate::db::{Conn, Decision};
use crate::http::{Error, Result};
use crate::units::{Granted, GrantedRow};

/// Letters and digits that nobody takes for one another.
const ALPHABET: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS: usize = 4;
const GROUP: usize = 4;

/// The branch whose people are the examples of the branch's roles: the article's.
const EXAMPLE: &str = "CB01";

/// Somebody who gets an account.
struct Holder<'a> {
    login: String,
    role: Role,
    unit: (UnitId, &'a str),
    person: Option<&'a Person>,
    /// Gets a password now and a line in the file; the others an activation code from the admin.
    example: bool,
}

impl Holder<'_> {
    fn name(&self) -> &str {
        self.person.map_or("Quản trị hệ thống", |person| person.name.as_str())
    }
}

/// Inserts the accounts. The lines of the file: one for each role.
pub(super) fn insert(
    conn: &mut Conn,
    (nth, commune): (Nth, UnitId),
    branches: &[Branch],
    committee: &Committee,
    now: DateTime<Utc>,
    since: NaiveDate,
) -> Result<String> {
    let mut holders = holders(commune, branches, committee);
    for holder in &mut holders {
        holder.login += &nth.suffix(".");
        holder.example &= nth == Nth::OWN;
    }
    let mut ids = Ids::of(nth, &["accounts"], now.naive_utc());
    let mut lines = vec![
        ["role", "vai trò / role", "họ tên / name", "đơn vị / unit", "đăng nhập / sign-in name", "mật khẩu / password"]
            .map(str::to_owned),
    ];
    for holder in &holders {
        let password = holder.example.then(password);
        let hash = password.as_deref().map(hash_password).transpose()?;
        let id: AccountId = ids.next();
        diesel::insert_into(account::table)
            .values((
                account::id.eq(id),
                account::login.eq(&holder.login),
                account::name.eq(holder.name()),
                account::folded_name.eq(fold(holder.name())),
                account::member_id.eq(holder.person.map(|person| person.id)),
                account::password_hash.eq(hash),
                account::disabled.eq(false),
                account::created_at.eq(now.naive_utc()),
                account::version.eq(1_i64),
            ))
            .execute(conn)?;
        let granted = Granted { account_id: id, role: holder.role, unit_id: holder.unit.0 };
        let granted = GrantedRow::new(granted, Span::from(since), Decision::default());
        diesel::insert_into(account_grant::table).values(&GrantedRow { id: ids.next(), ..granted }).execute(conn)?;
        if let Some(password) = password {
            lines.push([
                holder.role.as_str().to_owned(),
                format!("{} / {}", holder.role.label(Language::Vi), holder.role.label(Language::En)),
                holder.name().to_owned(),
                holder.unit.1.to_owned(),
                holder.login.clone(),
                password,
            ]);
        }
    }
    Ok(table(&lines))
}

fn holders<'a>(commune: UnitId, branches: &'a [Branch], committee: &'a Committee) -> Vec<Holder<'a>> {
    let mut holders = Vec::new();
    let mut above = |login: String, role, person, example| {
        holders.push(Holder { login, role, unit: (commune, COMMUNE), person, example });
    };
    above("quantri".to_owned(), Role::Admin, None, true);
    for (number, person) in committee.standing.iter().enumerate() {
        above(format!("thuongtruc{}", number + 1), Role::StandingMember, Some(person), number == 0);
    }
    above("vanphong".to_owned(), Role::Office, Some(&committee.office), true);
    for (number, person) in committee.in_charge.iter().enumerate() {
        above(format!("phutrach{}", number + 1), Role::CommitteeMember, Some(person), number == 0);
    }
    above("kiemtra".to_owned(), Role::Inspector, Some(&committee.inspector), true);
    let of_commune: Vec<&Person> = committee
        .standing
        .iter()
        .chain(&committee.in_charge)
        .chain([&committee.office, &committee.inspector])
        .collect();
    for branch in branches {
        let code = branch.code.to_lowercase();
        let scribe = branch.scribe();
        let free = |person: &&Person| {
            !of_commune.iter().any(|taken| taken.id == person.id) && scribe.is_none_or(|one| one.id != person.id)
        };
        let mut own = |login: String, role, person, example: bool| {
            let example = example && branch.code == EXAMPLE;
            holders.push(Holder { login, role, unit: (branch.id, &branch.name), person: Some(person), example });
        };
        let secretary = branch.committee().into_iter().next();
        for (role, word, person) in [(Role::Secretary, "bithu", secretary), (Role::Scribe, "thuky", scribe)] {
            if let Some(person) = person {
                own(format!("{word}.{code}"), role, person, true);
            }
        }
        for (number, person) in branch.ordinary().into_iter().filter(free).take(2).enumerate() {
            own(format!("dangvien{}.{code}", number + 1), Role::Member, person, number == 0);
        }
    }
    holders
}

/// About 79 bits from the operating system's chance, in groups that can be read out.
fn password() -> String {
    let group = |_| -> String {
        (0..GROUP)
            .filter_map(|_| ALPHABET.get(rand::random_range(0..ALPHABET.len())).copied().map(char::from))
            .collect()
    };
    (0..GROUPS).map(group).collect::<Vec<_>>().join("-")
}

/// Columns with at least two blanks between them, which no value has.
fn table(lines: &[[String; 6]]) -> String {
    let width = |column: usize| {
        lines.iter().filter_map(|line| line.get(column)).map(|text| text.chars().count()).max().unwrap_or(0)
    };
    let line = |line: &[String; 6]| {
        let cells = line.iter().enumerate().map(|(column, text)| {
            let blanks = width(column).saturating_sub(text.chars().count());
            format!("{text}{}", " ".repeat(blanks))
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    lines.iter().map(line).collect()
}

/// Writes the file beside its final place and moves it there: nobody but its owner ever reads it, or half of it.
pub(super) fn write(folder: &Path, text: &str) -> Result<()> {
    let failed = |error: std::io::Error| Error::internal(format!("can't write in {}: {error}", folder.display()));
    std::fs::create_dir_all(folder).map_err(failed)?;
    let (path, part) = (folder.join(super::ACCOUNTS_FILE), folder.join(format!(".{}.part", super::ACCOUNTS_FILE)));
    match std::fs::remove_file(&part) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    let mut file = private(&part).map_err(failed)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)?;
    std::fs::rename(&part, &path).map_err(failed)
}

#[cfg(unix)]
fn private(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn private(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_long_and_differ() {
        let (one, other) = (password(), password());
        assert_eq!(one.len(), GROUPS * GROUP + GROUPS - 1);
        assert_ne!(one, other);
        assert!(one.bytes().all(|byte| byte == b'-' || ALPHABET.contains(&byte)));
    }

    #[test]
    fn the_file_is_its_owners_alone_and_replaces_an_older_one() {
        let folder = std::env::temp_dir().join(format!("nenep-accounts-{}", std::process::id()));
        write(&folder, "old").unwrap();
        write(&folder, "new").unwrap();
        let path = folder.join(super::super::ACCOUNTS_FILE);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "new");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
