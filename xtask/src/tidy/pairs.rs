//! Rules about things that come in pairs: migrations of the two databases, texts of the two languages.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use super::Finding;

/// Each rule with the places that break it.
pub fn check(root: &Path) -> Vec<Finding> {
    let migrations = root.join("migrations");
    let locales = root.join("frontend/locales");
    vec![
        ("both databases have the same migrations", differences(&migrations, "sqlite", "postgres", &entries)),
        ("both languages have the same texts", differences(&locales, "vi", "en", &keys)),
    ]
}

/// What one of the two has and the other doesn't.
fn differences(folder: &Path, left: &str, right: &str, list: &dyn Fn(&Path) -> BTreeSet<String>) -> Vec<String> {
    let (in_left, in_right) = (list(&folder.join(left)), list(&folder.join(right)));
    let only = |name: &str, these: &BTreeSet<String>, those: &BTreeSet<String>| {
        these.difference(those).map(|item| format!("only {name} has {item}")).collect::<Vec<_>>()
    };
    [only(left, &in_left, &in_right), only(right, &in_right, &in_left)].concat()
}

/// The files below a folder, by their paths in it.
fn entries(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            found.extend(entries(&entry.path()).into_iter().map(|inner| format!("{name}/{inner}")));
        } else {
            found.insert(name);
        }
    }
    found
}

/// The keys of a language's texts, which stand in one file or in a folder with a file for each part of the program.
fn keys(language: &Path) -> BTreeSet<String> {
    let single = language.with_extension("json");
    if single.is_file() {
        return keys_of_file(&single);
    }
    let files = entries(language);
    let of_part =
        |part: String| keys_of_file(&language.join(&part)).into_iter().map(move |key| format!("{part}: {key}"));
    files.into_iter().flat_map(of_part).collect()
}

fn keys_of_file(file: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    match serde_json::from_str(&text) {
        Ok(value) => leaves("", &value),
        Err(error) => BTreeSet::from([format!("a file that isn't JSON, {}: {error}", file.display())]),
    }
}

/// The dotted paths to the texts in nested objects.
fn leaves(path: &str, value: &Value) -> BTreeSet<String> {
    let Value::Object(members) = value else {
        return BTreeSet::from([path.to_owned()]);
    };
    let below = |(key, value): (&String, &Value)| {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        leaves(&path, value)
    };
    members.iter().flat_map(below).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_texts_are_compared_by_their_paths() {
        let value = serde_json::json!({"home": {"title": "Việc cần làm", "empty": ""}, "save": "Lưu"});
        assert_eq!(Vec::from_iter(leaves("", &value)), ["home.empty", "home.title", "save"]);
    }

    #[test]
    fn what_is_missing_on_either_side_is_named() {
        let list = |folder: &Path| {
            let words = if folder.ends_with("vi") { "a b" } else { "b c" };
            words.split(' ').map(str::to_owned).collect()
        };
        assert_eq!(differences(Path::new(""), "vi", "en", &list), ["only vi has a", "only en has c"]);
    }
}
