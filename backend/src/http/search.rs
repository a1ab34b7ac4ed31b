//! Searching in folded columns.

use shared::problem::Code;
use shared::text::fold;

use super::{Error, Result};

/// Longest text to search for, in characters.
const MAX_SEARCH: usize = 200;

/// A pattern for `LIKE … ESCAPE '\'` that finds the text anywhere in a folded column; its own `%` and `_` mean
/// themselves. `pointer` names the parameter in the error.
///
/// # Errors
/// [`Code::BadQuery`] for a text that is too long, or that no column can hold.
pub fn containing(pointer: &str, text: &str) -> Result<String> {
    let bad = |code| Error { code: Code::BadQuery, ..Error::field(pointer, code) };
    if text.chars().count() > MAX_SEARCH {
        return Err(bad(Code::TooLong));
    }
    if text.contains('\0') {
        return Err(bad(Code::WrongFormat));
    }
    let mut pattern = String::from("%");
    for c in fold(text).chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    Ok(pattern)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_folded_and_its_wildcards_mean_themselves() {
        assert_eq!(containing("query/q", " Nguyễn  Thị ").unwrap(), "%nguyen thi%");
        assert_eq!(containing("query/q", "100%_\\").unwrap(), r"%100\%\_\\%");
        assert_eq!(containing("query/q", "\0").unwrap_err().code, Code::BadQuery);
        assert!(containing("query/q", &"x".repeat(201)).is_err());
    }
}
