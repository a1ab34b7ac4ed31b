//! What the whole test needs on the machine, and getting it: with apt where that is allowed, else by saying what to do.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use super::postgres;
use crate::command;

/// Names under which Chromium is installed.
const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Oldest Node.js that the browser tests run on.
const NODE: u32 = 18;

/// The browser: `$CHROMIUM`, or the one on the PATH.
pub fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from).filter(|path| path.is_file());
    named.or_else(|| command::find(&CHROMIUM))
}

/// Installs what is missing. An error that says what to do when that isn't allowed, or didn't help.
pub fn prepare() -> Result<()> {
    let packages = missing();
    if !packages.is_empty() {
        install(&packages)?;
    }
    let still = missing();
    if !still.is_empty() {
        bail!("still missing after the installation: {}", still.join(" "));
    }
    println!("chromium {}, node {}", shown(chromium()), shown(command::find(&["node", "nodejs"])));
    println!("postgresql {}", shown(postgres::programs()));
    Ok(())
}

/// The packages whose content isn't there. What counts is the content: it may come from elsewhere.
fn missing() -> Vec<&'static str> {
    let needed = [
        ("chromium", chromium().is_some()),
        ("nodejs", node_version().is_some_and(|version| version >= NODE)),
        ("npm", command::find(&["npm"]).is_some()),
        ("postgresql", postgres::programs().is_some()),
        ("fontconfig", command::find(&["fc-list"]).is_some()),
        ("fonts-dejavu-core", vietnamese_font()),
    ];
    needed.into_iter().filter_map(|(package, there)| (!there).then_some(package)).collect()
}

/// Node.js's major version.
fn node_version() -> Option<u32> {
    let mut node = Command::new(command::find(&["node", "nodejs"])?);
    node.arg("--version");
    let version = command::capture(node).ok()?;
    version.trim().trim_start_matches('v').split('.').next()?.parse().ok()
}

/// Whether a font has Vietnamese's letters: screens are tested as people see them.
fn vietnamese_font() -> bool {
    let mut list = Command::new("fc-list");
    list.arg(":lang=vi");
    command::capture(list).is_ok_and(|fonts| !fonts.trim().is_empty())
}

/// Installs Debian packages, as root or through a sudo that asks for no password.
fn install(packages: &[&str]) -> Result<()> {
    let by_hand = format!("sudo apt-get install {}", packages.join(" "));
    let Some(apt) = command::find(&["apt-get"]) else {
        bail!("this machine has no apt-get. Install what these Debian packages hold: {}", packages.join(" "));
    };
    let Some(prefix) = rights() else {
        bail!("these packages are missing and may not be installed from here. Run: {by_hand}");
    };
    println!("installing {}", packages.join(" "));
    let run = |arguments: &[&str]| {
        let mut words: Vec<&Path> = prefix.iter().map(Path::new).collect();
        words.extend([Path::new("env"), Path::new("DEBIAN_FRONTEND=noninteractive"), &apt]);
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).args(arguments);
        command::run(command)
    };
    run(&["update", "-q"])?;
    run(&[&["install", "-q", "-y", "--no-install-recommends"], packages].concat())
        .map_err(|error| error.context(format!("couldn't install; try by hand: {by_hand}")))
}

/// What to put before a command that needs root's rights; nothing when this is root. None when there is no way.
fn rights() -> Option<&'static [&'static str]> {
    let succeeds = |program: &str, arguments: &[&str]| {
        Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
    };
    let mut id = Command::new("id");
    id.arg("-u");
    if command::capture(id).is_ok_and(|id| id.trim() == "0") {
        return Some(&[]);
    }
    succeeds("sudo", &["-n", "true"]).then_some(&["sudo", "-n"])
}

fn shown(path: Option<PathBuf>) -> String {
    path.map(|path| path.display().to_string()).unwrap_or_default()
}
