//! Which band a measured share falls into.

use super::sheet::{Band, Bands, Limit};
use crate::share::Share;

impl Limit {
    /// Whether a share fits, compared exactly: 7/10 is 70 %, whatever floating point makes of it.
    pub(super) fn fits(self, numerator: u32, denominator: u32) -> bool {
        let share = Share::new(numerator, denominator);
        match self {
            Self::AtLeast(least) => share.reaches(Share::percentage(least)),
            Self::MoreThan(least) => share.exceeds(Share::percentage(least)),
            Self::ShortAtMost(short) => numerator.saturating_add(short) >= denominator,
            Self::Otherwise => true,
        }
    }

    /// The smallest numerator that fits.
    pub(super) fn least(self, denominator: u32) -> u32 {
        match self {
            Self::AtLeast(least) => Share::percentage(least).fewest_of(denominator),
            Self::MoreThan(least) => Share::percentage(least).taken_of(denominator).saturating_add(1),
            Self::ShortAtMost(short) => denominator.saturating_sub(short),
            Self::Otherwise => 0,
        }
    }
}

impl Bands {
    /// Points that absences without a reason take away.
    pub(super) fn less(&self, unexcused: u32) -> u32 {
        self.less_per_unexcused.saturating_mul(unexcused)
    }

    /// The band that counts; `None` only of a sheet that doesn't cover everything, which validation refuses.
    pub(super) fn band(&self, numerator: u32, denominator: u32, unexcused: u32) -> Option<&Band> {
        if self.lowest_when_unexcused && unexcused > 0 {
            return self.bands.last();
        }
        self.bands.iter().find(|band| band.limit.fits(numerator, denominator))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::sheet::How;
    use super::*;
    use crate::rulebook::Rulebook;

    fn limit() -> impl Strategy<Value = Limit> {
        prop_oneof![
            (0..120u32).prop_map(Limit::AtLeast),
            (0..120u32).prop_map(Limit::MoreThan),
            (0..60u32).prop_map(Limit::ShortAtMost),
            Just(Limit::Otherwise)
        ]
    }

    proptest! {
        #[test]
        fn the_least_numerator_is_the_first_that_fits(limit in limit(), denominator in 1..500u32) {
            let least = limit.least(denominator);
            prop_assert!(limit.fits(least, denominator));
            prop_assert!(least == 0 || !limit.fits(least - 1, denominator));
        }

        #[test]
        fn more_is_never_worse(denominator in 1..200u32, numerator in 0..250u32) {
            let book = Rulebook::shipped();
            for criterion in book.sheets().iter().flat_map(|kept| &kept.value.criteria) {
                if let How::Bands(bands) = &criterion.how {
                    let points = |n| bands.band(n, denominator, 0).map(|band| band.points).unwrap();
                    prop_assert!(points(numerator) <= points(numerator + 1));
                    prop_assert!(points(numerator) <= criterion.max);
                }
            }
        }
    }
}
