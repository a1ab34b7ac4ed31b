//! The checks that need nothing but cargo.

use anyhow::Result;

use super::tally::Tally;
use crate::workspace::{WASM, cargo};
use crate::{command, documents, tidy, web};

/// Most bytes that a first visit may fetch, compressed with brotli: page, style, scripts and program without its chapters.
const FIRST_VISIT: u64 = 300 * 1024;

/// What the browser program must not carry: each belongs to the server alone and costs size.
const SERVER_ONLY: [&str; 4] = ["diesel", "actix-web", "tokio", "utoipa"];

/// Names the PostgreSQL server to the server's tests.
const POSTGRES: &str = "NENEP_TEST_POSTGRES";

/// Crates of the server's side that are linted and tested together. The task runner is apart: with the server it would share features, and everything
/// under both would be built once more.
const GROUPS: [&[&str]; 2] = [&["-p", "shared", "-p", "backend"], &["-p", "xtask"]];

/// Formatting is rustfmt's.
pub fn formatting() -> Result<Tally> {
    held(&[&["fmt", "--all", "--check"]])
}

/// The house's own rules, each counted as one test.
pub fn tidy() -> Tally {
    let mut tally = Tally::default();
    for (rule, broken) in tidy::check() {
        println!("{} {rule}", if broken.is_empty() { "ok    " } else { "FAILED" });
        broken.iter().for_each(|line| println!("       {line}"));
        tally += Tally::check(broken.is_empty());
    }
    tally
}

/// Clippy on everything that runs on the server, tests included.
pub fn server_lints() -> Result<Tally> {
    let groups = GROUPS.map(|group| [&["clippy"], group, &["--all-targets", "--", "-D", "warnings"]].concat());
    held(&groups.each_ref().map(Vec::as_slice))
}

/// Clippy on the browser program, for the browser's target. With its release profile, so that the build scripts and
/// macros compiled here serve the release build too.
pub fn browser_lints() -> Result<Tally> {
    held(&[&[
        "clippy",
        "-p",
        "frontend",
        "--profile",
        "wasm",
        "--target",
        WASM,
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]])
}

/// Unit and HTTP tests: on SQLite always, on PostgreSQL too when there is a server to make databases on.
pub fn tests(postgres: Option<&str>) -> Result<Tally> {
    let mut tally = Tally::default();
    for group in GROUPS.iter().copied().chain([&["-p", "frontend"] as &[&str]]) {
        let arguments = [&["test", "--no-fail-fast"], group].concat();
        let mut tests = cargo(&arguments);
        // Not what the caller's environment happens to say: it might name a database with real data.
        tests.env_remove(POSTGRES);
        tests.envs(postgres.map(|url| (POSTGRES, url)));
        let mut seen = Tally::default();
        let passed = command::follow(tests, |line| seen += Tally::of_line(line).unwrap_or_default())?;
        // A crate that doesn't compile, or a test binary that dies, prints no result of its own.
        if !passed && seen.failed == 0 {
            seen += Tally::failure();
        }
        tally += seen;
    }
    Ok(tally)
}

/// The browser program's dependency tree holds nothing of the server.
pub fn browser_dependencies() -> Result<Tally> {
    let arguments = ["tree", "-p", "frontend", "--target", WASM, "-e", "normal", "--prefix", "none", "-f", "{p}"];
    let tree = command::capture(cargo(&arguments))?;
    let mut tally = Tally::default();
    for name in SERVER_ONLY {
        let found = tree.lines().find(|line| line.split(' ').next() == Some(name));
        println!("{} {name}", if found.is_some() { "FOUND " } else { "absent" });
        tally += Tally::check(found.is_none());
    }
    Ok(tally)
}

/// The generated documents say what the declarations say.
pub fn documents() -> Result<Tally> {
    let mut tally = Tally::default();
    for document in documents::generate()? {
        println!("{} {}", if document.is_fresh() { "fresh" } else { "STALE" }, document.name);
        tally += Tally::check(document.is_fresh());
    }
    Ok(tally)
}

/// A first visit fetches no more than it may. Builds the browser program as people get it.
pub fn browser_size() -> Result<Tally> {
    let brotli = web::print(&web::build(web::Profile::Release)?);
    println!("{} of {} KB", brotli.div_ceil(1024), FIRST_VISIT / 1024);
    Ok(Tally::check(brotli <= FIRST_VISIT))
}

/// Whether each of these cargo commands succeeds.
fn held(commands: &[&[&str]]) -> Result<Tally> {
    let mut tally = Tally::default();
    for arguments in commands {
        tally += Tally::check(cargo(arguments).status()?.success());
    }
    Ok(tally)
}
