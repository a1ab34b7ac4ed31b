//! Which branch a cell means.

use std::collections::HashMap;

use shared::id::UnitId;

use super::words::{fold, has_accents, key};

/// The branches that a register may name, by name and by code.
#[derive(Debug, Clone, Default)]
pub struct KnownBranches {
    /// `None` where two branches share a name.
    exact: HashMap<String, Option<UnitId>>,
    /// Without accents; `None` where two branches fold to the same.
    folded: HashMap<String, Option<UnitId>>,
}

impl KnownBranches {
    /// From each branch's id, code (`CB01`) and full name (`Chi bộ thôn Bản Man`).
    pub fn new<'a>(branches: impl IntoIterator<Item = (UnitId, &'a str, &'a str)>) -> Self {
        let mut known = Self::default();
        for (id, code, name) in branches {
            known.add(id, code);
            let mut name = key(name);
            known.add(id, &name);
            // "Chi bộ thôn Bản Man" is also "thôn Bản Man" and "Bản Man".
            for prefix in ["chi bộ", "thôn"] {
                if let Some(rest) = name.strip_prefix(&key(prefix)).and_then(|rest| rest.strip_prefix(' ')) {
                    name = rest.to_owned();
                    known.add(id, &name);
                }
            }
        }
        known
    }

    fn add(&mut self, id: UnitId, name: &str) {
        let exact = key(name);
        if exact.is_empty() {
            return;
        }
        note(&mut self.exact, exact, id);
        note(&mut self.folded, fold(name), id);
    }

    /// The branch of that name or code. A name with accents must have the right ones; one without any is enough where
    /// it fits one branch only.
    pub fn find(&self, text: &str) -> Option<UnitId> {
        let exact = self.exact.get(&key(text)).copied();
        match exact {
            Some(found) => found,
            None if has_accents(text) => None,
            None => self.folded.get(&fold(text)).copied().flatten(),
        }
    }
}

fn note(names: &mut HashMap<String, Option<UnitId>>, name: String, id: UnitId) {
    names
        .entry(name)
        .and_modify(|known| {
            if *known != Some(id) {
                *known = None;
            }
        })
        .or_insert(Some(id));
}

#[cfg(test)]
mod tests {
    use shared::id::UnitId;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn names_codes_and_unaccented_names_find_a_branch_but_wrong_accents_dont() {
        let [man, loc, lo] = [1, 2, 3].map(|n| UnitId(Uuid::from_u128(n)));
        let known = KnownBranches::new([
            (man, "CB01", "Chi bộ thôn Bản Man"),
            (loc, "CB02", "Chi bộ thôn Bản Hò"),
            (lo, "CB03", "Chi bộ thôn Bản Ho"),
        ]);
        for text in ["Chi bộ thôn Bản Man", "CHI BỘ  THÔN BẢN MAN", "chi bo thon ban man", "Bản Man", "cb01"]
        {
            assert_eq!(known.find(text), Some(man), "{text}");
        }
        assert_eq!(known.find("Bản Hò"), Some(loc));
        assert_eq!(known.find("ban ho"), None, "two branches fold to this");
        let twice = KnownBranches::new([(man, "CB01", "Chi bộ cơ quan xã"), (lo, "A3", "Chi bộ Cơ quan xã")]);
        assert_eq!((twice.find("Chi bộ cơ quan xã"), twice.find("A3")), (None, Some(lo)), "two have this name");
        for text in ["Chi bộ thôn Bản Mần", "Chi bộ", "", "Bản"] {
            assert_eq!(known.find(text), None, "{text}");
        }
    }
}
