//! The rules of the house that no compiler checks. They run as tests, so that a slip is seen before anyone reviews it.

mod pairs;
mod rooms;
mod sources;

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::{command, workspace};

/// A rule and the places that break it.
pub type Finding = (&'static str, Vec<String>);

/// A file of the repository: its path from the root, with `/` between folders.
struct Source {
    path: String,
    full: PathBuf,
}

impl Source {
    /// Its text; empty when it isn't text.
    fn text(&self) -> String {
        std::fs::read_to_string(&self.full).unwrap_or_default()
    }

    /// Whether its name ends in one of these.
    fn ends(&self, extensions: &[&str]) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, extension)| extensions.contains(&extension))
    }
}

/// Prints every broken rule; an error when there is one.
pub fn run() -> Result<()> {
    let findings = check();
    for (rule, broken) in &findings {
        broken.iter().for_each(|line| println!("{rule}: {line}"));
    }
    let count: usize = findings.iter().map(|(_, broken)| broken.len()).sum();
    if count > 0 {
        bail!("{count} places break the rules of the house");
    }
    println!("tidy: {} rules hold", findings.len());
    Ok(())
}

/// Every rule with the places that break it.
pub fn check() -> Vec<Finding> {
    let files = match files() {
        Ok(files) => files,
        Err(error) => return vec![("the repository's files can be listed", vec![format!("{error:#}")])],
    };
    let mut findings = sources::check(&files);
    findings.extend(rooms::check(&files));
    findings.extend(pairs::check(workspace::root()));
    findings
}

/// The repository's files as git knows them, new ones that aren't ignored included.
fn files() -> Result<Vec<Source>> {
    let mut git = std::process::Command::new("git");
    git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(workspace::root());
    let list = command::capture(git)?;
    let sources =
        list.split_terminator('\0').map(|path| Source { path: path.to_owned(), full: workspace::root().join(path) });
    Ok(sources.filter(|source| source.full.is_file()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_is_tidy() {
        let broken: Vec<Finding> = check().into_iter().filter(|(_, broken)| !broken.is_empty()).collect();
        assert!(broken.is_empty(), "{broken:#?}");
    }
}
