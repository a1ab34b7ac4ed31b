//! The order of the writes that wait: what a newer one makes unnecessary, which goes next. Plain data, tried without a
//! browser.

use shared::problem::Change;
use uuid::Uuid;

use super::entry::Entry;

/// Adds a write. One that it makes unnecessary is taken out, unless a write between them builds on it, or it was sent: the
/// server may have it though no answer came, and asked again with its key tells the version that it made.
pub fn add(entries: &mut Vec<Entry>, sending: Option<Uuid>, new: Entry) {
    let unnecessary = |(place, older): (usize, &Entry)| {
        let between = entries.iter().skip(place + 1).filter(|later| later.slot != new.slot);
        let sent = (older.tries > 0 && older.trouble.is_none()) || Some(older.id) == sending;
        !sent && older.is_replaced_by(&new) && !between.into_iter().any(|later| later.meets(older))
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

/// Whether a newer write than this one says what it said.
pub fn is_outdated(entries: &[Entry], entry: &Entry) -> bool {
    entries.iter().any(|newer| newer.id > entry.id && entry.is_replaced_by(newer))
}

/// Versions that this tab's own writes have left behind: the version each became, and what others had changed before.
#[derive(Default)]
pub struct Versions(std::collections::HashMap<String, (String, Vec<Change>)>);

impl Versions {
    /// Notes that a write has made a version of a thing into another, on top of others' changes.
    pub fn moved(&mut self, entry: &Entry, newer: &str, others: &[Change]) {
        // Without a version it was to be read anew, which is no version that anything is based on.
        let Some(old) = entry.etag.as_ref().filter(|old| !old.is_empty() && *old != newer && !newer.is_empty()) else {
            return;
        };
        self.0.insert(entry.thing().to_owned() + old, (newer.to_owned(), others.to_vec()));
    }

    /// Brings a write to the newest version. Returns what others have changed since the one it was based on.
    pub fn follow(&self, entry: &mut Entry) -> Vec<Change> {
        let mut others = Vec::new();
        while let Some((newer, before)) =
            entry.etag.as_ref().and_then(|etag| self.0.get(&(entry.thing().to_owned() + etag)))
        {
            others.extend_from_slice(before);
            entry.etag = Some(newer.clone());
        }
        others
    }

    /// Brings all that wait to the newest versions, for a page that is closed before they are sent: it alone remembers
    /// what its own writes have moved. What others' changes are in the way of keeps the version it was based on.
    pub fn carry(&self, entries: &mut [Entry]) {
        for entry in entries {
            let mut moved = entry.clone();
            let others = self.follow(&mut moved);
            if others.is_empty() || entry.is_apart_from(&others) {
                entry.etag = moved.etag;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::entry::{Trouble, tests::entry};
    use super::*;

    const MEETING: &str = "/api/v1/meetings/00000000-0000-0000-0000-000000000001";

    fn write(slot: &str, touches: &str, etag: &str) -> Entry {
        Entry { id: Uuid::now_v7(), slot: slot.to_owned(), etag: Some(etag.to_owned()), ..entry(MEETING, &[touches]) }
    }

    fn slots(entries: &[Entry]) -> Vec<&str> {
        entries.iter().map(|entry| entry.slot.as_str()).collect()
    }

    fn change(path: &str) -> Change {
        Change { path: path.to_owned(), by: String::new(), at: chrono::DateTime::UNIX_EPOCH }
    }

    #[test]
    fn a_newer_write_takes_the_place_of_an_older_one() {
        let mut entries = Vec::new();
        for (slot, touches) in [("place", "place"), ("guests", "guests"), ("place", "place")] {
            add(&mut entries, None, write(slot, touches, "5"));
        }
        assert_eq!(slots(&entries), ["guests", "place"]);
        let sending = entries.first().map(|entry| entry.id);
        add(&mut entries, sending, write("guests", "guests", "5"));
        assert_eq!(slots(&entries), ["guests", "place", "guests"], "what is on its way stays");
        if let Some(place) = entries.get_mut(1) {
            place.tries = 1;
        }
        add(&mut entries, sending, write("place", "place", "5"));
        assert_eq!(slots(&entries), ["guests", "place", "guests", "place"], "the server may have it");
        if let Some(place) = entries.get_mut(1) {
            place.trouble = Some(Trouble::Refused(String::new()));
        }
        add(&mut entries, sending, write("place", "place", "5"));
        assert_eq!(slots(&entries), ["guests", "guests", "place"], "a correction takes the place of what was refused");
    }

    #[test]
    fn what_another_write_builds_on_is_sent_before_it() {
        // Added, named, removed, and brought back.
        let mut entries = Vec::new();
        for slot in ["agenda/7/add", "agenda/7/title", "agenda/7/remove", "agenda/7/add"] {
            add(&mut entries, None, write(slot, "agenda/7", "5"));
        }
        assert_eq!(slots(&entries), ["agenda/7/add", "agenda/7/title", "agenda/7/remove", "agenda/7/add"]);
    }

    #[test]
    fn a_write_that_waits_for_a_person_holds_up_only_itself() {
        let mut entries = vec![write("place", "place", "5"), write("guests", "guests", "5")];
        if let Some(first) = entries.first_mut() {
            first.trouble = Some(Trouble::Refused(String::new()));
        }
        assert_eq!(next(&entries).map(|entry| entry.slot.as_str()), Some("guests"));
    }

    #[test]
    fn a_corrected_write_makes_the_refused_one_outdated() {
        let refused = write("place", "place", "5");
        let others = [refused.clone(), write("guests", "guests", "5")];
        assert!(!is_outdated(&others, &refused));
        assert!(is_outdated(&[refused.clone(), write("place", "place", "5")], &refused));
    }

    #[test]
    fn later_writes_learn_what_others_changed_before_an_earlier_one() {
        let mut versions = Versions::default();
        versions.moved(&write("place", "place", "5"), "7", &[change("chair_id")]);
        versions.moved(&write("guests", "guests", "7"), "8", &[]);
        let mut later = write("chair_id", "chair_id", "5");
        let others = versions.follow(&mut later);
        assert_eq!((later.etag.as_deref(), others), (Some("8"), vec![change("chair_id")]));
        assert!(!later.is_apart_from(&[change("chair_id")]));
        let mut newer = write("chair_id", "chair_id", "7");
        assert!(versions.follow(&mut newer).is_empty());
    }

    #[test]
    fn what_waits_is_kept_with_the_version_that_its_predecessors_made() {
        let mut versions = Versions::default();
        versions.moved(&write("place", "place", "5"), "7", &[change("chair_id")]);
        let mut entries = [write("guests", "guests", "5"), write("chair_id", "chair_id", "5")];
        versions.carry(&mut entries);
        assert_eq!(entries.map(|entry| entry.etag), [Some("7".to_owned()), Some("5".to_owned())]);
    }

    #[test]
    fn a_version_that_was_to_be_read_anew_leads_nowhere() {
        let mut versions = Versions::default();
        versions.moved(&write("place", "place", ""), "9", &[]);
        let mut again = write("place", "place", "");
        assert!(versions.follow(&mut again).is_empty());
        assert_eq!(again.etag.as_deref(), Some(""));
    }
}
