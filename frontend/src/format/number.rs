//! Numbers: `1.234,5` in Vietnamese, `1,234.5` in English.

use shared::text::format_number;

use crate::i18n::language;

/// With thousands grouped and at most two decimals.
pub fn number(value: f64) -> String {
    format_number(value, language())
}

/// A percentage that is already worked out: `94,8%`.
pub fn percent(value: f64) -> String {
    format!("{}%", number(value))
}
