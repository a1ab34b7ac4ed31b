//! Rules about the server's rooms, the folders and files right below `backend/src`: who knows whom.

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, Source};

const ROOMS: &str = "backend/src/";

/// The rooms that each room names by `crate::`, with one file that does.
type Knows = BTreeMap<String, BTreeMap<String, String>>;

/// Each rule with what breaks it.
pub fn check(files: &[Source]) -> Vec<Finding> {
    let sources: Vec<(String, String)> = files
        .iter()
        .filter(|file| file.path.starts_with(ROOMS) && file.ends(&["rs"]))
        .map(|file| (file.path.clone(), file.text()))
        .collect();
    vec![
        ("no room of the server knows one that knows it", circles(&knows(&sources))),
        ("`http` knows no tables", naming(&sources, "http", "crate::db::schema")),
        ("SQL as text stands in `db` alone", outside(&sources, "db", "sql_query(")),
    ]
}

/// The room in which a file is.
fn room(path: &str) -> Option<&str> {
    let inside = path.strip_prefix(ROOMS)?;
    let name = inside.split('/').next()?.trim_end_matches(".rs");
    (name != "lib" && name != "main").then_some(name)
}

/// The text without comments.
fn code(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

fn knows(sources: &[(String, String)]) -> Knows {
    let rooms: BTreeSet<&str> = sources.iter().filter_map(|(path, _)| room(path)).collect();
    let mut knows = Knows::new();
    for (path, text) in sources {
        let Some(from) = room(path) else { continue };
        for to in named(&code(text)).into_iter().filter(|to| to != from && rooms.contains(to.as_str())) {
            knows.entry(from.to_owned()).or_default().entry(to).or_insert_with(|| path.clone());
        }
    }
    knows
}

/// The names right behind `crate::`, also those of `crate::{a, b::c}`.
fn named(code: &str) -> BTreeSet<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut found = BTreeSet::new();
    for (at, prefix) in code.match_indices("crate::") {
        let rest = &code[at + prefix.len()..];
        let Some(list) = rest.strip_prefix('{') else {
            found.insert(word(rest));
            continue;
        };
        let mut depth = 0;
        let mut begins = true;
        for (place, character) in list.char_indices() {
            match character {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => begins = true,
                _ if depth == 0 && begins && !character.is_whitespace() => {
                    found.insert(word(&list[place..]));
                    begins = false;
                }
                _ => {}
            }
        }
    }
    found
}

/// Each pair of rooms that know each other, over however many others.
fn circles(knows: &Knows) -> Vec<String> {
    let reached = |from: &str| {
        let (mut reached, mut left) = (BTreeSet::new(), vec![from.to_owned()]);
        while let Some(room) = left.pop() {
            for next in knows.get(&room).into_iter().flat_map(BTreeMap::keys) {
                if reached.insert(next.clone()) {
                    left.push(next.clone());
                }
            }
        }
        reached
    };
    let all: BTreeMap<&String, BTreeSet<String>> = knows.keys().map(|room| (room, reached(room))).collect();
    let mut circles = Vec::new();
    for (from, to) in knows {
        for (room, file) in to {
            if all.get(room).is_some_and(|reached| reached.contains(from)) {
                circles.push(format!("{from} knows {room} ({file}), which leads back to {from}"));
            }
        }
    }
    circles
}

/// Files of a room that hold a text.
fn naming(sources: &[(String, String)], of: &str, text: &str) -> Vec<String> {
    let breaks = |(path, source): &&(String, String)| room(path) == Some(of) && code(source).contains(text);
    sources.iter().filter(breaks).map(|(path, _)| path.clone()).collect()
}

/// Files outside of a room that hold a text.
fn outside(sources: &[(String, String)], of: &str, text: &str) -> Vec<String> {
    let breaks = |(path, source): &&(String, String)| room(path) != Some(of) && code(source).contains(text);
    sources.iter().filter(breaks).map(|(path, _)| path.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(files: &[(&str, &str)]) -> Vec<(String, String)> {
        files.iter().map(|(path, text)| (format!("{ROOMS}{path}"), (*text).to_owned())).collect()
    }

    #[test]
    fn a_circle_over_several_rooms_is_found() {
        let straight = sources(&[
            ("a/mod.rs", "use crate::b::X; // crate::c"),
            ("b/mod.rs", "use crate::{c, d::{self, a}};"),
            ("c.rs", ""),
            ("d.rs", ""),
        ]);
        assert_eq!(circles(&knows(&straight)), Vec::<String>::new());
        let round = [straight, sources(&[("d/more.rs", "fn f() { crate::a::g() }")])].concat();
        assert_eq!(circles(&knows(&round)).len(), 3);
    }

    #[test]
    fn names_in_nested_lists_are_those_of_the_first_level() {
        let code = "use crate::{\n    one::{two, three},\n    four,\n};\nuse crate::five::six; crate::seven()";
        assert_eq!(Vec::from_iter(named(code)), ["five", "four", "one", "seven"]);
    }
}
