//! One write that waits.

use serde::{Deserialize, Serialize};
use shared::part::Part;
use shared::problem::Change;
use shared::seen::Seen;
use uuid::Uuid;

use crate::client::fetch::{Payload, Request};

/// A write, as it is kept in local storage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Names it here; in order of time.
    pub id: Uuid,
    /// `Idempotency-Key` of the request that carries it, so that one whose answer got lost isn't done twice; `None`: it
    /// hasn't set out yet. Writes with the same key went in one request, and go in the same again.
    pub key: Option<Uuid>,
    /// Its name for people.
    pub name: String,
    /// HTTP method.
    pub method: String,
    /// Path and query.
    pub url: String,
    /// JSON.
    pub body: Option<String>,
    /// `If-Match`: what was seen of the thing.
    pub etag: Option<String>,
    /// What it writes.
    #[serde(default, alias = "touches")]
    pub parts: Vec<Part>,
    /// How often it was sent without an answer.
    pub tries: u32,
    /// Why it's stopped.
    pub trouble: Option<Trouble>,
    /// The version that is in its way.
    #[serde(default)]
    pub standing: Option<i64>,
    /// Goes by itself: a request that carried others too was refused.
    #[serde(default)]
    pub alone: bool,
}

/// Why a write waits for a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Trouble {
    /// Somebody else changed the same.
    Conflict(Vec<Change>),
    /// The server won't take it; in its words.
    Refused(String),
}

impl Entry {
    /// The request that carries it, with this body.
    pub fn request(&self, body: Option<String>) -> Request {
        let method = ["POST", "PUT", "PATCH", "DELETE"].into_iter().find(|known| *known == self.method);
        let mut headers = Vec::new();
        headers.extend(self.key.map(|key| ("Idempotency-Key", key.to_string())));
        headers.extend(self.etag.clone().map(|etag| ("If-Match", etag)));
        Request {
            method: method.unwrap_or("POST"),
            url: self.url.clone(),
            payload: body.map_or(Payload::Nothing, Payload::Json),
            headers,
        }
    }

    /// The address of the thing whose version it is about: `/api/v1/meetings/{id}` of anything below that meeting.
    pub fn thing(&self) -> &str {
        let path = self.url.split('?').next().unwrap_or_default();
        let mut end = 0;
        for part in path.split_inclusive('/') {
            end += part.len();
            if part.trim_end_matches('/').parse::<Uuid>().is_ok() {
                return path.get(..end).unwrap_or(path).trim_end_matches('/');
            }
        }
        path
    }

    /// Whether both are the same request but for what they write.
    pub fn goes_with(&self, other: &Self) -> bool {
        self.url == other.url && self.method == other.method
    }

    /// Whether a newer write says all that this one says.
    pub fn is_replaced_by(&self, newer: &Self) -> bool {
        self.goes_with(newer) && !self.parts.is_empty() && self.parts.iter().all(|part| newer.parts.contains(part))
    }

    /// Whether both write the same part of one thing.
    pub fn meets(&self, other: &Self) -> bool {
        self.thing() == other.thing() && self.parts.iter().any(|mine| other.parts.iter().any(|part| mine.touches(part)))
    }

    /// A version of its thing that this browser's own writes have made is no news to it.
    pub fn know(&mut self, version: i64) {
        if let Some(mut seen) = self.etag.as_ref().and_then(|etag| etag.parse::<Seen>().ok()) {
            seen.make(version);
            self.etag = Some(seen.to_string());
        }
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A write to this address of these parts.
    pub fn entry(url: &str, parts: &[&str]) -> Entry {
        Entry {
            id: Uuid::nil(),
            key: None,
            name: String::new(),
            method: "PATCH".to_owned(),
            url: url.to_owned(),
            body: None,
            etag: Some("\"5\"".to_owned()),
            parts: parts.iter().map(|&path| path.into()).collect(),
            tries: 0,
            trouble: None,
            standing: None,
            alone: false,
        }
    }

    #[test]
    fn the_thing_is_the_address_up_to_its_id() {
        let id = "/api/v1/meetings/00000000-0000-0000-0000-000000000001";
        assert_eq!(entry(&format!("{id}/scores/branch?x=1"), &[]).thing(), id);
        assert_eq!(entry("/api/v1/me/password", &[]).thing(), "/api/v1/me/password");
    }

    #[test]
    fn only_what_says_all_of_it_takes_a_writes_place() {
        let both = entry("/x", &["scheduled_at", "moved_reason"]);
        assert!(both.is_replaced_by(&both) && entry("/x", &["moved_reason"]).is_replaced_by(&both));
        assert!(!both.is_replaced_by(&entry("/x", &["moved_reason"])));
        assert!(!both.is_replaced_by(&entry("/y", &["scheduled_at", "moved_reason"])));
    }

    #[test]
    fn own_versions_are_no_news() {
        let mut one = entry("/x", &[]);
        one.know(6);
        one.know(8);
        assert_eq!(one.etag.as_deref(), Some("\"6\", \"8\""));
    }
}
