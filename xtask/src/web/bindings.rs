//! From cargo's wasm file to one that a browser can load, with the JavaScript that connects it to the page.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, anyhow};

use super::bundle;
use crate::{command, workspace};

/// What the linker may have used; an older `wasm-opt` must be told that it may keep it.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// What wasm-bindgen made.
pub struct Bindings {
    /// The program.
    pub wasm: Vec<u8>,
    /// The module that loads it.
    pub script: String,
    /// Modules that crates brought along, by the path under which the script imports them.
    pub snippets: Vec<(String, Vec<u8>)>,
}

/// Makes them from cargo's output; `small` drops names and, where `wasm-opt` is installed, optimises once more.
pub fn generate(program: &Path, small: bool) -> Result<Bindings> {
    let folder = workspace::target()?.join("web-bindings");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    bindgen.input_path(program).web(true)?.typescript(false).omit_default_module_path(true);
    bindgen.remove_name_section(small).remove_producers_section(small);
    bindgen.generate(&folder).map_err(|error| anyhow!("wasm-bindgen: {error:#}"))?;

    let wasm = folder.join("frontend_bg.wasm");
    if small && let Some(tool) = command::find(&["wasm-opt"]) {
        optimise(&tool, &wasm);
    }
    let snippets = bundle::files(&folder.join("snippets"))?.into_iter().map(|file| {
        let path = file.strip_prefix(&folder).unwrap_or(&file).to_string_lossy().into_owned();
        Ok((path, std::fs::read(&file)?))
    });
    Ok(Bindings {
        wasm: std::fs::read(&wasm).context("wasm-bindgen wrote no program")?,
        script: std::fs::read_to_string(folder.join("frontend.js"))?,
        snippets: snippets.collect::<Result<_>>()?,
    })
}

/// Makes the program smaller in place. It works without, so a `wasm-opt` that is too old for it is only reported.
fn optimise(tool: &Path, wasm: &Path) {
    let smaller = wasm.with_extension("opt.wasm");
    let mut wasm_opt = Command::new(tool);
    wasm_opt.arg("-Oz").args(FEATURES).arg(wasm).arg("-o").arg(&smaller);
    let done = command::capture(wasm_opt).and_then(|_| Ok(std::fs::rename(&smaller, wasm)?));
    if let Err(error) = done {
        eprintln!("wasm-opt couldn't be used, going on without: {error:#}");
    }
}
