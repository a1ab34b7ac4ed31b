//! `cargo xtask run` and `cargo xtask dev`: everything from the sources to a server with the demo commune.

use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};

use crate::workspace::{self, cargo};
use crate::{command, web};

/// The embedded database, below the repository's root.
const EMBEDDED: &str = "sqlite://data/nenep.db";

/// Where and with which data to serve.
#[derive(clap::Args)]
pub struct Options {
    /// Start over: delete the embedded database first
    #[arg(long)]
    fresh: bool,
    /// Serve on this port of 127.0.0.1
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// `sqlite://<file>` or `postgres://<user>@<host>/<database>`
    #[arg(long, env = "NENEP_DATABASE_URL", default_value = EMBEDDED)]
    database_url: String,
}

/// How server and browser program are compiled.
#[derive(Clone, Copy)]
pub enum Build {
    /// As people get them.
    Release,
    /// Quick to compile, for working on them.
    Dev,
}

/// Builds, loads the demo commune into an empty database, then becomes the server.
pub fn run(options: &Options, build: Build) -> Result<()> {
    // Before the long part, and before anything is deleted that a running server still uses.
    TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))
        .with_context(|| format!("port {0} is taken; choose another with --port", options.port))?;
    if options.fresh {
        forget(&options.database_url)?;
    }
    let (sizes, server) = both(build)?;
    if matches!(build, Build::Release) {
        web::print(&sizes);
    }
    let data = workspace::root().join("data");
    std::fs::create_dir_all(&data)?;
    load_demo(&server, &options.database_url, &data)?;

    let listen = format!("127.0.0.1:{}", options.port);
    println!("\nNề Nếp: http://{listen} (Ctrl-C stops it)\n");
    println!("{}", accounts(&data));
    let mut serve = nenep(&server, "serve", &options.database_url, &data);
    serve.args(["--listen", &listen]).arg("--web-dir").arg(web::output());
    // The server takes this process's place, so that Ctrl-C and signals reach it and nothing else.
    Err(anyhow!(serve.exec()).context(format!("can't start {}", server.display())))
}

/// Where to put what is to be installed.
#[derive(clap::Args)]
pub struct Distribution {
    /// The folder; made when it isn't there
    #[arg(long, default_value = "target/nenep")]
    out: PathBuf,
}

/// Puts the server and the browser program, as people get them, into one folder: `nenep` and `web/`.
pub fn distribute(options: &Distribution) -> Result<()> {
    let (sizes, server) = both(Build::Release)?;
    web::print(&sizes);
    let (program, files) = (options.out.join("nenep"), options.out.join("web"));
    if files.exists() {
        std::fs::remove_dir_all(&files)?;
    }
    std::fs::create_dir_all(files.join("assets")).with_context(|| format!("can't make {}", files.display()))?;
    for folder in ["", "assets"] {
        for entry in std::fs::read_dir(web::output().join(folder))? {
            let (from, to) = (entry?.path(), files.join(folder));
            // What the build notes for itself starts with a dot.
            if let Some(name) =
                from.file_name().filter(|name| from.is_file() && !name.as_encoded_bytes().starts_with(b"."))
            {
                std::fs::copy(&from, to.join(name))?;
            }
        }
    }
    std::fs::copy(server, &program).with_context(|| format!("can't write {}", program.display()))?;
    println!("{}", options.out.display());
    Ok(())
}

/// Builds browser program and server side by side: the first ends with minutes in which one core does everything. Gives
/// the sizes of a first visit and the server's program.
fn both(build: Build) -> Result<(Vec<web::Size>, PathBuf)> {
    let (profile, release) = match build {
        Build::Release => (web::Profile::Release, true),
        Build::Dev => (web::Profile::Dev, false),
    };
    std::thread::scope(|scope| {
        let building = scope.spawn(move || server(release));
        let sizes = web::build(profile);
        let server = building.join().map_err(|_| anyhow!("building the server broke off"))?;
        Ok((sizes?, server?))
    })
}

/// Builds the server; gives its program.
pub fn server(release: bool) -> Result<PathBuf> {
    // With `shared` named too, as in the tests: the same features, so nothing is built twice.
    let mut arguments = vec!["build", "-p", "shared", "-p", "backend"];
    arguments.extend(release.then_some("--release"));
    command::run(cargo(&arguments))?;
    Ok(workspace::target()?.join(if release { "release" } else { "debug" }).join("nenep"))
}

/// Builds one of the server's examples; gives its program.
pub fn example(name: &str) -> Result<PathBuf> {
    command::run(cargo(&["build", "-p", "shared", "-p", "backend", "--example", name]))?;
    Ok(workspace::target()?.join("debug/examples").join(name))
}

/// Loads the demo commune into an empty database; its people's names and passwords stand in `data` afterwards.
pub fn load_demo(server: &Path, database_url: &str, data: &Path) -> Result<()> {
    let mut demo = nenep(server, "demo", database_url, data);
    demo.arg("--data-dir").arg(data);
    command::run(demo)
}

/// Which database to fill with how much.
#[derive(clap::Args)]
pub struct Seed {
    /// `sqlite://<file>` or `postgres://<user>@<host>/<database>`; an empty one
    #[arg(long, default_value = "sqlite://data/seed/nenep.db")]
    database_url: String,
    /// Communes like the demo's: each has 11 units, 184 members and three years of meetings
    #[arg(long, default_value_t = 100)]
    communes: u16,
}

/// Fills an empty database with communes like the demo's, to measure with `cargo xtask bench`.
pub fn seed(options: &Seed) -> Result<()> {
    let server = server(true)?;
    let data = workspace::root().join("data/seed");
    std::fs::create_dir_all(&data)?;
    let mut demo = nenep(&server, "demo", &options.database_url, &data);
    demo.arg("--data-dir").arg(&data).args(["--communes", &options.communes.to_string()]);
    command::run(demo)
}

/// One of the server's tasks on a database and a folder for its data.
pub fn nenep(server: &Path, task: &str, database_url: &str, data: &Path) -> Command {
    let mut nenep = Command::new(server);
    nenep.args([task, "--database-url", database_url]).env("NENEP_DATA_DIR", data).current_dir(workspace::root());
    nenep
}

/// The people one can sign in as, as the demo commune's loading noted them.
fn accounts(data: &Path) -> String {
    let file = data.join("demo-accounts.txt");
    std::fs::read_to_string(&file).unwrap_or_else(|_| {
        "This database was not empty and holds no demo commune: sign in with an account of your own.".to_owned()
    })
}

/// Deletes the embedded database with what SQLite keeps beside it. A PostgreSQL database is never deleted from here: it
/// may hold real data on another machine.
fn forget(database_url: &str) -> Result<()> {
    let Some(path) = database_url.strip_prefix("sqlite://") else {
        bail!(
            "--fresh deletes the embedded SQLite database only. Empty a PostgreSQL database yourself (dropdb, createdb) \
             and start again without --fresh."
        );
    };
    let path = workspace::root().join(path);
    for ending in ["", "-wal", "-shm"] {
        remove(&PathBuf::from(format!("{}{ending}", path.display())))?;
    }
    remove(&workspace::root().join("data/demo-accounts.txt"))
}

fn remove(file: &Path) -> Result<()> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("can't delete {}", file.display()))
        }
        _ => Ok(()),
    }
}
