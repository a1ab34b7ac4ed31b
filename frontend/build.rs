//! Turns `locales/{vi,en}/<namespace>.json` into typed functions, so that a missing, misspelt or unused text and a
//! missing argument are compile errors.
//!
//! `leptos_i18n` does this too; it was measured at 21 KB of brotli before the first text (ICU's locale tables, a
//! context, an effect per text), and it can't be read outside the view. Here a text costs its own bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

type Texts = BTreeMap<String, String>;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-env-changed=NENEP_CHECKOUT");
    let mut code = String::new();
    let namespaces = names(Path::new("locales/vi"))?;
    if namespaces != names(Path::new("locales/en"))? {
        return Err("locales/vi and locales/en hold different files".into());
    }
    for namespace in namespaces {
        let read = |language| read(&Path::new("locales").join(language).join(format!("{namespace}.json")));
        module(&mut code, &namespace, &read("vi")?, &read("en")?)?;
    }
    let out = std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    Ok(std::fs::write(Path::new(&out).join("texts.rs"), code)?)
}

/// Names of the JSON files in a folder, without the ending.
fn names(folder: &Path) -> Result<BTreeSet<String>, Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut names = BTreeSet::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            println!("cargo::rerun-if-changed={}", path.display());
            names.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
        }
    }
    Ok(names)
}

fn read(path: &Path) -> Result<Texts, Box<dyn Error>> {
    let text = std::fs::read_to_string(path)?;
    Ok(serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?)
}

/// One namespace: a function per text, or a struct with a field per argument.
fn module(code: &mut String, namespace: &str, vi: &Texts, en: &Texts) -> Result<(), Box<dyn Error>> {
    let keys: BTreeSet<_> = vi.keys().chain(en.keys()).collect();
    writeln!(code, "#[allow(non_camel_case_types)]\npub mod {namespace} {{")?;
    for key in keys {
        let place = format!("{namespace}.{key}");
        let (Some(vi), Some(en)) = (vi.get(key), en.get(key)) else {
            return Err(format!("{place} is missing in one language").into());
        };
        if vi.trim().is_empty() || en.trim().is_empty() {
            return Err(format!("{place} is empty").into());
        }
        let arguments = arguments(vi).map_err(|error| format!("{place}: {error}"))?;
        if arguments != self::arguments(en).map_err(|error| format!("{place}: {error}"))? {
            return Err(format!("{place} has different arguments in the two languages").into());
        }
        writeln!(code, "/// {vi:?}, {en:?}")?;
        if arguments.is_empty() {
            writeln!(code, "pub fn {key}() -> &'static str {{ crate::i18n::pick({vi:?}, {en:?}) }}")?;
        } else {
            let fields: String = arguments.iter().map(|name| format!("pub {name}: &'a dyn Display, ")).collect();
            let values: String = arguments.iter().map(|name| format!("({name:?}, self.{name}), ")).collect();
            writeln!(code, "pub struct {key}<'a> {{ {fields} }}")?;
            writeln!(code, "impl {key}<'_> {{ pub fn text(&self) -> String {{")?;
            writeln!(code, "crate::i18n::fill(crate::i18n::pick({vi:?}, {en:?}), &[{values}])\n}} }}")?;
        }
    }
    // Only some namespaces have texts with arguments.
    writeln!(code, "#[allow(unused_imports)]\nuse std::fmt::Display;\n}}")?;
    Ok(())
}

/// Names in braces: `{name}`, or `{count|day|days}` for a word that depends on a number.
fn arguments(text: &str) -> Result<BTreeSet<&str>, String> {
    let mut found = BTreeSet::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let close = rest[open..].find('}').ok_or("a { without its }")? + open;
        let name = rest[open + 1..close].split('|').next().unwrap_or_default();
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
            return Err(format!("{name:?} is no name of an argument"));
        }
        found.insert(name);
        rest = &rest[close + 1..];
    }
    Ok(found)
}
