//! Sign-in names: lower case, so that it doesn't matter how a telephone's keyboard begins a word.

use shared::text::compose;

/// The form in which sign-in names are kept and compared; without control characters, which PostgreSQL wouldn't take.
pub(crate) fn login_key(typed: &str) -> String {
    compose(typed.trim()).to_lowercase().replace(char::is_control, "")
}

/// 3 to 40 of a-z, 0-9, dot, hyphen, underscore: what every keyboard has and no two people read differently.
pub(crate) fn valid_login(login: &str) -> bool {
    (3..=40).contains(&login.len())
        && login.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_blanks_around_do_not_matter() {
        assert_eq!(login_key(" Nguyen.Van-A_1 "), "nguyen.van-a_1");
        assert!(valid_login(&login_key(" Nguyen.Van-A_1 ")));
        for wrong in ["ab", "đảng", "a b c", "a/b", "", &"a".repeat(41)] {
            assert!(!valid_login(&login_key(wrong)), "{wrong}");
        }
    }
}
