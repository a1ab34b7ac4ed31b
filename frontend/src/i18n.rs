//! The interface's texts in Vietnamese and English.
//!
//! A text is read once, when its view is made: changing the language makes the views anew (see `app`), so a text needs
//! no effect of its own. The texts themselves are in `locales/`, checked and turned into functions by `build.rs`.

use std::cell::Cell;
use std::fmt::{Display, Write as _};

use shared::language::Language;

/// The texts, a module per file.
pub mod texts {
    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

thread_local! {
    static LANGUAGE: Cell<Language> = const { Cell::new(Language::Vi) };
}

/// The language that is being read.
pub fn language() -> Language {
    LANGUAGE.get()
}

/// Switches the language of every text that is made from now on.
pub fn set_language(language: Language) {
    LANGUAGE.set(language);
}

/// The one of two texts that is in the reader's language.
pub fn pick(vi: &'static str, en: &'static str) -> &'static str {
    language().pick(vi, en)
}

/// A text with its arguments: `{name}` stands for the argument, `{count|day|days}` for the first word where the argument
/// is 1 and else for the second.
pub fn fill(text: &str, arguments: &[(&str, &dyn Display)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (inside, after) = after.split_once('}').unwrap_or((after, ""));
        let mut parts = inside.split('|');
        let name = parts.next().unwrap_or_default();
        if let Some((_, value)) = arguments.iter().find(|(known, _)| *known == name) {
            match (parts.next(), parts.next()) {
                (Some(one), Some(many)) => filled.push_str(if value.to_string() == "1" { one } else { many }),
                // Writing to a String doesn't fail.
                _ => drop(write!(filled, "{value}")),
            }
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// A text of `locales/`: `t!(home.title)` is a `&'static str`, `t!(home.greeting, name = person)` a `String`.
#[macro_export]
macro_rules! t {
    ($namespace:ident.$key:ident) => { $crate::i18n::texts::$namespace::$key() };
    ($namespace:ident.$key:ident, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::i18n::texts::$namespace::$key { $($name: &$value),+ }.text()
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_stand_where_the_text_names_them() {
        let days = "Còn {count} {count|day|days} cho {name}.";
        assert_eq!(fill(days, &[("name", &"An"), ("count", &1)]), "Còn 1 day cho An.");
        assert_eq!(fill(days, &[("name", &"An"), ("count", &2)]), "Còn 2 days cho An.");
    }

    #[test]
    fn an_argument_with_braces_is_left_as_it_is() {
        assert_eq!(fill("{name}!", &[("name", &"{x}")]), "{x}!");
    }
}
