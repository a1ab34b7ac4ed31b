//! Building the browser program: cargo, wasm-bindgen, then files that carry their content's hash in their name, each also
//! compressed ahead of time. Needs nothing on the machine but cargo and the wasm target.

mod bindings;
mod bundle;
mod page;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::workspace::{self, WASM, cargo};
use crate::{command, hash};
use bundle::Bundle;
pub use bundle::Size;

/// How the browser program is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Small and compressed: what people get.
    Release,
    /// Quick to compile, large, not compressed: for working on it.
    Dev,
}

impl Profile {
    fn cargo_name(self) -> &'static str {
        match self {
            Self::Release => "wasm",
            Self::Dev => "dev",
        }
    }

    fn folder(self) -> &'static str {
        match self {
            Self::Release => "wasm",
            Self::Dev => "debug",
        }
    }
}

/// Where the finished files are, for `nenep serve --web-dir`.
pub fn output() -> PathBuf {
    workspace::root().join("frontend/dist")
}

/// Builds what has changed since the last time; gives the sizes of the files a first visit fetches.
pub fn build(profile: Profile) -> Result<Vec<Size>> {
    add_target()?;
    command::run(cargo(&["build", "-p", "frontend", "--target", WASM, "--profile", profile.cargo_name()]))?;
    let program = workspace::target()?.join(WASM).join(profile.folder()).join("frontend.wasm");

    let frontend = workspace::root().join("frontend");
    let state = fingerprint(profile, &program, &frontend)?;
    let stamp = output().join(".built");
    if let Some(sizes) = recorded(&stamp, &state) {
        return Ok(sizes);
    }

    let template = frontend.join("index.html");
    let template = std::fs::read_to_string(&template).with_context(|| format!("{}", template.display()))?;
    let bindings = bindings::generate(&program, profile == Profile::Release)?;
    let mut bundle = Bundle::default();
    let links = page::Links {
        assets: bundle.add_folder(&frontend.join("static"), |name| template.contains(&format!("/static/{name}")))?,
        style: String::new(),
        boot: String::new(),
        bindings: String::new(),
        loader: String::new(),
        program: bundle.add_first("frontend", "wasm", bindings.wasm),
    };
    let mut script = bindings.script;
    for (path, text) in bindings.snippets {
        let url = bundle.add_first("snippet", "js", text);
        script = script.replace(&format!("./{path}"), &url);
    }
    let mut loader = bindings.loader;
    for (path, wasm) in bindings.chapters {
        let url = bundle.add_later("chapter", "wasm", wasm);
        loader = loader.replace(&format!("\"{path}\""), &format!("\"{url}\""));
    }
    // Each imports the other, so neither's name can hang on the other's finished text.
    let both = format!("{script}{loader}");
    let script_url = bundle::url("frontend", "js", both.as_bytes());
    let loader_url = bundle::url("chapters", "js", both.as_bytes());
    bundle.add_as(&script_url, import_from(&script, bindings::LOADER, &loader_url)?);
    bundle.add_as(&loader_url, import_from(&loader, bindings::SCRIPT, &script_url)?);
    let style = page::styles(&frontend.join("styles"), &links)?;
    let links = page::Links {
        style: bundle.add_first("style", "css", style.into_bytes()),
        bindings: script_url,
        loader: loader_url,
        ..links
    };
    let boot = page::boot(&links);
    let links = page::Links { boot: bundle.add_first("boot", "js", boot.into_bytes()), ..links };
    let sizes = bundle.write(&output(), page::fill(&template, &links)?, profile == Profile::Release)?;
    std::fs::write(&stamp, record(&state, &sizes))?;
    Ok(sizes)
}

/// The module with its import of `path` made one of `url`. The path may stand elsewhere too, as a name in the program.
fn import_from(module: &str, path: &str, url: &str) -> Result<String> {
    let import = |from: &str| ['"', '\''].map(|quote| format!("from {quote}{from}{quote}"));
    let found = import(path).into_iter().find(|import| module.contains(import.as_str()));
    let found = found.with_context(|| format!("a generated module doesn't import {path}"))?;
    Ok(module.replace(&found, &import(url)[0]))
}

/// Prints the sizes and gives the bytes of a first visit, as brotli sends them.
pub fn print(sizes: &[Size]) -> u64 {
    println!("{:>10} {:>10} {:>10}  file", "raw", "gzip", "brotli");
    for size in sizes {
        println!("{:>10} {:>10} {:>10}  {}", size.raw, size.gzip, size.brotli, size.name);
    }
    let total = |of: fn(&Size) -> u64| sizes.iter().map(of).sum::<u64>();
    let brotli = total(|size| size.brotli);
    println!("{:>10} {:>10} {brotli:>10}  first visit", total(|size| size.raw), total(|size| size.gzip));
    brotli
}

/// Adds the wasm target to the toolchain, unless it is there.
fn add_target() -> Result<()> {
    let mut rustc = std::process::Command::new("rustc");
    rustc.args(["--print", "target-libdir", "--target", WASM]).current_dir(workspace::root());
    let folder = command::capture(rustc)?;
    if Path::new(folder.trim()).is_dir() {
        return Ok(());
    }
    let mut rustup = std::process::Command::new("rustup");
    rustup.args(["target", "add", WASM]).current_dir(workspace::root());
    command::run(rustup)
}

/// Everything the output depends on, in one hash: the program, the page's parts, and this task runner itself.
fn fingerprint(profile: Profile, program: &Path, frontend: &Path) -> Result<String> {
    let mut parts = vec![profile.cargo_name().to_owned(), hash::of_file(program)?];
    parts.push(hash::of_file(&frontend.join("index.html"))?);
    for folder in ["styles", "static"] {
        for file in bundle::files(&frontend.join(folder))? {
            parts.push(format!("{}={}", file.display(), hash::of_file(&file)?));
        }
    }
    let runner = std::env::current_exe()?.metadata()?;
    parts.push(format!("{} {:?} {:?}", runner.len(), runner.modified()?, command::find(&["wasm-opt"])));
    Ok(hash::of(parts.join("\n").as_bytes()))
}

/// The sizes of the last build, when it was made from the same state and its page still stands.
fn recorded(stamp: &Path, state: &str) -> Option<Vec<Size>> {
    let text = std::fs::read_to_string(stamp).ok()?;
    let lines = text.strip_prefix(state)?.strip_prefix('\n')?;
    output().join("index.html").is_file().then_some(())?;
    lines.lines().map(Size::parse).collect()
}

fn record(state: &str, sizes: &[Size]) -> String {
    let lines = sizes.iter().map(Size::line).collect::<Vec<_>>();
    format!("{state}\n{}\n", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_import_is_replaced() {
        let module = "import * as import1 from \"./a.js\"\nreturn { \"./a.js\": import1 };";
        let expected = "import * as import1 from \"/assets/a-1.js\"\nreturn { \"./a.js\": import1 };";
        assert_eq!(import_from(module, "./a.js", "/assets/a-1.js").unwrap(), expected);
        assert!(import_from(module, "./b.js", "/assets/b-1.js").is_err());
    }
}
