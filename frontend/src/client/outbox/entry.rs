//! One write that waits.

use serde::{Deserialize, Serialize};
use shared::problem::Change;
use uuid::Uuid;

use crate::client::fetch::{Payload, Request};

/// A write, as it is kept in local storage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Names it here; in order of time.
    pub id: Uuid,
    /// Its `Idempotency-Key`, so that a write whose answer got lost isn't done twice.
    pub key: Uuid,
    /// Its name for people.
    pub name: String,
    /// HTTP method.
    pub method: String,
    /// Path and query.
    pub url: String,
    /// JSON.
    pub body: Option<String>,
    /// `If-Match`.
    pub etag: Option<String>,
    /// See [`super::Write::replacing`].
    pub slot: String,
    /// See [`super::Write::touching`].
    pub touches: Vec<String>,
    /// How often it was sent without an answer.
    pub tries: u32,
    /// Why it's stopped.
    pub trouble: Option<Trouble>,
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
    /// The request that carries it.
    pub fn request(&self) -> Request {
        let method = ["POST", "PUT", "PATCH", "DELETE"].into_iter().find(|known| *known == self.method);
        let mut headers = vec![("Idempotency-Key", self.key.to_string())];
        headers.extend(self.etag.clone().map(|etag| ("If-Match", etag)));
        Request {
            method: method.unwrap_or("POST"),
            url: self.url.clone(),
            payload: self.body.clone().map_or(Payload::Nothing, Payload::Json),
            headers,
        }
    }

    /// The request that reads what it writes to: the address up to the first id, whose version `If-Match` names.
    pub fn reading(&self) -> Request {
        Request { method: "GET", url: self.thing().to_owned(), payload: Payload::Nothing, headers: Vec::new() }
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

    /// Whether a newer write makes this one unnecessary.
    pub fn is_replaced_by(&self, newer: &Self) -> bool {
        !self.slot.is_empty() && self.slot == newer.slot && self.url == newer.url && self.method == newer.method
    }

    /// Whether both change the same part of one thing.
    pub fn meets(&self, other: &Self) -> bool {
        let touches = |path: &String| other.touches.iter().any(|theirs| within(path, theirs) || within(theirs, path));
        self.thing() == other.thing() && self.touches.iter().any(touches)
    }

    /// Whether somebody else's changes leave what this one writes alone.
    pub fn is_apart_from(&self, changes: &[Change]) -> bool {
        let touches = |path: &str| self.touches.iter().any(|mine| within(mine, path) || within(path, mine));
        !self.touches.is_empty() && !changes.is_empty() && !changes.iter().any(|change| touches(&change.path))
    }
}

/// Whether a path is the other or below it.
fn within(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A write to this address that touches these parts.
    pub fn entry(url: &str, touches: &[&str]) -> Entry {
        Entry {
            id: Uuid::nil(),
            key: Uuid::nil(),
            name: String::new(),
            method: "PATCH".to_owned(),
            url: url.to_owned(),
            body: None,
            etag: None,
            slot: "a".to_owned(),
            touches: touches.iter().map(|&path| path.to_owned()).collect(),
            tries: 0,
            trouble: None,
        }
    }

    fn change(path: &str) -> Change {
        Change { path: path.to_owned(), by: String::new(), at: chrono::DateTime::UNIX_EPOCH }
    }

    #[test]
    fn the_thing_is_the_address_up_to_its_id() {
        let id = "/api/v1/meetings/00000000-0000-0000-0000-000000000001";
        assert_eq!(entry(&format!("{id}/scores/branch?x=1"), &[]).thing(), id);
        assert_eq!(entry("/api/v1/me/password", &[]).thing(), "/api/v1/me/password");
    }

    #[test]
    fn changes_elsewhere_leave_a_write_alone() {
        let roll = entry("/x", &["attendance/7"]);
        assert!(roll.is_apart_from(&[change("attendance/8"), change("focal_issue")]));
        assert!(!roll.is_apart_from(&[change("attendance")]));
        assert!(!roll.is_apart_from(&[change("attendance/7/reason")]));
        assert!(!roll.is_apart_from(&[]), "a server that names no change may have changed anything");
        assert!(!entry("/x", &[]).is_apart_from(&[change("focal_issue")]));
    }

    #[test]
    fn only_the_same_slot_of_the_same_thing_is_replaced() {
        assert!(entry("/x", &[]).is_replaced_by(&entry("/x", &[])));
        assert!(!entry("/x", &[]).is_replaced_by(&entry("/y", &[])));
        let plain = Entry { slot: String::new(), ..entry("/x", &[]) };
        assert!(!plain.is_replaced_by(&plain.clone()));
    }
}
