//! The cap on the number rated "Hoàn thành xuất sắc nhiệm vụ" in a year.

use serde::{Deserialize, Serialize};

use crate::share::Share;
use crate::text_enum;

text_enum! {
    /// What the cap is a share of. Committees read the rule in two ways, so it is a parameter of the rule set.
    pub enum CapBase {
        /// Those rated "Hoàn thành tốt" (HD 21-HD/BTCTW of 18/10/2019).
        WellCompleted = "well_completed", "Số hoàn thành tốt", "Rated well completed";
        /// Those rated "Hoàn thành tốt" or better.
        WellCompletedAndAbove = "well_completed_and_above", "Số hoàn thành tốt trở lên", "Rated well completed or better";
    }
}

text_enum! {
    /// How a cap that isn't whole is rounded.
    pub enum CapRounding {
        /// Down.
        Floor = "floor", "Làm tròn xuống", "Rounded down";
        /// To the nearest, halves up.
        HalfUp = "half_up", "Làm tròn gần nhất", "Rounded to the nearest";
    }
}

/// The rule of the cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CapRule {
    /// Share in percent.
    pub percent: u32,
    /// Of whom.
    pub base: CapBase,
    /// Rounding.
    pub rounding: CapRounding,
}

/// How many got which rating, in one grassroots Party organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RatingCounts {
    /// Hoàn thành xuất sắc nhiệm vụ.
    pub excellent: u32,
    /// Hoàn thành tốt nhiệm vụ.
    pub well_completed: u32,
    /// Hoàn thành nhiệm vụ.
    pub completed: u32,
    /// Không hoàn thành nhiệm vụ.
    pub not_completed: u32,
}

/// The cap and how it is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cap {
    /// What the share was taken of.
    pub base: u32,
    /// The most that may be rated excellent.
    pub cap: u32,
    /// How many are too many.
    pub over_by: u32,
}

/// The cap on "excellent": at most 20 % of those rated well, not of all members (HD 21-HD/BTCTW of 18/10/2019; kept by
/// QĐ 124-QĐ/TW of 04/10/2023 and QĐ 366-QĐ/TW of 30/8/2025). It holds for a grassroots organisation as a whole,
/// so only the commune's committee can check it.
pub fn cap(rule: CapRule, counts: RatingCounts) -> Cap {
    let base = match rule.base {
        CapBase::WellCompleted => counts.well_completed,
        CapBase::WellCompletedAndAbove => counts.well_completed.saturating_add(counts.excellent),
    };
    let share = Share::percentage(rule.percent);
    let cap = match rule.rounding {
        CapRounding::Floor => share.taken_of(base),
        CapRounding::HalfUp => share.nearest_of(base),
    };
    Cap { base, cap, over_by: counts.excellent.saturating_sub(cap) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Deserialize)]
    struct Case {
        #[serde(flatten)]
        counts: RatingCounts,
        base: CapBase,
        rounding: CapRounding,
        cap: u32,
        over_by: u32,
    }

    #[test]
    fn golden_cases() {
        let cases: Vec<Case> = serde_json::from_str(include_str!("../../tests/golden/rating-caps.json")).unwrap();
        assert!(cases.len() >= 16);
        for case in cases {
            let found = cap(CapRule { percent: 20, base: case.base, rounding: case.rounding }, case.counts);
            assert_eq!((found.cap, found.over_by), (case.cap, case.over_by), "{:?}", case.counts);
        }
    }

    proptest! {
        #[test]
        fn rounding_differs_by_at_most_one(excellent in 0..500u32, well_completed in 0..100_000u32, percent in 0..100u32) {
            let counts = RatingCounts { excellent, well_completed, ..RatingCounts::default() };
            let cap_by = |rounding| cap(CapRule { percent, base: CapBase::WellCompleted, rounding }, counts);
            let (floor, half_up) = (cap_by(CapRounding::Floor), cap_by(CapRounding::HalfUp));
            prop_assert!(floor.cap <= half_up.cap && half_up.cap <= floor.cap + 1);
            prop_assert!(floor.over_by == 0 || floor.cap + floor.over_by == excellent);
        }
    }
}
