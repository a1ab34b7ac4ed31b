//! Chance that comes out the same every time, and ids made of it: the same demo on every machine.

use chrono::NaiveDateTime;
use uuid::{Builder, Uuid};

/// Any number: the demo's own.
const SEED: u64 = 0x6e65_6e65_7000_2026;

/// SplitMix64 (Steele, Lea, Flood 2014): a few lines, and no crate whose next version would deal otherwise.
#[derive(Debug, Clone)]
pub(super) struct Chance(u64);

impl Chance {
    /// Chance of one thing; another thing's doesn't depend on it.
    pub fn of(parts: &[&str]) -> Self {
        let mut state = SEED;
        for byte in parts.iter().flat_map(|part| part.bytes().chain([0])) {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        Self(state)
    }

    /// Any number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// 0 to `count - 1`; 0 of nothing.
    pub fn below(&mut self, count: usize) -> usize {
        let count = u64::try_from(count).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % count).unwrap_or(0)
    }

    /// True so many times of a hundred.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of them; the first of one, nothing of none.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }

    /// So many of them, in another order.
    pub fn some<T: Clone>(&mut self, of: &[T], count: usize) -> Vec<T> {
        let mut rest = of.to_vec();
        let mut taken = Vec::new();
        while taken.len() < count && !rest.is_empty() {
            taken.push(rest.swap_remove(self.below(rest.len())));
        }
        taken
    }
}

/// Which of several communes that are alike but for their names and ids; the demo's own is the first, 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Nth(pub u16);

impl Nth {
    /// The demo's own commune.
    pub const OWN: Self = Self(0);

    /// What stands behind a name or a code of another commune.
    pub fn suffix(self, between: &str) -> String {
        if self == Self::OWN { String::new() } else { format!("{between}{:03}", self.0) }
    }
}

/// Ids of one thing's parts: UUIDv7 by form, each later than the one before.
#[derive(Debug, Clone)]
pub(super) struct Ids {
    chance: Chance,
    millis: u64,
}

impl Ids {
    /// Ids of the time at which the thing came about.
    pub fn of(nth: Nth, parts: &[&str], at: NaiveDateTime) -> Self {
        let mut chance = Chance::of(parts);
        chance.0 ^= u64::from(nth.0).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        // Lists of several meetings at the same hour are told apart by their ids too.
        let spread = u64::try_from(chance.below(1_000_000)).unwrap_or(0);
        Self { chance, millis: u64::try_from(at.and_utc().timestamp_millis()).unwrap_or(0) + spread }
    }

    /// The next id.
    pub fn next<T: From<Uuid>>(&mut self) -> T {
        self.millis += 1;
        let mut bytes = [0; 10];
        let random = self.chance.next().to_be_bytes().into_iter().chain(self.chance.next().to_be_bytes());
        for (byte, random) in bytes.iter_mut().zip(random) {
            *byte = random;
        }
        T::from(Builder::from_unix_timestamp_millis(self.millis, &bytes).into_uuid())
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn the_same_thing_has_the_same_chance_and_another_thing_another() {
        let deal = |parts: &[&str]| (0..5).map(|_| Chance::of(parts).next()).collect::<Vec<_>>();
        assert_eq!(deal(&["CB01", "2022-01"]), deal(&["CB01", "2022-01"]));
        assert_ne!(deal(&["CB01", "2022-01"]), deal(&["CB012", "022-01"]));
        let mut chance = Chance::of(&["x"]);
        let hits = (0..1000).filter(|_| chance.percent(30)).count();
        assert!((250..350).contains(&hits), "{hits}");
        let some = chance.some(&[1, 2, 3, 4], 9);
        assert_eq!(some.iter().sum::<i32>(), 10);
    }

    #[test]
    fn ids_are_uuids_of_version_7_that_grow() {
        let at = NaiveDate::from_ymd_opt(2022, 1, 4).and_then(|day| day.and_hms_opt(12, 30, 0)).unwrap();
        let mut ids = Ids::of(Nth::OWN, &["CB01"], at);
        let made: Vec<Uuid> = (0..100).map(|_| ids.next()).collect();
        assert!(made.is_sorted() && made.iter().all(|id| id.get_version_num() == 7));
        assert_eq!(made[0], Ids::of(Nth::OWN, &["CB01"], at).next::<Uuid>());
    }
}
