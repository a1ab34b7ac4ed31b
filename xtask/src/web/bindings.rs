//! From cargo's wasm file to those that a browser can load, with the JavaScript that connects them to the page: first the
//! chapters (frontend/src/pages/chapter.rs) are taken out of it, then wasm-bindgen does its work on what is left.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow};
use wasm_encoder::reencode::{self, Reencode};

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

/// A file by the path under which another one asks for it.
type Named = (String, Vec<u8>);

/// The module that loads chapters, as the program names it.
pub const LOADER: &str = "./chapters.js";

/// The module that loads the program, as the one that loads chapters names it.
pub const SCRIPT: &str = "./frontend.js";

/// What became of cargo's file.
pub struct Bindings {
    /// The program without its chapters.
    pub wasm: Vec<u8>,
    /// The module that loads it; imports [`LOADER`].
    pub script: String,
    /// The module that loads chapters; imports [`SCRIPT`].
    pub loader: String,
    /// The chapters, and what several of them share, by the path under which the loader fetches them.
    pub chapters: Vec<Named>,
    /// Modules that crates brought along, by the path under which the script imports them.
    pub snippets: Vec<Named>,
}

/// Makes them from cargo's output; `small` drops names and, where `wasm-opt` is installed, optimises once more.
pub fn generate(program: &Path, small: bool) -> Result<Bindings> {
    let folder = workspace::target()?.join("web-bindings");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let (main, chapters) = split(program, &folder.join("split"), small)?;

    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    bindgen.input_path(main).web(true)?.typescript(false).omit_default_module_path(true).keep_lld_exports(true);
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
        loader: std::fs::read_to_string(folder.join("split").join(LOADER))?,
        chapters,
        snippets: snippets.collect::<Result<_>>()?,
    })
}

/// Takes the chapters out of the program: where the rest lies, and the chapters by the path under which they are fetched.
fn split(program: &Path, folder: &Path, small: bool) -> Result<(PathBuf, Vec<Named>)> {
    let wasm = std::fs::read(program).with_context(|| format!("{}", program.display()))?;
    let main = folder.join("frontend.wasm");
    let mut options = wasm_split_cli_support::Options::new(&wasm);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = LOADER;
    options.main_module = SCRIPT;
    let done = wasm_split_cli_support::transform(options).map_err(|error| anyhow!("taking out chapters: {error:#}"))?;
    let chapters = done.split_modules.into_iter().map(|file| {
        let name = file.file_name().context("a chapter without a name")?.to_string_lossy().into_owned();
        let chapter = std::fs::read(&file)?;
        Ok((format!("./{name}"), if small { compact(&chapter)? } else { chapter }))
    });
    Ok((main, chapters.collect::<Result<_>>()?))
}

/// The same module without names, its numbers as short as they can be: taking it out of the program has left them all at
/// full length. The program itself gets this from wasm-bindgen.
fn compact(wasm: &[u8]) -> Result<Vec<u8>> {
    struct WithoutCustomSections;
    impl Reencode for WithoutCustomSections {
        type Error = std::convert::Infallible;

        fn parse_custom_section(
            &mut self,
            _: &mut wasm_encoder::Module,
            _: wasmparser::CustomSectionReader<'_>,
        ) -> Result<(), reencode::Error<Self::Error>> {
            Ok(())
        }
    }
    let mut module = wasm_encoder::Module::new();
    WithoutCustomSections
        .parse_core_module(&mut module, wasmparser::Parser::new(0), wasm)
        .map_err(|error| anyhow!("a chapter that can't be read: {error}"))?;
    Ok(module.finish())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compact_module_has_no_custom_sections_and_short_numbers() {
        // A type section for `() -> ()` whose length is written in five bytes, as the linker does, and a custom section.
        let padded = b"\0asm\x01\0\0\0\x01\x84\x80\x80\x80\0\x01\x60\0\0\0\x05\x04name";
        assert_eq!(compact(padded).unwrap(), b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0");
    }

    #[test]
    fn what_is_no_module_is_an_error() {
        assert!(compact(b"<html>").is_err());
    }
}
