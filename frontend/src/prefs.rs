//! What somebody has set on this device: language, large print, light or dark. `static/early.js` applies the same before
//! the first paint.

use leptos::prelude::*;
use shared::language::Language;

use crate::client::Storage;
use crate::i18n;

const LANGUAGE: &str = "nenep.language";
const TEXT: &str = "nenep.text";
const THEME: &str = "nenep.theme";

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// As the device is.
    Device,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The settings; in the context of every component.
#[derive(Clone, Copy)]
pub struct Prefs {
    language: RwSignal<Language>,
    large: RwSignal<bool>,
    theme: RwSignal<Theme>,
}

impl Prefs {
    /// As they were left.
    pub fn restore() -> Self {
        let language = Storage::get(LANGUAGE).map(|tag| Language::from_accept(&tag)).unwrap_or_default();
        let theme = match Storage::get(THEME).as_deref() {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            _ => Theme::Device,
        };
        let large = Storage::get(TEXT).as_deref() == Some("large");
        i18n::set_language(language);
        mark("lang", Some(language.tag()));
        Self { language: RwSignal::new(language), large: RwSignal::new(large), theme: RwSignal::new(theme) }
    }

    /// The language that is read; reactive.
    pub fn language(self) -> Language {
        self.language.get()
    }

    /// Whether print is large; reactive.
    pub fn large(self) -> bool {
        self.large.get()
    }

    /// Light or dark; reactive.
    pub fn theme(self) -> Theme {
        self.theme.get()
    }

    /// Switches the language of the whole program.
    pub fn set_language(self, language: Language) {
        Storage::set(LANGUAGE, language.tag());
        i18n::set_language(language);
        mark("lang", Some(language.tag()));
        self.language.set(language);
    }

    /// Switches large print.
    pub fn set_large(self, large: bool) {
        Storage::set(TEXT, if large { "large" } else { "usual" });
        mark("data-text", large.then_some("large"));
        self.large.set(large);
    }

    /// Switches light and dark.
    pub fn set_theme(self, theme: Theme) {
        let name = match theme {
            Theme::Device => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        };
        Storage::set(THEME, name.unwrap_or("device"));
        mark("data-theme", name);
        self.theme.set(theme);
    }
}

/// The settings of this device.
pub fn prefs() -> Prefs {
    use_context().unwrap_or_else(Prefs::restore)
}

/// Sets or removes an attribute of `<html>`.
fn mark(name: &str, value: Option<&str>) {
    let Some(root) = document().document_element() else { return };
    // Both fail only for names that aren't attributes.
    let _ = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}
