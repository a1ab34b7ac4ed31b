//! The end-to-end tests: Playwright drives Debian's Chromium against a server with a fresh demo commune.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;

use super::background::Background;
use super::tally::Tally;
use super::{machine, postgres};
use crate::{command, serve, web, workspace};

/// Runs them, or those that a pattern fits, by file or else by title; the counts are Playwright's own.
pub fn run(pattern: Option<&str>) -> Result<Tally> {
    let chromium = machine::chromium().context("no Chromium")?;
    let folder = workspace::root().join("frontend/e2e");
    let mut install = Command::new("npm");
    install.args(["ci", "--no-audit", "--no-fund", "--prefer-offline"]).current_dir(&folder);
    // The browser is Debian's; Playwright must not fetch one of its own.
    install.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    command::run(install)?;

    web::build(web::Profile::Release)?;
    let data = std::env::temp_dir().join(format!("nenep-journeys-{}", std::process::id()));
    let Served { url, database, program, server: _server } = serve_demo(&data)?;
    let forge = serve::example("forge")?;
    let results = workspace::target()?.join("journeys.json");
    let _ = std::fs::remove_file(&results);
    let mut playwright = Command::new("npx");
    playwright.args(["--no-install", "playwright", "test", "--reporter=list,json"]).current_dir(&folder);
    if let Some(pattern) = pattern {
        let file = folder.join("tests").join(format!("{pattern}.spec.ts")).exists();
        playwright.args(if file { vec![pattern] } else { vec!["--grep", pattern] });
    }
    playwright.env("NENEP_URL", &url).env("NENEP_ACCOUNTS", data.join("demo-accounts.txt"));
    playwright.env("NENEP_DATABASE", &database).env("NENEP_SERVER", &program).env("NENEP_FORGE", &forge);
    playwright.env("CHROMIUM", chromium).env("PLAYWRIGHT_JSON_OUTPUT_NAME", &results);
    let passed = playwright.status().context("can't start Playwright")?.success();
    let text = std::fs::read_to_string(&results).context("Playwright wrote no results")?;
    let mut tally = counts(&serde_json::from_str(&text)?);
    if !passed && tally.failed == 0 {
        tally += Tally::failure();
    }
    if tally.failed > 0 {
        println!("the server's log: {}", log()?.display());
    }
    Ok(tally)
}

/// A server that runs, and what it runs on.
struct Served {
    url: String,
    database: String,
    program: PathBuf,
    server: Background,
}

/// A server of the development build with a fresh demo commune in `data`, which is deleted when the server ends.
fn serve_demo(data: &Path) -> Result<Served> {
    let program = serve::server(false)?;
    let database = format!("sqlite://{}", data.join("nenep.db").display());
    std::fs::create_dir(data).with_context(|| format!("can't make {}", data.display()))?;
    let loaded = serve::load_demo(&program, &database, data);
    if loaded.is_err() {
        std::fs::remove_dir_all(data)?;
    }
    loaded?;
    let listen = format!("127.0.0.1:{}", postgres::free_port()?);
    let mut nenep = serve::nenep(&program, "serve", &database, data);
    nenep.args(["--listen", &listen]).arg("--web-dir").arg(web::output());
    let mut server = Background::start("the server", &nenep, data, None, &log()?)?;
    server.wait_until(Duration::from_secs(60), || is_ready(&listen))?;
    Ok(Served { url: format!("http://{listen}"), database, program, server })
}

/// Where that server logs.
fn log() -> Result<std::path::PathBuf> {
    Ok(workspace::target()?.join("journeys-server.log"))
}

/// Whether the server at this address says that it is ready.
fn is_ready(address: &str) -> bool {
    let ask = || -> Result<String> {
        let port = address.rsplit(':').next().unwrap_or_default().parse()?;
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(stream, "GET /health/ready HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
        let mut reply = String::new();
        stream.read_to_string(&mut reply)?;
        Ok(reply)
    };
    ask().is_ok_and(|reply| reply.starts_with("HTTP/1.1 200"))
}

/// Playwright's counts. Tests that were left out or passed only when tried again count as failed.
fn counts(results: &Value) -> Tally {
    let count = |what: &str| results["stats"][what].as_u64().unwrap_or_default() as usize;
    let errors = results["errors"].as_array().map_or(0, Vec::len);
    Tally { passed: count("expected"), failed: count("unexpected") + count("flaky") + count("skipped") + errors }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_passed_at_once_has_passed() {
        let stats = serde_json::json!({"expected": 7, "skipped": 1, "unexpected": 2, "flaky": 3});
        let results = serde_json::json!({"stats": stats, "errors": [{"message": "no tests found"}]});
        assert_eq!(counts(&results), Tally { passed: 7, failed: 7 });
    }
}
