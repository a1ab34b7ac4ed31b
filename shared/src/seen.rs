//! What a writer has seen of a thing's versions, as `If-Match` says it.

use std::fmt;
use std::str::FromStr;

/// The version that was read, and those that the writer's own writes have made since, ascending: `"5", "8"` has not
/// seen 6 and 7.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    read: i64,
    own: Vec<i64>,
}

impl Seen {
    /// One version and nothing after it.
    pub const fn at(version: i64) -> Self {
        Self { read: version, own: Vec::new() }
    }

    /// The version up to which everything was seen.
    pub const fn read(&self) -> i64 {
        self.read
    }

    /// Whether this version was seen.
    pub fn knows(&self, version: i64) -> bool {
        version <= self.read || self.own.contains(&version)
    }

    /// Takes up a version that an own write has made. Where nobody else's lies between, everything up to it was seen.
    pub fn make(&mut self, version: i64) {
        if let (false, Err(place)) = (self.knows(version), self.own.binary_search(&version)) {
            self.own.insert(place, version);
        }
        while self.own.first() == Some(&(self.read + 1)) {
            self.read = self.own.remove(0);
        }
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.read)?;
        self.own.iter().try_for_each(|version| write!(f, ", \"{version}\""))
    }
}

/// A text that names no version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoVersion;

impl FromStr for Seen {
    type Err = NoVersion;

    /// `"7"`, `W/"7"`, `"7.a1b2"`, `"5", "8"`. What follows a point tells only whether something shown has changed.
    fn from_str(text: &str) -> Result<Self, NoVersion> {
        let mut tags = text.split(',').map(version);
        let mut seen = Self::at(tags.next().unwrap_or(Err(NoVersion))?);
        for version in tags {
            seen.make(version?);
        }
        Ok(seen)
    }
}

fn version(tag: &str) -> Result<i64, NoVersion> {
    let quoted = tag.trim().trim_start_matches("W/");
    let inside = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).ok_or(NoVersion)?;
    inside.split('.').next().and_then(|version| version.parse().ok()).ok_or(NoVersion)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn tags_are_read_as_they_are_written() {
        for (text, read) in [("\"7\"", "\"7\""), ("W/\"7.a1\"", "\"7\""), (" \"5\" ,\"8\"", "\"5\", \"8\"")] {
            assert_eq!(text.parse::<Seen>().map(|seen| seen.to_string()), Ok(read.to_owned()), "{text}");
        }
        for text in
            ["", "7", "\"x\"", "*", "\"1", "\"\"", "\"5\" \"8\"", "\"5\",", "\"99999999999999999999\"", "\".1\""]
        {
            assert_eq!(text.parse::<Seen>(), Err(NoVersion), "{text}");
        }
    }

    #[test]
    fn own_versions_in_a_row_leave_nothing_unseen() {
        let mut seen = Seen::at(5);
        seen.make(6);
        assert_eq!(seen, Seen::at(6));
        seen.make(9);
        seen.make(8);
        seen.make(8);
        assert_eq!(seen.to_string(), "\"6\", \"8\", \"9\"");
        assert!(seen.knows(4) && seen.knows(8) && !seen.knows(7) && !seen.knows(10));
        seen.make(7);
        assert_eq!(seen, Seen::at(9));
    }

    proptest! {
        #[test]
        fn exactly_the_read_and_the_own_are_known(read in 0..20_i64, own in proptest::collection::vec(0..40_i64, 0..10)) {
            let mut seen = Seen::at(read);
            own.iter().for_each(|version| seen.make(*version));
            for version in 0..45 {
                prop_assert_eq!(seen.knows(version), version <= read || own.contains(&version));
            }
            prop_assert_eq!(seen.to_string().parse(), Ok(seen));
        }
    }
}
