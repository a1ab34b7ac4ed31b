//! PATCH bodies: an absent field leaves as it is, null clears, a value sets. A list's entries are told by their ids.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// For `#[serde(default, deserialize_with = "present")] field: Option<Option<T>>`: a null that is present is `Some(None)`.
pub fn present<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::<T>::deserialize(deserializer).map(Some)
}

/// Makes one body of two that follow each other: what the later says of a field holds, and the entries of its lists come
/// after the earlier's.
pub fn merge(earlier: &mut Value, later: Value) {
    match (earlier, later) {
        (Value::Object(earlier), Value::Object(later)) => {
            for (name, value) in later {
                merge(earlier.entry(name).or_insert(Value::Null), value);
            }
        }
        (Value::Array(earlier), Value::Array(mut later)) => earlier.append(&mut later),
        (earlier, later) => *earlier = later,
    }
}
