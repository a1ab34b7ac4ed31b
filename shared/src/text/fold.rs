//! Folding for search columns, and composing what people paste.

use super::letters::{is_mark, letters, plain, tone_of, with_shape, with_tone};

/// A text for searching: lower case, without diacritics (đ as d), blanks single and trimmed.
///
/// `Hoà`, `Hòa` and their decomposed spellings give `hoa`; `uỷ` and `ủy` give `uy`. `LIKE` differs between the two
/// databases, so both sides of a search go through this.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(letters(word).into_iter().map(|letter| plain(letter.base)));
    }
    folded.trim_end().to_owned()
}

/// A text with its Vietnamese letters as single characters (NFC), as databases and documents should hold it.
///
/// Text copied from some telephones and spreadsheets arrives decomposed.
pub fn compose(text: &str) -> String {
    let mut composed = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(first) = rest.next() {
        let mut marks = Vec::new();
        while let Some(mark) = rest.next_if(|c| is_mark(*c)) {
            marks.push(mark);
        }
        push_composed(&mut composed, first, &marks);
    }
    composed
}

fn push_composed(composed: &mut String, first: char, marks: &[char]) {
    if marks.is_empty() {
        composed.push(first);
        return;
    }
    let upper = first.is_uppercase();
    let known = |mark: &char| tone_of(*mark).is_some() || matches!(*mark, '\u{302}' | '\u{306}' | '\u{31b}');
    let source: String = std::iter::once(first).chain(marks.iter().copied().filter(known)).collect();
    let joined = letters(&source).first().and_then(|letter| {
        let shaped = marks.iter().filter(|mark| with_shape(plain(letter.base), **mark).is_some()).count();
        let toned = marks.iter().filter(|mark| tone_of(**mark).is_some()).count();
        (shaped <= 1 && toned <= 1 && shaped + toned == marks.len())
            .then(|| with_tone(letter.base, letter.tone))
            .flatten()
    });
    match joined {
        Some(letter) if upper => composed.extend(letter.to_uppercase()),
        Some(letter) => composed.push(letter),
        None => {
            composed.push(first);
            composed.extend(marks);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn spellings_of_one_word_agree() {
        for (one, other, folded) in [
            ("Hoà", "Hòa", "hoa"),
            ("ỦY ban", "uỷ  ban", "uy ban"),
            ("Đặng\u{a0}Thị Ngọc Ánh ", "đặng thị ngọc ánh", "dang thi ngoc anh"),
            ("Y Blŏk Niê", "y blok nie", "y blok nie"),
        ] {
            assert_eq!((fold(one).as_str(), fold(other).as_str()), (folded, folded));
            assert_eq!(fold(&one.nfd().collect::<String>()), folded);
        }
    }

    #[test]
    fn composing_keeps_case_and_foreign_marks() {
        let name = "ĐẢNG UỶ xã Bình Phú, Nguyễn Thị Ướt";
        assert_eq!(compose(&name.nfd().collect::<String>()), name);
        assert_eq!(compose("n\u{303} \u{301}a"), "n\u{303} \u{301}a");
    }

    fn vietnamese() -> impl Strategy<Value = String> {
        "[a-zA-ZăâđêôơưĂÂĐÊÔƠƯàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ0-9 .,'-]{0,40}"
    }

    proptest! {
        #[test]
        fn folding_is_plain_stable_and_blind_to_case_and_composition(text in vietnamese()) {
            let folded = fold(&text);
            prop_assert!(folded.is_ascii(), "{folded:?}");
            prop_assert_eq!(&fold(&folded), &folded);
            prop_assert_eq!(&fold(&text.to_uppercase()), &folded);
            prop_assert_eq!(&fold(&text.nfd().collect::<String>()), &folded);
            prop_assert!(!folded.contains("  ") && folded.trim() == folded);
        }

        #[test]
        fn composing_is_nfc_for_vietnamese(text in vietnamese()) {
            prop_assert_eq!(compose(&text.nfd().collect::<String>()), text);
        }

        #[test]
        fn any_text_folds_to_something_stable(text in any::<String>()) {
            let folded = fold(&text);
            prop_assert_eq!(&fold(&folded), &folded);
            compose(&text);
        }
    }
}
