//! Sorting people's names by the Vietnamese alphabet.

use super::letters::{Letter, letters, plain};

/// The alphabet with the four foreign letters where Latin has them.
const ALPHABET: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// A key that sorts full names bytewise as a Vietnamese list does: by given name (the last word), then by the other
/// words from the family name on; within a word by letters (a ă â b ... đ e ê ...), then by tone (ngang, huyền,
/// hỏi, ngã, sắc, nặng).
///
/// The key is plain text for an indexed column, so that both databases sort alike without a collation.
pub fn sort_key(full_name: &str) -> String {
    let words: Vec<&str> = full_name.split_whitespace().collect();
    let mut key = String::with_capacity(full_name.len() * 2);
    if let Some((given, others)) = words.split_last() {
        push_word(&mut key, given);
        for word in others {
            push_word(&mut key, word);
        }
    }
    key
}

/// Letters, the tones as digits, a blank: both are below every letter, so a prefix comes first.
fn push_word(key: &mut String, word: &str) {
    let letters = letters(word);
    key.extend(letters.iter().filter_map(rank));
    key.extend(letters.iter().filter(|letter| letter.tone > 0).filter_map(|letter| digit(letter.tone)));
    key.push(' ');
}

/// Letters become `A` to `a` in alphabetical order; punctuation inside a name doesn't count.
fn rank(letter: &Letter) -> Option<char> {
    let place = |c: char| ALPHABET.chars().position(|known| known == c);
    match place(letter.base).or_else(|| place(plain(letter.base))) {
        Some(place) => u8::try_from(place).ok().map(|place| char::from(b'A' + place)),
        None if letter.base.is_alphanumeric() => Some(letter.base),
        None => None,
    }
}

fn digit(tone: usize) -> Option<char> {
    u32::try_from(tone).ok().and_then(|tone| char::from_digit(tone, 10))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn names_sort_as_a_vietnamese_list_does() {
        let sorted = [
            "Lò Văn An",
            "Nguyễn Thị An",
            "Nguyễn Văn An",
            "Hà Thị Ánh",
            "Ma Thị Ân",
            "Quan Văn Ba",
            "Quan Văn Bà",
            "Quan Văn Bả",
            "Quan Văn Bã",
            "Quan Văn Bá",
            "Quan Văn Bạ",
            "Quan Văn Bai",
            "Hoàng Dũng",
            "Hoàng Đào",
            "Chẩu Văn Em",
            "Nông Thị Êm",
            "Nông Văn Hạ",
            "Nông Văn Hai",
            "Hà Thị Thanh",
            "Hà Thị Thành",
            "Hà Thị Thu",
            "Hà Thị Thư",
            "Y",
        ];
        for pair in sorted.windows(2) {
            assert!(sort_key(pair[0]) < sort_key(pair[1]), "{pair:?}");
        }
        assert_eq!(sort_key(""), "");
    }

    proptest! {
        #[test]
        fn keys_ignore_case_blanks_and_composition(name in "[A-Za-zĐđÁáÀàẠạẾếỌọƠơƯưỳ]{1,8}( [a-zđáạếưỳ]{1,6}){0,3}") {
            let key = sort_key(&name);
            prop_assert_eq!(&sort_key(&name.to_uppercase()), &key);
            prop_assert_eq!(&sort_key(&format!("  {}  ", name.replace(' ', "   "))), &key);
            prop_assert_eq!(&sort_key(&name.nfd().collect::<String>()), &key);
        }

        #[test]
        fn any_text_has_a_key(name in any::<String>()) {
            sort_key(&name);
        }
    }
}
