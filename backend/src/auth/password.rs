//! What a password must be: long, and not one that everybody tries first. No rules about kinds of characters, which
//! only make people write it down (NIST SP 800-63B).

use std::collections::HashSet;
use std::sync::LazyLock;

use shared::problem::{Code, FieldErrors};
use shared::text::{compose, fold};

/// Characters at least.
const SHORTEST: usize = 10;
/// Characters at most: enough for a sentence.
const LONGEST: usize = 200;
/// Fewer different characters than this are a held key.
const DIFFERENT: usize = 4;

/// Passwords of ten and more characters that are used most, after [`plain`].
static COMMON: LazyLock<HashSet<String>> = LazyLock::new(|| {
    include_str!("common-passwords.txt").lines().filter(|line| !line.starts_with("# ")).map(plain).collect()
});

/// Lower case, without diacritics, blanks and punctuation: `Mật-khẩu 123` is `matkhau123`.
fn plain(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What is wrong with a new password.
pub(super) fn errors(pointer: &str, password: &str, login: &str) -> FieldErrors {
    let mut errors = FieldErrors::default();
    let length = compose(password).chars().count();
    let different: HashSet<char> = password.chars().collect();
    if length < SHORTEST {
        errors.add(pointer, Code::TooShort);
    } else if length > LONGEST {
        errors.add(pointer, Code::TooLong);
    } else if different.len() < DIFFERENT || plain(password) == plain(login) || COMMON.contains(&plain(password)) {
        errors.add(pointer, Code::CommonPassword);
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(password: &str) -> Option<Code> {
        errors("/password", password, "nguyen.van.binh").0.first().map(|(_, code)| *code)
    }

    #[test]
    fn a_long_sentence_is_fine_and_a_common_or_short_one_is_not() {
        assert_eq!(verdict("con trâu đi trước cái cày theo sau"), None);
        assert_eq!(verdict("k7wz.pq2vx"), None);
        assert_eq!(verdict("k7wz.pq2v"), Some(Code::TooShort));
        assert_eq!(verdict("ngắn quá à"), None);
        assert_eq!(verdict(&"dài ".repeat(50)), None);
        assert_eq!(verdict(&"dài ".repeat(51)), Some(Code::TooLong));
        for common in ["1234567890", "Password123", "mật khẩu 123", "aaaaaaaaaaaa", "Nguyen.Van.Binh", "NguyenVanBinh"]
        {
            assert_eq!(verdict(common), Some(Code::CommonPassword), "{common}");
        }
    }

    #[test]
    fn the_list_has_no_empty_and_no_useless_entry() {
        assert!((1_500..3_000).contains(&COMMON.len()), "{}", COMMON.len());
        assert!(COMMON.iter().all(|entry| entry.chars().count() >= 8), "too short to matter");
    }
}
