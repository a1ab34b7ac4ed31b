//! Counting what passed and what failed, from what the test runners print.

use std::ops::AddAssign;

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: usize,
    /// Tests that failed or were left out.
    pub failed: usize,
}

impl Tally {
    /// One check that held, or didn't.
    pub fn check(held: bool) -> Self {
        if held { Self { passed: 1, failed: 0 } } else { Self::failure() }
    }

    /// One check that didn't hold.
    pub fn failure() -> Self {
        Self { passed: 0, failed: 1 }
    }

    /// What a line `test result: ok. 3 passed; 0 failed; 1 ignored; ...` of a Rust test binary says. Ignored tests count
    /// as failed: a test that isn't run proves nothing.
    pub fn of_line(line: &str) -> Option<Self> {
        let (_, counts) = line.trim().strip_prefix("test result: ")?.split_once(". ")?;
        let count = |what: &str| {
            let part = counts.split("; ").find_map(|part| part.trim().strip_suffix(what))?;
            part.trim().parse::<usize>().ok()
        };
        Some(Self { passed: count("passed")?, failed: count("failed")? + count("ignored")? })
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_a_test_binary_prints() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        assert_eq!(Tally::of_line(line), Some(Tally { passed: 12, failed: 4 }));
        assert_eq!(Tally::of_line("test shared::id ... ok"), None);
    }
}
