//! Keyset pages: the cursor is the sort key of the last row, opaque to callers so that a list's order may change.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::api::page::{DEFAULT_LIMIT, MAX_LIMIT, Page};
use shared::problem::Code;

use super::{Error, Result};

/// Longest cursor that is looked at: a long name's sort key and an id are a tenth of it.
const MAX_CURSOR: usize = 2_000;

/// Which page a caller asks for, with the list's sort key `K` (say `(String, MemberId)`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paging<K> {
    /// The last row of the page before; `None` on the first page.
    pub after: Option<K>,
    limit: u32,
}

impl<K: Serialize + DeserializeOwned> Paging<K> {
    /// Reads the query's `cursor` and `limit`.
    ///
    /// # Errors
    /// [`Code::BadQuery`] for a cursor that no list of this order gave, and a limit outside 1 to [`MAX_LIMIT`].
    pub fn new(cursor: Option<&str>, limit: Option<u32>) -> Result<Self> {
        let limit = limit.unwrap_or(DEFAULT_LIMIT);
        if !(1..=MAX_LIMIT).contains(&limit) {
            return Err(bad("query/limit", Code::OutOfRange));
        }
        let after = match cursor {
            None => None,
            Some(text) => Some(decode(text).ok_or_else(|| bad("query/cursor", Code::WrongFormat))?),
        };
        Ok(Self { after, limit })
    }

    /// Rows to load: one more than the page has tells whether another page follows.
    pub fn rows(&self) -> i64 {
        i64::from(self.limit) + 1
    }

    /// Cuts the loaded rows to the page and makes the cursor of the next one.
    pub fn page<R>(&self, mut rows: Vec<R>, key: impl Fn(&R) -> K) -> Page<R> {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(|last| encode(&key(last)));
        Page { items: rows, next, total: None }
    }
}

fn bad(pointer: &str, code: Code) -> Error {
    Error { code: Code::BadQuery, ..Error::field(pointer, code) }
}

fn encode(key: &impl Serialize) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(key).unwrap_or_default())
}

fn decode<K: DeserializeOwned>(text: &str) -> Option<K> {
    if text.len() > MAX_CURSOR {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    // PostgreSQL has no NUL in its texts, so no list gave such a cursor.
    if bytes.windows(6).any(|six| six == br"\u0000") { None } else { serde_json::from_slice(&bytes).ok() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Key = (String, u32);

    #[test]
    fn a_page_ends_with_the_cursor_of_its_last_row_only_if_more_follow() {
        let first = Paging::<Key>::new(None, Some(2)).unwrap();
        let rows = |numbers: &[u32]| numbers.iter().map(|n| ("Ân".to_owned(), *n)).collect::<Vec<Key>>();
        assert_eq!((first.rows(), first.page(rows(&[1, 2]), Key::clone).next), (3, None));
        let page = first.page(rows(&[1, 2, 3]), Key::clone);
        assert_eq!(page.items, rows(&[1, 2]));
        let second = Paging::<Key>::new(page.next.as_deref(), None).unwrap();
        assert_eq!(second.after, Some(("Ân".to_owned(), 2)));
    }

    #[test]
    fn limits_outside_the_range_are_refused() {
        for limit in [0, 201] {
            assert_eq!(Paging::<Key>::new(None, Some(limit)).unwrap_err().code, Code::BadQuery);
        }
        assert!(Paging::<Key>::new(None, Some(200)).is_ok());
    }

    #[test]
    fn a_cursor_of_another_list_is_refused() {
        let other = encode(&(1, 2, 3));
        let nul = encode(&("\0", 1));
        for text in [other.as_str(), nul.as_str(), "", "????", &"A".repeat(MAX_CURSOR + 1)] {
            assert_eq!(Paging::<Key>::new(Some(text), None).unwrap_err().code, Code::BadQuery, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_key_survives_the_round_trip(name in "[^\0]*", number: u32) {
            let key = (name, number);
            prop_assert_eq!(decode::<Key>(&encode(&key)), Some(key));
        }

        #[test]
        fn any_text_is_read_without_panicking(text in any::<String>()) {
            let _ = Paging::<Key>::new(Some(&text), None);
        }
    }
}
