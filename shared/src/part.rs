//! Parts of things: what a history names, and by which it is decided whether two people wrote the same.
//!
//! A part is named as the body that writes it is made: a field by its name (`place`), a field within another below it
//! (`resolution/title`), an entry of a list by the list and its id (`agenda/{id}`, `attendance/{member_id}`), a field of
//! an entry below that (`agenda/{id}/outcome`). Adding or removing an entry writes the entry.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The path of a part; empty for the whole thing.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Part(String);

impl Part {
    /// The part at this path.
    pub fn new(path: impl Into<String>) -> Self {
        Self(path.into())
    }

    /// The thing itself, which covers all of its parts.
    pub const fn whole() -> Self {
        Self(String::new())
    }

    /// A part of this one: `agenda`, then `agenda/{id}`.
    #[must_use]
    pub fn below(&self, name: impl std::fmt::Display) -> Self {
        Self(if self.0.is_empty() { name.to_string() } else { format!("{}/{name}", self.0) })
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The field or list that it is, or belongs to.
    pub fn first(&self) -> &str {
        self.0.split('/').next().unwrap_or_default()
    }

    /// Whether the other is this part, or lies within it.
    pub fn covers(&self, other: &Self) -> bool {
        self.0.is_empty() || other.0.strip_prefix(&self.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Whether writing both is writing the same: one covers the other.
    pub fn touches(&self, other: &Self) -> bool {
        self.covers(other) || other.covers(self)
    }

    /// The parts that a body writes, of whatever thing it is: what is absent is left alone.
    pub fn of(body: &Value) -> Vec<Self> {
        let mut parts = Vec::new();
        collect(&mut parts, &Self::whole(), body);
        parts
    }
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Part {
    fn from(path: &str) -> Self {
        Self::new(path)
    }
}

impl From<String> for Part {
    fn from(path: String) -> Self {
        Self(path)
    }
}

impl PartialEq<str> for Part {
    fn eq(&self, path: &str) -> bool {
        self.0 == path
    }
}

impl PartialEq<&str> for Part {
    fn eq(&self, path: &&str) -> bool {
        self.0 == *path
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Part {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some(
                "A part of a thing, named as the body that writes it is made: `place`, `resolution/title`, \
                 `agenda/{id}`, `agenda/{id}/outcome`; empty for the whole thing.",
            ))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Part {}

fn collect(parts: &mut Vec<Part>, above: &Part, value: &Value) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                collect(parts, &above.below(name), value);
            }
        }
        Value::Array(entries) => {
            for value in entries {
                entry(parts, above, value);
            }
        }
        _ => parts.push(above.clone()),
    }
}

/// What an entry of a list writes. Entries have an id of their own, or are their member's.
fn entry(parts: &mut Vec<Part>, list: &Part, value: &Value) {
    let key = ["id", "member_id"].into_iter().find(|key| value.get(key).is_some());
    let id = key.and_then(|key| value.get(key)).and_then(Value::as_str);
    let (Some(key), Some(id), Some(fields)) = (key, id, value.as_object()) else {
        return parts.push(list.clone());
    };
    let entry = list.below(id);
    if fields.get("deleted") == Some(&Value::Bool(true)) {
        return parts.push(entry);
    }
    for (name, value) in fields.iter().filter(|(name, _)| *name != key) {
        collect(parts, &entry.below(name), value);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn of(body: Value) -> Vec<String> {
        Part::of(&body).iter().map(Part::to_string).collect()
    }

    #[test]
    fn a_body_names_the_parts_that_it_writes() {
        assert_eq!(
            of(json!({ "place": "", "chair_id": null, "resolution": { "title": "a" } })),
            ["chair_id", "place", "resolution/title"]
        );
        assert_eq!(
            of(json!({ "agenda": [{ "id": "7", "title": "a", "done": true }, { "id": "8", "deleted": true }] })),
            ["agenda/7/done", "agenda/7/title", "agenda/8"]
        );
        let roll = json!({ "attendance": [{ "member_id": "3", "state": "excused", "reason": "" }] });
        assert_eq!(of(roll), ["attendance/3/reason", "attendance/3/state"]);
        let said = json!({ "opinions": [{ "id": "5", "member_id": "3" }], "told": ["3"] });
        assert_eq!(of(said), ["opinions/5/member_id", "told"]);
        assert!(of(json!({ "resolution": {}, "agenda": [] })).is_empty());
    }

    #[test]
    fn an_entry_covers_its_fields_and_nothing_beside_it() {
        let entry = Part::new("agenda/7");
        assert!(entry.touches(&"agenda/7/outcome".into()) && entry.touches(&"agenda".into()));
        assert!(!entry.touches(&"agenda/71".into()) && !entry.touches(&"agenda/8/title".into()));
        assert!(!Part::new("agenda/7/done").touches(&"agenda/7/outcome".into()));
        assert!(Part::whole().covers(&entry) && entry.touches(&Part::whole()) && !entry.covers(&Part::whole()));
    }

    proptest! {
        #[test]
        fn touching_is_mutual_and_covering_carries_on(paths in proptest::collection::vec("[ab]{1,2}(/[ab]{1,2}){0,2}", 3)) {
            let [one, two, three] = [0, 1, 2].map(|place| Part::new(paths[place].clone()));
            prop_assert_eq!(one.touches(&two), two.touches(&one));
            prop_assert!(!(one.covers(&two) && two.covers(&three)) || one.covers(&three));
            prop_assert_eq!(one.covers(&two) && two.covers(&one), one == two);
        }
    }
}
