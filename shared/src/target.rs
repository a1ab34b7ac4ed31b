//! Targets of a resolution: percent of plan and whether it was met.

use serde::{Deserialize, Serialize};

use crate::language::Language;
use crate::rule_set::TargetRules;
use crate::text::format_number;
use crate::text_enum;

text_enum! {
    /// Which way is better.
    pub enum Direction {
        /// More is better: income, jobs, a reduction achieved.
        Up = "up", "Càng cao càng tốt", "Higher is better";
        /// Less is better: the rate of poor households.
        Down = "down", "Càng thấp càng tốt", "Lower is better";
    }
}

text_enum! {
    /// How an actual figure compares with its plan.
    pub enum TargetStatus {
        /// Below 100 % of the plan.
        NotMet = "not_met", "Chưa đạt", "Not met";
        /// Exactly 100 %.
        Met = "met", "Đạt", "Met";
        /// Above 100 %.
        Exceeded = "exceeded", "Vượt", "Exceeded";
    }
}

/// What became of a target.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TargetResult {
    /// Percent of the plan with one decimal; `None` where the division has no meaning. It reads 100 only when the
    /// status is `met`: 99.97 % is shown as 99.9.
    pub percent: Option<f64>,
    /// Compared exactly, not by the rounded percent.
    pub status: TargetStatus,
    /// Far above the plan, from the rule set's threshold.
    pub far_exceeded: bool,
}

/// Judges an actual figure against its plan; `None` of figures that are negative or not numbers.
///
/// `up`: actual / planned; `down`: planned / actual, so that 100 % is the plan and more is better in both.
pub fn judge(planned: f64, actual: f64, direction: Direction, rules: TargetRules) -> Option<TargetResult> {
    let valid = |value: f64| value.is_finite() && value >= 0.0;
    if !valid(planned) || !valid(actual) {
        return None;
    }
    let (better, reference) = match direction {
        Direction::Up => (actual, planned),
        Direction::Down => (planned, actual),
    };
    let status = match better.partial_cmp(&reference)? {
        std::cmp::Ordering::Less => TargetStatus::NotMet,
        std::cmp::Ordering::Equal => TargetStatus::Met,
        std::cmp::Ordering::Greater => TargetStatus::Exceeded,
    };
    let percent = (planned > 0.0 && reference > 0.0).then(|| better / reference * 100.0);
    Some(result(percent.filter(|percent| percent.is_finite()), status, rules))
}

/// Judges a target of which only the percent of the plan is known; `None` of a negative one.
pub fn judge_percent(percent: f64, rules: TargetRules) -> Option<TargetResult> {
    judge(100.0, percent, Direction::Up, rules)
}

fn result(percent: Option<f64>, status: TargetStatus, rules: TargetRules) -> TargetResult {
    let rounded = percent.map(|percent| {
        let rounded = (percent * 10.0).round() / 10.0;
        match status {
            TargetStatus::NotMet => rounded.min(99.9),
            TargetStatus::Met => 100.0,
            TargetStatus::Exceeded => rounded.max(100.1),
        }
    });
    let far = percent.is_some_and(|percent| percent >= f64::from(rules.far_exceeded_percent));
    TargetResult { percent: rounded, status, far_exceeded: status == TargetStatus::Exceeded && far }
}

/// Why a target has its percent: `6/5 = 120%`, divided the way its direction says.
pub fn explain(planned: f64, actual: f64, direction: Direction, result: TargetResult, language: Language) -> String {
    let number = |value| format_number(value, language);
    let (above, below) = match direction {
        Direction::Up => (number(actual), number(planned)),
        Direction::Down => (number(planned), number(actual)),
    };
    match result.percent {
        Some(percent) => format!("{above}/{below} = {}%", number(percent)),
        None => format!("{above}/{below}"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const RULES: TargetRules = TargetRules { far_exceeded_percent: 110 };

    #[derive(Deserialize)]
    struct Case {
        planned: f64,
        actual: f64,
        better: Direction,
        percent: f64,
        status: TargetStatus,
    }

    #[test]
    fn golden_cases() {
        let cases: Vec<Case> = serde_json::from_str(include_str!("../tests/golden/targets.json")).unwrap();
        assert_eq!(cases.len(), 10);
        for case in cases {
            let found = judge(case.planned, case.actual, case.better, RULES).unwrap();
            assert_eq!((found.percent, found.status), (Some(case.percent), case.status), "{}", case.actual);
        }
    }

    #[test]
    fn edges() {
        let judged = |planned, actual, direction| judge(planned, actual, direction, RULES).unwrap();
        let nothing_planned = judged(0.0, 3.0, Direction::Up);
        assert_eq!((nothing_planned.percent, nothing_planned.status), (None, TargetStatus::Exceeded));
        let all_gone = judged(2.0, 0.0, Direction::Down);
        assert_eq!((all_gone.percent, all_gone.status), (None, TargetStatus::Exceeded));
        let nearly = judged(10_000.0, 9_999.0, Direction::Up);
        assert_eq!((nearly.percent, nearly.status), (Some(99.9), TargetStatus::NotMet));
        assert!(judged(5.0, 6.0, Direction::Up).far_exceeded && !judged(38.5, 39.0, Direction::Up).far_exceeded);
        assert_eq!(judge_percent(101.0, RULES).unwrap().status, TargetStatus::Exceeded);
        assert_eq!(judge(f64::NAN, 1.0, Direction::Up, RULES), None);
        assert_eq!(judge(1.0, -1.0, Direction::Up, RULES), None);
    }

    #[test]
    fn the_division_is_shown_as_it_was_made() {
        let result = judge(14.0, 13.2, Direction::Down, RULES).unwrap();
        assert_eq!(explain(14.0, 13.2, Direction::Down, result, Language::Vi), "14/13,2 = 106,1%");
    }

    proptest! {
        #[test]
        fn percent_and_status_agree(planned in 0.01..1e6f64, actual in 0.01..1e6f64, up: bool) {
            let direction = if up { Direction::Up } else { Direction::Down };
            let found = judge(planned, actual, direction, RULES).unwrap();
            let percent = found.percent.unwrap();
            let by_percent = match found.status {
                TargetStatus::NotMet => percent < 100.0,
                TargetStatus::Met => percent == 100.0,
                TargetStatus::Exceeded => percent > 100.0,
            };
            prop_assert!(by_percent && (!found.far_exceeded || percent >= 110.0));
        }

        #[test]
        fn the_directions_mirror_each_other(planned in 0.01..1e6f64, actual in 0.01..1e6f64) {
            prop_assert_eq!(judge(planned, actual, Direction::Up, RULES), judge(actual, planned, Direction::Down, RULES));
        }
    }
}
