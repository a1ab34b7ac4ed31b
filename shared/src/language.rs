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
    /// The one of the two that an `Accept-Language` header (RFC 9110, 12.5.4) prefers, the earlier one if it likes both
    /// alike; Vietnamese if it names neither.
    pub fn from_accept(header: &str) -> Self {
        let mut best = (Self::default(), 0.0);
        for part in header.split(',') {
            let mut pieces = part.split(';').map(str::trim);
            let range = pieces.next().unwrap_or_default();
            let language = match range.split('-').next().unwrap_or_default().to_ascii_lowercase().as_str() {
                "vi" => Self::Vi,
                "en" => Self::En,
                _ => continue,
            };
            let weight = pieces.find_map(|piece| piece.strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
            if weight > best.1 {
                best = (language, weight);
            }
        }
        best.0
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
    fn the_known_language_that_the_header_prefers_wins() {
        assert_eq!(Language::from_accept("fr, en-GB;q=0.8, vi;q=0.5"), Language::En);
        assert_eq!(Language::from_accept("en;q=0.2, vi; q=0.9"), Language::Vi);
        assert_eq!(Language::from_accept("vi;q=0, en;q=0.1"), Language::En);
        assert_eq!(Language::from_accept("en,vi"), Language::En);
        assert_eq!(Language::from_accept("enm;q=x, en;q=NaN"), Language::Vi);
        assert_eq!(Language::from_accept("vi-VN,en"), Language::Vi);
        assert_eq!(Language::from_accept("ơ,ư,*"), Language::Vi);
    }
}
