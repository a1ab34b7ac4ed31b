//! Rules about single files: their head, their length, their name, what must not stand in them.

use super::{Finding, Source};

/// Longest file written by hand, in lines; rows of an earlier schema that a test keeps are no such file.
const MOST_LINES: usize = 500;

/// Largest file in the repository, in bytes, unless it is listed.
const MOST_BYTES: u64 = 600 * 1024;

/// Files that may be larger, and nothing else.
const LARGE: [&str; 2] = ["docs/openapi.json", "backend/tests/data/upgrade/2026-11-27-000060.sql"];

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 3] = ["utils", "helpers", "common"];

/// Marks of unfinished or switched-off work. In halves, since this file is searched too.
const UNFINISHED: [&str; 9] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("to", "do!("),
    concat!("unimple", "mented!("),
    concat!("#[ig", "nore"),
    concat!("test.", "only"),
    concat!("test.", "skip"),
    concat!("test.", "fixme"),
    concat!("describe.", "only"),
];

/// What is written by hand and searched for marks of unfinished work.
const WRITTEN: [&str; 9] = ["rs", "ts", "js", "css", "sql", "toml", "html", "yml", "sh"];

/// Each rule with the files that break it.
pub fn check(files: &[Source]) -> Vec<Finding> {
    vec![
        ("every Rust file starts by saying what it is for (`//!`)", each(files, &["rs"], headless)),
        ("no file is longer than 500 lines", each(files, &["rs", "ts", "css", "sql"], long)),
        ("no module is named utils, helpers or common", each(files, &["rs"], nameless)),
        ("nothing is unfinished or switched off", each(files, &WRITTEN, unfinished)),
        ("no file is larger than 600 KB, unless listed", files.iter().filter_map(large).collect()),
    ]
}

/// What `rule` says about each file with one of these extensions.
fn each(files: &[Source], extensions: &[&str], rule: fn(&str, &str) -> Option<String>) -> Vec<String> {
    let written = files.iter().filter(|file| file.ends(extensions));
    written.filter_map(|file| rule(&file.path, &file.text())).collect()
}

fn headless(path: &str, text: &str) -> Option<String> {
    let first = text.lines().next().unwrap_or_default();
    first.strip_prefix("//!").is_none_or(|words| words.trim().is_empty()).then(|| path.to_owned())
}

fn long(path: &str, text: &str) -> Option<String> {
    let lines = text.lines().count();
    let kept_rows = path.starts_with("backend/tests/data/");
    (lines > MOST_LINES && !kept_rows).then(|| format!("{path} has {lines} lines"))
}

fn nameless(path: &str, text: &str) -> Option<String> {
    let empty = |name: &str| EMPTY_NAMES.contains(&name);
    let part = path.trim_end_matches(".rs").split('/').find(|part| empty(part));
    let inline = text.lines().find(|line| {
        let words = line.trim_start().trim_start_matches("pub ").trim_start_matches("pub(crate) ");
        words.strip_prefix("mod ").is_some_and(|rest| empty(rest.trim_end_matches([';', '{', '}', ' '])))
    });
    (part.is_some() || inline.is_some()).then(|| path.to_owned())
}

fn unfinished(path: &str, text: &str) -> Option<String> {
    let (number, mark) = text.lines().enumerate().find_map(|(number, line)| {
        let mark = UNFINISHED.iter().find(|mark| word(line, mark))?;
        Some((number + 1, mark))
    })?;
    Some(format!("{path}:{number} has {mark}"))
}

/// Whether the line holds the mark as a word of its own, not as part of a longer one.
fn word(line: &str, mark: &str) -> bool {
    line.match_indices(mark)
        .any(|(at, _)| !line[..at].chars().next_back().is_some_and(|before| before == '_' || before.is_alphanumeric()))
}

fn large(file: &Source) -> Option<String> {
    let bytes = file.full.metadata().map(|metadata| metadata.len()).unwrap_or_default();
    (bytes > MOST_BYTES && !LARGE.contains(&file.path.as_str())).then(|| format!("{} has {bytes} bytes", file.path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_what_it_is_for() {
        assert!(headless("a.rs", "//! Ids.\nstruct Id;").is_none());
        assert!(headless("a.rs", "//!\nstruct Id;").is_some());
        assert!(headless("a.rs", "use std::fs;\n//! Late.").is_some());
        assert!(headless("a.rs", "").is_some());
    }

    #[test]
    fn length_is_counted_in_lines() {
        assert!(long("a.rs", &"x\n".repeat(500)).is_none());
        assert_eq!(long("a.rs", &"x\n".repeat(501)), Some("a.rs has 501 lines".to_owned()));
    }

    #[test]
    fn names_say_something() {
        assert!(nameless("backend/src/commons/house.rs", "mod helpersome;").is_none());
        assert!(nameless("backend/tests/common/mod.rs", "").is_some());
        assert!(nameless("shared/src/utils.rs", "").is_some());
        assert!(nameless("shared/src/lib.rs", "pub mod helpers;").is_some());
        assert!(nameless("shared/src/lib.rs", "    mod common {").is_some());
    }

    #[test]
    fn unfinished_work_is_found() {
        for mark in UNFINISHED {
            assert_eq!(unfinished("a.rs", &format!("\n  {mark}")), Some(format!("a.rs:2 has {mark}")));
        }
        assert!(unfinished("a.rs", concat!("AUTO", "DONE; latest.", "skipped; un_to", "do!()")).is_none());
    }
}
