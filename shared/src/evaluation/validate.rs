//! Whether a sheet can score every meeting: sums that add up, bands without gaps, grades down to 0.

use std::collections::BTreeSet;

use super::sheet::{Bands, Criterion, How, Limit, MeetingGrade, ScoreSheet};

/// What is wrong with a sheet; a string names the criterion or group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetProblem {
    /// Two criteria have the same id.
    SameId(String),
    /// A criterion's group isn't on the sheet.
    UnknownGroup(String),
    /// The criteria of a group don't add up to its points.
    GroupSum(String),
    /// The groups don't add up to the total.
    Total,
    /// The last band isn't `otherwise`: some value has no band.
    Gap(String),
    /// A band can never be reached: its limit isn't below, or its points aren't fewer than, the one before.
    BandOrder(String),
    /// The best band doesn't give full points.
    BestBand(String),
    /// A full-points condition names no criterion.
    UnknownCondition(String),
    /// Grades don't go from `good` down to one that begins at 0.
    Grades,
}

/// Everything that is wrong with a sheet; empty if it may be used.
pub fn validate(sheet: &ScoreSheet) -> Vec<SheetProblem> {
    let mut problems = Vec::new();
    let mut ids = BTreeSet::new();
    for criterion in &sheet.criteria {
        if !ids.insert(criterion.id.as_str()) {
            problems.push(SheetProblem::SameId(criterion.id.clone()));
        }
        if !sheet.groups.iter().any(|group| group.id == criterion.group) {
            problems.push(SheetProblem::UnknownGroup(criterion.id.clone()));
        }
        if let How::Bands(bands) = &criterion.how {
            problems.extend(band_problem(criterion, bands));
        }
    }
    for group in &sheet.groups {
        let sum: u32 = sheet.criteria.iter().filter(|c| c.group == group.id).map(|c| c.max).sum();
        if sum != group.max {
            problems.push(SheetProblem::GroupSum(group.id.clone()));
        }
    }
    if sheet.groups.iter().map(|group| group.max).sum::<u32>() != sheet.total {
        problems.push(SheetProblem::Total);
    }
    let unknown = sheet.must_be_full_for_good.iter().filter(|id| !ids.contains(id.as_str()));
    problems.extend(unknown.cloned().map(SheetProblem::UnknownCondition));
    if !grades_go_down_to_zero(sheet) {
        problems.push(SheetProblem::Grades);
    }
    problems
}

fn band_problem(criterion: &Criterion, bands: &Bands) -> Option<SheetProblem> {
    let id = || criterion.id.clone();
    if bands.bands.last().is_none_or(|band| band.limit != Limit::Otherwise) {
        return Some(SheetProblem::Gap(id()));
    }
    if bands.bands.first().is_none_or(|band| band.points != criterion.max) {
        return Some(SheetProblem::BestBand(id()));
    }
    // Limits of different kinds are compared at a whole of 90, the shortest meeting.
    let reached = |limit: Limit| limit.least(90);
    let in_order = bands.bands.windows(2).all(|pair| match pair {
        [above, below] => above.points > below.points && reached(above.limit) > reached(below.limit),
        _ => true,
    });
    (!in_order).then(|| SheetProblem::BandOrder(id()))
}

fn grades_go_down_to_zero(sheet: &ScoreSheet) -> bool {
    let order: Vec<MeetingGrade> = sheet.grades.iter().map(|step| step.grade).collect();
    order == MeetingGrade::ALL
        && sheet.grades.windows(2).all(|pair| matches!(pair, [above, below] if above.min > below.min))
        && sheet.grades.last().is_some_and(|step| step.min == 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::Rulebook;

    fn broken(change: impl FnOnce(&mut ScoreSheet)) -> Vec<SheetProblem> {
        let mut copy = Rulebook::shipped().sheet_with_id("an-phu-2025").unwrap().value.clone();
        change(&mut copy);
        validate(&copy)
    }

    fn bands(sheet: &mut ScoreSheet) -> &mut Bands {
        let How::Bands(bands) = &mut sheet.criteria[0].how else { panic!("1.1 has bands") };
        bands
    }

    #[test]
    fn each_defect_is_named() {
        use SheetProblem::*;
        let first = || "1.1".to_owned();
        assert_eq!(
            broken(|s| {
                bands(s).bands.pop();
            }),
            [Gap(first())]
        );
        assert_eq!(
            broken(|s| {
                bands(s).bands.remove(0);
            }),
            [BestBand(first())]
        );
        assert_eq!(broken(|s| bands(s).bands.swap(1, 2)), [BandOrder(first())]);
        assert_eq!(broken(|s| bands(s).bands[2].points = 4), [BandOrder(first())]);
        assert_eq!(broken(|s| s.criteria[1].id = first()), [SameId(first())]);
        assert_eq!(broken(|s| s.criteria[2].max += 1), [GroupSum("2".into())]);
        assert_eq!(broken(|s| s.total = 99), [Total]);
        assert_eq!(broken(|s| s.must_be_full_for_good.push("9.9".into())), [UnknownCondition("9.9".into())]);
        assert_eq!(
            broken(|s| {
                s.grades.pop();
            }),
            [Grades]
        );
        assert_eq!(broken(|s| s.criteria[0].group = "9".into()), [UnknownGroup(first()), GroupSum("1".into())]);
    }
}
