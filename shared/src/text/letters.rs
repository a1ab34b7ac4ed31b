//! The Vietnamese letters and tones, read from composed (NFC) and decomposed (NFD) text alike.

/// Each vowel with its tones in dictionary order: ngang, huyền, hỏi, ngã, sắc, nặng.
const VOWELS: [[char; 6]; 12] = [
    ['a', 'à', 'ả', 'ã', 'á', 'ạ'],
    ['ă', 'ằ', 'ẳ', 'ẵ', 'ắ', 'ặ'],
    ['â', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ'],
    ['e', 'è', 'ẻ', 'ẽ', 'é', 'ẹ'],
    ['ê', 'ề', 'ể', 'ễ', 'ế', 'ệ'],
    ['i', 'ì', 'ỉ', 'ĩ', 'í', 'ị'],
    ['o', 'ò', 'ỏ', 'õ', 'ó', 'ọ'],
    ['ô', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ'],
    ['ơ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ'],
    ['u', 'ù', 'ủ', 'ũ', 'ú', 'ụ'],
    ['ư', 'ừ', 'ử', 'ữ', 'ứ', 'ự'],
    ['y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'],
];

/// Combining marks of the tones, in the order of `VOWELS`; the first tone has none.
const TONE_MARKS: [char; 6] = ['\0', '\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// Base letters of U+00E0 to U+00FF and of U+0100 to U+017F, for names of other peoples (Ê Đê ñ, Gia Rai ŏ);
/// `-` stands for a character that is not a letter with a mark.
const LATIN_1: &str = "aaaaaa-ceeeeiiii-nooooo-ouuuuy-y";
const LATIN_A: &str = concat!(
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii--jjkk-llllll-",
    "-llnnnnnn---oooooo--rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzz-"
);

/// A lower-case letter without its tone, and the tone's place in the dictionary order (0 to 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letter {
    pub base: char,
    pub tone: usize,
}

/// The letters of a text in lower case; combining marks are joined to the letter before them or dropped.
pub(super) fn letters(text: &str) -> Vec<Letter> {
    let mut found: Vec<Letter> = Vec::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match found.last_mut() {
            Some(last) if is_mark(c) => add_mark(last, c),
            None if is_mark(c) => {}
            _ => found.push(letter(c)),
        }
    }
    found
}

/// Whether a character is a combining mark of Latin text.
pub(super) fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// A letter with a tone as one character, if there is one.
pub(super) fn with_tone(base: char, tone: usize) -> Option<char> {
    VOWELS.iter().find(|row| row[0] == base).and_then(|row| row.get(tone).copied())
}

/// The letter without any mark: ă, â -> a; đ -> d; ñ -> n.
pub(super) fn plain(base: char) -> char {
    match base {
        'ơ' => 'o',
        'ư' => 'u',
        'ƀ' => 'b',
        '\u{e0}'..='\u{ff}' => in_table(LATIN_1, base, 0xe0),
        '\u{100}'..='\u{17f}' => in_table(LATIN_A, base, 0x100),
        other => other,
    }
}

/// The letter with a circumflex, breve or horn, if Vietnamese has it.
pub(super) fn with_shape(base: char, mark: char) -> Option<char> {
    Some(match (base, mark) {
        ('a', '\u{306}') => 'ă',
        ('a', '\u{302}') => 'â',
        ('e', '\u{302}') => 'ê',
        ('o', '\u{302}') => 'ô',
        ('o', '\u{31b}') => 'ơ',
        ('u', '\u{31b}') => 'ư',
        _ => return None,
    })
}

/// The place of a tone's combining mark, the old tone marks U+0340 and U+0341 included.
pub(super) fn tone_of(mark: char) -> Option<usize> {
    let mark = match mark {
        '\u{340}' => '\u{300}',
        '\u{341}' => '\u{301}',
        other => other,
    };
    TONE_MARKS.iter().skip(1).position(|tone| *tone == mark).map(|place| place + 1)
}

fn letter(c: char) -> Letter {
    VOWELS
        .iter()
        .find_map(|row| row.iter().position(|v| *v == c).map(|tone| Letter { base: row[0], tone }))
        .unwrap_or(Letter { base: c, tone: 0 })
}

fn add_mark(letter: &mut Letter, mark: char) {
    if let Some(shaped) = with_shape(letter.base, mark) {
        letter.base = shaped;
    } else if let Some(tone) = tone_of(mark) {
        letter.tone = tone;
    }
}

fn in_table(table: &str, c: char, first: u32) -> char {
    let place = usize::try_from(u32::from(c) - first).unwrap_or(usize::MAX);
    match table.as_bytes().get(place) {
        Some(b'-') | None => c,
        Some(base) => char::from(*base),
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn tables_agree_with_unicode() {
        assert_eq!((LATIN_1.len(), LATIN_A.len()), (32, 128));
        for c in ('\u{e0}'..='\u{17f}').chain(['ơ', 'ư']) {
            let decomposed = c.to_lowercase().nfd().next().unwrap();
            if decomposed != c && c.is_lowercase() {
                assert_eq!(plain(c), decomposed, "{c}");
            }
        }
        for row in VOWELS {
            for (tone, c) in row.iter().enumerate().skip(1) {
                let composed: String = [row[0], TONE_MARKS[tone]].into_iter().nfc().collect();
                assert_eq!(composed, c.to_string());
            }
        }
    }

    #[test]
    fn marks_join_their_letter_in_any_order() {
        let expected = vec![Letter { base: 'ê', tone: 5 }];
        for text in ["ệ", "Ệ", "e\u{323}\u{302}", "e\u{302}\u{323}", "ê\u{323}", "ẹ\u{302}"] {
            assert_eq!(letters(text), expected, "{text:?}");
        }
    }
}
