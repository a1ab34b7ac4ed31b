//! The two languages of the product.

use serde::{Deserialize, Serialize};

/// A language that people read: Vietnamese is the source, English is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Tiếng Việt.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    /// The first of the two that an `Accept-Language` header (RFC 9110, 12.5.4) names; Vietnamese if it names neither.
    pub fn from_accept(header: &str) -> Self {
        header
            .split(',')
            .map(|part| part.trim().get(..2).unwrap_or_default().to_ascii_lowercase())
            .find_map(|tag| match tag.as_str() {
                "vi" => Some(Self::Vi),
                "en" => Some(Self::En),
                _ => None,
            })
            .unwrap_or_default()
    }

    /// BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// The one of two texts that is in this language.
    pub const fn pick<'a>(self, vi: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_language_of_the_header_wins() {
        assert_eq!(Language::from_accept("fr, en-GB;q=0.8, vi;q=0.5"), Language::En);
        assert_eq!(Language::from_accept("vi-VN,en"), Language::Vi);
        assert_eq!(Language::from_accept("ơ,ư,*"), Language::Vi);
    }
}
