//! Fields of a PATCH body: absent leaves as it is, null clears, a value sets.

use serde::{Deserialize, Deserializer};

/// For `#[serde(default, deserialize_with = "present")] field: Option<Option<T>>`: a null that is present is `Some(None)`.
pub fn present<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::<T>::deserialize(deserializer).map(Some)
}
