//! A PostgreSQL server for one run of the tests: in a temporary folder, on a free port of 127.0.0.1, with a password made
//! for it, not durable and therefore quick.

use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::background::Background;
use crate::{command, workspace};

/// Settings that make it quick, and able to serve tests that each have a database of their own.
const SETTINGS: [&str; 8] = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=300",
    "shared_buffers=256MB",
    "autovacuum=off",
    "listen_addresses=127.0.0.1",
    "log_min_messages=fatal",
];

/// The running server. Dropping it stops it and deletes its folder.
pub struct Postgres {
    _server: Background,
    /// For an administrator's connection, from which tests create their databases.
    pub url: String,
}

impl Postgres {
    /// Makes a cluster and starts it.
    pub fn start() -> Result<Self> {
        let programs = programs().context("PostgreSQL's programs aren't installed")?;
        let user = server_user()?;
        let folder = folder(user)?;
        let (password, data) = (password()?, folder.join("data"));
        let mut initdb = as_user(Command::new(programs.join("initdb")), user);
        let password_file = folder.join("password");
        write_secret(&password_file, &password, user)?;
        initdb.args(["--username=nenep", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]);
        initdb.arg("--pwfile").arg(&password_file).arg("--pgdata").arg(&data).current_dir(&folder);
        if let Err(error) = command::capture(initdb) {
            std::fs::remove_dir_all(&folder)?;
            return Err(error);
        }

        let port = free_port()?;
        let mut postgres = Command::new(programs.join("postgres"));
        postgres.arg("-D").arg(&data).args(["-p", &port.to_string(), "-k"]).arg(&folder).current_dir(&folder);
        SETTINGS.iter().for_each(|setting| {
            postgres.args(["-c", setting]);
        });
        let log = workspace::target()?.join("test-postgres.log");
        let mut server = Background::start("PostgreSQL", &postgres, &folder, user, &log)?;
        let mut isready = Command::new(programs.join("pg_isready"));
        isready.args(["--quiet", "--host=127.0.0.1", "--dbname=postgres", "--port", &port.to_string()]);
        server.wait_until(Duration::from_secs(30), || isready.status().is_ok_and(|status| status.success()))?;
        Ok(Self { _server: server, url: format!("postgres://nenep:{password}@127.0.0.1:{port}/postgres") })
    }
}

/// The newest version's programs. Debian keeps them out of the PATH.
pub fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let folders = versions.filter_map(|entry| {
        let version: u32 = entry.file_name().to_str()?.parse().ok()?;
        Some((version, entry.path().join("bin")))
    });
    let installed = folders.filter(|(_, folder)| folder.join("initdb").is_file() && folder.join("postgres").is_file());
    let newest = installed.max_by_key(|(version, _)| *version).map(|(_, folder)| folder);
    newest.or_else(|| Some(command::find(&["initdb"])?.parent()?.to_owned()))
}

/// Whom the server runs as: PostgreSQL refuses root, so then the user that its package made (ids of user and group).
fn server_user() -> Result<Option<(u32, u32)>> {
    let id = |arguments: &[&str]| -> Result<u32> {
        let mut id = Command::new("id");
        id.args(arguments);
        Ok(command::capture(id)?.trim().parse()?)
    };
    if id(&["-u"])? != 0 {
        return Ok(None);
    }
    Ok(Some((id(&["-u", "postgres"])?, id(&["-g", "postgres"])?)))
}

/// A new folder that only the server's user can enter.
fn folder(user: Option<(u32, u32)>) -> Result<PathBuf> {
    let folder = std::env::temp_dir().join(format!("nenep-postgres-{}", std::process::id()));
    std::fs::DirBuilder::new()
        .mode(0o700)
        .create(&folder)
        .with_context(|| format!("can't make {}", folder.display()))?;
    own(&folder, user)?;
    Ok(folder)
}

fn own(path: &Path, user: Option<(u32, u32)>) -> Result<()> {
    if let Some((user, group)) = user {
        chown(path, Some(user), Some(group)).with_context(|| format!("can't give {} away", path.display()))?;
    }
    Ok(())
}

fn as_user(mut command: Command, user: Option<(u32, u32)>) -> Command {
    if let Some((user, group)) = user {
        command.uid(user).gid(group);
    }
    command
}

fn write_secret(file: &Path, text: &str, user: Option<(u32, u32)>) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    let mut opened = options.write(true).create_new(true).mode(0o600).open(file)?;
    std::io::Write::write_all(&mut opened, text.as_bytes())?;
    own(file, user)
}

/// A password that nobody knows, since other users of the machine reach the port too.
fn password() -> Result<String> {
    let mut bytes = [0; 16];
    std::io::Read::read_exact(&mut std::fs::File::open("/dev/urandom")?, &mut bytes)?;
    Ok(crate::hash::of(&bytes)[..32].to_owned())
}

/// A port that nobody listens on right now.
pub fn free_port() -> Result<u16> {
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
    if port == 0 {
        bail!("no free port");
    }
    Ok(port)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_made_anew() {
        let (first, second) = (password().unwrap(), password().unwrap());
        assert_eq!(first.len(), 32);
        assert_ne!(first, second);
    }
}
