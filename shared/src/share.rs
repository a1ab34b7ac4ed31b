//! An exact share of a whole: compared, taken and written without a floating point in between.

use serde::{Deserialize, Serialize};

use crate::language::Language;

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Share {
    /// What is counted.
    pub count: u64,
    /// Out of what.
    pub of: u64,
}

impl Share {
    /// So many of so many.
    pub fn new(count: impl Into<u64>, of: impl Into<u64>) -> Self {
        Self { count: count.into(), of: of.into() }
    }

    /// A percentage as a share.
    pub fn percentage(percent: u32) -> Self {
        Self::new(percent, 100_u32)
    }

    /// Whether it is as large as another: 7 of 10 are 70 %. Nothing of nothing reaches whatever is asked.
    pub fn reaches(self, least: Self) -> bool {
        self.crossed(least) >= least.crossed(self)
    }

    /// Whether it is larger than another.
    pub fn exceeds(self, limit: Self) -> bool {
        self.crossed(limit) > limit.crossed(self)
    }

    fn crossed(self, other: Self) -> u128 {
        u128::from(self.count) * u128::from(other.of)
    }

    /// This share of a number, rounded down; 0 of a share of nothing.
    pub fn taken_of(self, whole: u32) -> u32 {
        self.taken(whole, |part, of| part / of)
    }

    /// This share of a number, rounded up: the fewest that reach it.
    pub fn fewest_of(self, whole: u32) -> u32 {
        self.taken(whole, |part, of| part.div_ceil(of))
    }

    /// This share of a number, rounded to the nearest, halves up.
    pub fn nearest_of(self, whole: u32) -> u32 {
        self.taken(whole, |part, of| (part + of / 2) / of)
    }

    fn taken(self, whole: u32, round: fn(u128, u128) -> u128) -> u32 {
        let part = u128::from(whole) * u128::from(self.count);
        if self.of == 0 { 0 } else { u32::try_from(round(part, self.of.into())).unwrap_or(u32::MAX) }
    }

    /// In tenths of a percent. The one rule for every share that is shown, on screens, papers, figures and trends: it is cut
    /// off after the first decimal, never rounded up, so that 89.96 % doesn't read as the 90 % that it hasn't reached.
    /// `None` of nothing.
    pub fn tenths(self) -> Option<u64> {
        let tenths = (u128::from(self.count) * 1000).checked_div(u128::from(self.of))?;
        u64::try_from(tenths).ok()
    }

    /// In percent with one decimal, by the same rule.
    pub fn percent(self) -> Option<f64> {
        u32::try_from(self.tenths()?).ok().map(|tenths| f64::from(tenths) / 10.0)
    }

    /// As people read it, by the same rule: `57,1%`; `None` of nothing.
    pub fn text(self, language: Language) -> Option<String> {
        let (tenths, point) = (self.tenths()?, language.pick(",", "."));
        Some(match (tenths / 10, tenths % 10) {
            (whole, 0) => format!("{whole}%"),
            (whole, tenth) => format!("{whole}{point}{tenth}%"),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn share(count: u32, of: u32) -> Share {
        Share::new(count, of)
    }

    #[test]
    fn percentages_never_reach_a_threshold_by_rounding() {
        let text = |count, of, language| share(count, of).text(language);
        assert_eq!(text(12, 21, Language::Vi).as_deref(), Some("57,1%"));
        assert_eq!(text(2249, 2500, Language::En).as_deref(), Some("89.9%"));
        assert_eq!(text(21, 21, Language::En).as_deref(), Some("100%"));
        assert_eq!(text(0, 0, Language::En), None);
        let percent = [share(2249, 2500), share(21, 22), share(1, 0)].map(Share::percent);
        assert_eq!(percent, [Some(89.9), Some(95.4), None]);
    }

    #[test]
    fn parts_of_a_number_are_rounded_as_asked() {
        let fifth = Share::percentage(20);
        let parts = |whole| (fifth.taken_of(whole), fifth.nearest_of(whole), fifth.fewest_of(whole));
        assert_eq!((parts(12), parts(13), parts(15)), ((2, 2, 3), (2, 3, 3), (3, 3, 3)));
        assert_eq!((share(1, 2).nearest_of(5), share(1, 3).nearest_of(4), share(1, 0).fewest_of(4)), (3, 1, 0));
    }

    proptest! {
        #[test]
        fn the_fewest_reach_and_one_less_does_not(percent in 1..=100u32, whole in 1..500u32) {
            let least = Share::percentage(percent);
            let fewest = least.fewest_of(whole);
            prop_assert!(share(fewest, whole).reaches(least) && !share(fewest - 1, whole).reaches(least));
            prop_assert!(share(least.taken_of(whole) + 1, whole).exceeds(least));
        }
    }
}
