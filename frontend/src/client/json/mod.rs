//! Reading the server's JSON, in half the code that `serde_json` needs for it.
//!
//! `serde_json` lets every struct be an array as well, and words an error for everything that may be wrong: 2 KB of
//! WebAssembly per type. The browser reads what our own server wrote, so a struct is an object and a wrong reply is simply
//! unreadable. Writing stays with `serde_json`.

mod read;
mod value;

use serde::de::DeserializeOwned;

pub use value::Unreadable;

/// The value in a JSON text.
pub fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    T::deserialize(read::read(text).ok_or(Unreadable)?)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::{DateTime, NaiveDate, Utc};
    use serde::{Deserialize, Serialize};
    use uuid::Uuid;

    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Everything {
        id: Uuid,
        on: NaiveDate,
        at: DateTime<Utc>,
        name: String,
        count: i64,
        small: u8,
        share: f64,
        yes: bool,
        kind: Kind,
        list: Vec<Option<i32>>,
        map: BTreeMap<String, Pair>,
        #[serde(default)]
        missing: Option<String>,
        null: Option<String>,
        nothing: Nothing,
        #[serde(flatten)]
        flat: Flat,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Pair(i32, String);

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Nothing {}

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Flat {
        depth: u32,
        note: Option<String>,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    enum Kind {
        #[serde(rename = "plain")]
        Plain,
        Rich {
            words: String,
        },
    }

    fn everything() -> Everything {
        Everything {
            id: Uuid::from_u128(7),
            on: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
            at: DateTime::from_timestamp(1_795_000_000, 0).unwrap(),
            name: "Chi bộ \"thôn\" \\ 😀 \n\u{1}".to_owned(),
            count: -9_007_199_254_740_991,
            small: 255,
            share: 94.8,
            yes: true,
            kind: Kind::Rich { words: "hai".to_owned() },
            list: vec![Some(1), None],
            map: BTreeMap::from([("a".to_owned(), Pair(1, "b".to_owned()))]),
            missing: None,
            null: None,
            nothing: Nothing {},
            flat: Flat { depth: 3, note: Some("x".to_owned()) },
        }
    }

    #[test]
    fn what_serde_json_writes_is_read() {
        let text = serde_json::to_string(&everything()).unwrap();
        assert_eq!(parse::<Everything>(&text).unwrap(), everything());
        let pretty = serde_json::to_string_pretty(&everything()).unwrap();
        assert_eq!(parse::<Everything>(&pretty).unwrap(), everything());
        assert_eq!(parse::<Kind>("\"plain\""), Ok(Kind::Plain));
        assert_eq!(parse::<String>(r#""\ud83d\ude00\u0111\/""#), Ok("😀đ/".to_owned()));
        assert_eq!(parse::<f64>("-1.5e2"), Ok(-150.0));
        assert_eq!(parse::<Nothing>(r#" {"unknown": [1, {"deep": null}]} "#), Ok(Nothing {}));
    }

    #[test]
    fn what_is_no_json_or_of_another_shape_is_unreadable() {
        for text in ["", "{", "[1,]", "{\"a\"}", "\"\\x\"", "\"a", "1 2", "nul", "\"\\ud83d\"", "-", "{\"a\":1,}"] {
            assert_eq!(parse::<Nothing>(text), Err(Unreadable), "{text}");
        }
        assert_eq!(parse::<u8>("256"), Err(Unreadable));
        assert_eq!(parse::<u8>("1.5"), Err(Unreadable));
        assert_eq!(parse::<Pair>("[1]"), Err(Unreadable));
        assert_eq!(parse::<Kind>("\"other\""), Err(Unreadable));
        assert_eq!(parse::<Flat>("{\"note\": null}"), Err(Unreadable));
        assert!(parse::<Vec<u8>>(&"[".repeat(100_000)).is_err(), "deep nesting must not exhaust the stack");
    }
}
