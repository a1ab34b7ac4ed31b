//! The order of the writes that wait: what a newer one makes unnecessary, which go next, and together. Plain data, tried
//! without a browser.

use serde_json::Value;
use shared::api::patch;
use uuid::Uuid;

use super::entry::Entry;
use crate::client::json;

/// Adds a write. One that it makes unnecessary is taken out, unless a write between them builds on it, or it has set out:
/// the server may have it though no answer came.
pub fn add(entries: &mut Vec<Entry>, new: Entry) {
    let unnecessary = |(place, older): (usize, &Entry)| {
        let between = entries.iter().skip(place + 1).filter(|later| !later.is_replaced_by(&new));
        older.key.is_none() && older.is_replaced_by(&new) && !between.into_iter().any(|later| later.meets(older))
    };
    let gone: Vec<Uuid> =
        entries.iter().enumerate().filter(|one| unnecessary(*one)).map(|(_, older)| older.id).collect();
    entries.retain(|older| !gone.contains(&older.id));
    entries.push(new);
}

/// The next write to send: one that waits for a person holds up only itself.
pub fn next(entries: &[Entry]) -> Option<&Entry> {
    entries.iter().find(|entry| entry.trouble.is_none())
}

/// The writes that go next in one request, the first with all that wait for the same; those that have set out together go
/// together again, or the server couldn't tell that it has them.
pub fn load(entries: &[Entry]) -> Vec<Entry> {
    let Some(first) = next(entries) else { return Vec::new() };
    let ready = entries.iter().filter(|entry| entry.trouble.is_none());
    if first.key.is_some() {
        return ready.filter(|entry| entry.key == first.key).cloned().collect();
    }
    if first.alone || first.method != "PATCH" {
        return vec![first.clone()];
    }
    // What another write to the same thing comes before is sent after that.
    let same = ready.filter(|entry| entry.thing() == first.thing());
    same.take_while(|entry| entry.goes_with(first) && entry.key.is_none() && !entry.alone).cloned().collect()
}

/// The body that says what all of these say, one after the other.
pub fn body(load: &[Entry]) -> Option<String> {
    let [first, rest @ ..] = load else { return None };
    if rest.is_empty() {
        return first.body.clone();
    }
    let mut whole = Value::Null;
    for entry in load {
        patch::merge(&mut whole, json::parse(entry.body.as_deref()?).ok()?);
    }
    serde_json::to_string(&whole).ok()
}

/// Whether a newer write than this one says what it said.
pub fn is_outdated(entries: &[Entry], entry: &Entry) -> bool {
    entries.iter().any(|newer| newer.id > entry.id && entry.is_replaced_by(newer))
}

#[cfg(test)]
mod tests {
    use super::super::entry::{Trouble, tests::entry};
    use super::*;

    const MEETING: &str = "/api/v1/meetings/00000000-0000-0000-0000-000000000001";

    fn write(parts: &[&str]) -> Entry {
        Entry { id: Uuid::now_v7(), ..entry(MEETING, parts) }
    }

    fn parts(entries: &[Entry]) -> Vec<&str> {
        entries.iter().filter_map(|entry| entry.parts.first()).map(|part| part.as_str()).collect()
    }

    #[test]
    fn a_newer_write_takes_the_place_of_an_older_one() {
        let mut entries = Vec::new();
        for part in ["place", "guests", "place"] {
            add(&mut entries, write(&[part]));
        }
        assert_eq!(parts(&entries), ["guests", "place"]);
        entries.iter_mut().for_each(|entry| entry.key = Some(Uuid::nil()));
        add(&mut entries, write(&["guests"]));
        assert_eq!(parts(&entries), ["guests", "place", "guests"], "the server may have it");
        if let Some(place) = entries.get_mut(1) {
            (place.key, place.trouble) = (None, Some(Trouble::Refused(String::new())));
        }
        add(&mut entries, write(&["place"]));
        assert_eq!(parts(&entries), ["guests", "guests", "place"], "a correction takes the place of what was refused");
    }

    #[test]
    fn what_another_write_builds_on_is_sent_before_it() {
        // Added, named, removed, and brought back.
        let (new, name, gone) = (["agenda/7/part", "agenda/7/title"], ["agenda/7/title"], ["agenda/7"]);
        let mut entries = Vec::new();
        for write in [write(&new), write(&name), write(&gone), write(&new)] {
            add(&mut entries, write);
        }
        assert_eq!(parts(&entries), ["agenda/7/part", "agenda/7/title", "agenda/7", "agenda/7/part"]);
        assert_eq!(load(&entries).len(), 4);
    }

    #[test]
    fn a_write_that_waits_for_a_person_holds_up_only_itself() {
        let mut entries = vec![write(&["place"]), write(&["guests"])];
        if let Some(first) = entries.first_mut() {
            first.trouble = Some(Trouble::Refused(String::new()));
        }
        assert_eq!(parts(&load(&entries)), ["guests"]);
    }

    #[test]
    fn what_waits_for_one_thing_goes_in_one_request() {
        let score = Entry { url: format!("{MEETING}/scores/branch"), method: "PUT".to_owned(), ..write(&[""]) };
        let other =
            Entry { url: "/api/v1/tasks/00000000-0000-0000-0000-000000000002".to_owned(), ..write(&["result"]) };
        let mut entries = vec![write(&["place"]), other, write(&["guests"]), score, write(&["innovation"])];
        assert_eq!(parts(&load(&entries)), ["place", "guests"], "the score is based on them");
        // Once set out, they go together again, and nothing joins them.
        entries[0].key = Some(Uuid::nil());
        entries[2].key = Some(Uuid::nil());
        entries.insert(1, write(&["chair_id"]));
        assert_eq!(parts(&load(&entries)), ["place", "guests"]);
        entries.retain(|entry| entry.key.is_none());
        assert_eq!(parts(&load(&entries)), ["chair_id"]);
        entries[0].alone = true;
        assert_eq!(parts(&load(&entries)), ["chair_id"]);
    }

    #[test]
    fn a_request_says_what_its_writes_say_one_after_the_other() {
        let say = |body: &str| Entry { body: Some(body.to_owned()), ..write(&[]) };
        let one = say(r#"{"place":"a","agenda":[{"id":"7","title":"b"}]}"#);
        assert_eq!(body(std::slice::from_ref(&one)), one.body);
        let load =
            [one, say(r#"{"place":"c","agenda":[{"id":"7","done":true}]}"#), say(r#"{"resolution":{"title":"d"}}"#)];
        let whole =
            r#"{"agenda":[{"id":"7","title":"b"},{"done":true,"id":"7"}],"place":"c","resolution":{"title":"d"}}"#;
        assert_eq!(body(&load).as_deref(), Some(whole));
    }

    #[test]
    fn a_corrected_write_makes_the_refused_one_outdated() {
        let refused = write(&["place"]);
        let others = [refused.clone(), write(&["guests"])];
        assert!(!is_outdated(&others, &refused));
        assert!(is_outdated(&[refused.clone(), write(&["place"])], &refused));
    }
}
