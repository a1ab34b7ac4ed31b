//! A text that shipped data carry in both languages.

use serde::{Deserialize, Serialize};

use crate::language::Language;

/// The same text in Vietnamese and English, as rule sets and score sheets carry it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Bilingual {
    /// Vietnamese, the source.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// Builds a text from its two versions.
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { vi: vi.into(), en: en.into() }
    }

    /// The version in `language`; the source where a commune's own text has no English.
    pub fn pick(&self, language: Language) -> &str {
        if self.en.is_empty() { &self.vi } else { language.pick(&self.vi, &self.en) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_source_stands_where_there_is_no_english() {
        assert_eq!(Bilingual::new("Phiếu", "Sheet").pick(Language::En), "Sheet");
        assert_eq!(Bilingual::new("Phiếu", "").pick(Language::En), "Phiếu");
    }
}
