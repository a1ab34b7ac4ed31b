//! Comparing Vietnamese words as people type them: case, blanks and the place of the tone mark don't matter, but
//! "Bản Man" and "Bản Mần" are two villages.

use unicode_normalization::UnicodeNormalization;

const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// NFC, with single blanks and none around.
pub fn tidy(text: &str) -> String {
    let composed: String = text.nfc().collect();
    composed.split(is_blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Blanks as spreadsheets have them, non-breaking and zero-width ones included.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}')
}

/// Key that keeps the accents: lower case, words of letters and digits, each word's tone moved to its end, so that
/// "hoà" and "hòa", "uỷ" and "ủy" are one word.
pub fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut tone = None;
    let mut pending_blank = false;
    for c in text.nfd().flat_map(char::to_lowercase) {
        if TONES.contains(&c) {
            tone = Some(c);
        } else if c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) {
            if pending_blank && !out.is_empty() {
                out.push(' ');
            }
            pending_blank = false;
            out.push(c);
        } else {
            out.extend(tone.take());
            pending_blank = true;
        }
    }
    out.extend(tone);
    out
}

/// Key without accents, for what is typed without them: headings, mostly.
pub fn fold(text: &str) -> String {
    let folded = shared::text::fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether the text has accents at all: only then do they tell two names apart.
pub fn has_accents(text: &str) -> bool {
    text.nfd().any(|c| unicode_normalization::char::is_combining_mark(c) || matches!(c, 'đ' | 'Đ'))
}

/// "LỤC THỊ THỦY" as names are written: each word, and each part after a hyphen or an apostrophe, with one capital.
pub fn capitalised(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut start = true;
    for c in name.chars() {
        if start {
            out.extend(c.to_uppercase());
        } else {
            out.extend(c.to_lowercase());
        }
        start = !c.is_alphanumeric();
    }
    out.nfc().collect()
}

/// Whether all letters are of one case, as nobody writes a name on purpose.
pub fn single_case(name: &str) -> bool {
    let has_lower = name.chars().any(char::is_lowercase);
    let has_upper = name.chars().any(char::is_uppercase);
    has_lower != has_upper
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_the_tone_and_the_form_dont_matter_but_accents_do() {
        assert_eq!(key("Đảng Uỷ  xã"), key("đảng ủy xã"));
        assert_eq!(key("Hoà"), key("Ho\u{300}a"));
        assert_ne!(key("Bản Man"), key("Bản Mần"));
        assert_eq!(fold("Chức vụ\n trong Đảng:"), "chuc vu trong dang");
    }

    #[test]
    fn names_get_their_capitals_back() {
        assert_eq!(capitalised("LỤC THỊ THỦY"), "Lục Thị Thủy");
        assert_eq!(capitalised("y k'brơi-êban"), "Y K'Brơi-Êban");
        assert!(single_case("LỤC") && single_case("lục") && !single_case("Lục"));
        assert_eq!(tidy(" \u{a0}Thu \n Hoa "), "Thu Hoa");
    }
}
