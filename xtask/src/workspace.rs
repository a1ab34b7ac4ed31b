//! Where things are: the repository's root, cargo's output, the browser program's output.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use anyhow::{Context, Result};

use crate::command;

/// The target that browsers run.
pub const WASM: &str = "wasm32-unknown-unknown";

/// The repository's root, whatever folder the task was started in. Cargo says at run time which checkout it runs: two of
/// them may share an output folder and with it this program, so what was compiled in comes second.
pub fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        Path::new(&manifest).parent().unwrap_or(Path::new(".")).to_owned()
    });
    &ROOT
}

/// Cargo's output folder. Cargo itself is asked, since the environment and three configuration files may name it.
pub fn target() -> Result<PathBuf> {
    let metadata = command::capture(cargo(&["metadata", "--format-version=1", "--no-deps", "--offline"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata).context("cargo metadata isn't JSON")?;
    let folder = metadata["target_directory"].as_str().context("cargo metadata names no target directory")?;
    Ok(PathBuf::from(folder))
}

/// A cargo command in the repository's root.
pub fn cargo(arguments: &[&str]) -> Command {
    // Cargo names itself to what it runs; this keeps the toolchain the same in nested calls.
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(root());
    command
}
