//! A score as it is kept: numbers. Its words are made from its sheet when it is shown, and never say another number.

use std::collections::BTreeMap;

use super::facts::MeetingFacts;
use super::score::{CriterionScore, CriterionState, GroupScore, ScoreResult, score};
use super::sheet::{MeetingGrade, ScoreSheet};
use super::{Answers, answers::AnswerProblem};

/// Points by criterion; one that was left out, or that nobody answered, isn't there.
pub type Points = BTreeMap<String, u32>;

impl ScoreResult {
    /// The points by criterion, for keeping.
    pub fn points(&self) -> Points {
        self.criteria.iter().filter_map(|one| Some((one.criterion.clone(), one.points?))).collect()
    }

    /// The score that was kept, with its words: explanations are those of facts and answers, the numbers those that
    /// were kept, even where this program would count differently.
    pub fn of_kept(
        sheet: &ScoreSheet,
        facts: &MeetingFacts,
        answers: &Answers,
        points: &Points,
        (total, out_of, grade): (u32, u32, MeetingGrade),
    ) -> Self {
        let made = score(sheet, facts, answers);
        if made.points() == *points && (made.total, made.out_of, made.grade) == (total, out_of, grade) {
            return made;
        }
        let criteria: Vec<CriterionScore> = made.criteria.into_iter().map(|one| as_kept(one, points)).collect();
        let groups = sheet.groups.iter().map(|group| {
            let of_group = sheet.criteria.iter().zip(&criteria).filter(|(criterion, _)| criterion.group == group.id);
            let counted = of_group.filter(|(_, one)| one.state != CriterionState::LeftOut);
            let (points, out_of) =
                counted.fold((0, 0), |(points, out_of), (_, one)| (points + one.points.unwrap_or(0), out_of + one.max));
            GroupScore { group: group.id.clone(), points, out_of }
        });
        let groups = groups.collect();
        let open = |one: &&CriterionScore| one.state == CriterionState::Unanswered;
        let unanswered = criteria.iter().filter(open).map(|one| one.criterion.clone()).collect();
        let capped_by = if grade == sheet.grade_of(total) { Vec::new() } else { made.capped_by };
        let missing_points = sheet.points_for_good().saturating_sub(total);
        Self { criteria, groups, total, out_of, grade, capped_by, unanswered, missing_points, ..made }
    }
}

fn as_kept(one: CriterionScore, kept: &Points) -> CriterionScore {
    let points = kept.get(&one.criterion).copied();
    if one.points == points {
        return one;
    }
    let state = match points {
        Some(_) => CriterionState::Scored,
        None if one.state == CriterionState::Scored => CriterionState::LeftOut,
        None => one.state,
    };
    CriterionScore { points, state, problem: None::<AnswerProblem>, ..one }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::Answer;
    use crate::rulebook::Rulebook;

    #[test]
    fn kept_numbers_stay_whatever_the_program_counts_today() {
        let book = Rulebook::shipped();
        let sheet = &book.sheet_with_id("an-phu-2025").unwrap().value;
        let facts =
            MeetingFacts { duty: 20, present: 20, minutes: Some(95), minimum_minutes: 90, ..Default::default() };
        let answers = Answers::from([("4.2".to_owned(), Answer::of(9))]);
        let made = score(sheet, &facts, &answers);
        let numbers = (made.total, made.out_of, made.grade);
        assert_eq!(ScoreResult::of_kept(sheet, &facts, &answers, &made.points(), numbers), made);
        let mut points = made.points();
        points.insert("1.1".to_owned(), 3);
        points.remove("2.1");
        let kept = ScoreResult::of_kept(sheet, &facts, &answers, &points, (made.total - 6, 90, MeetingGrade::Fair));
        assert_eq!((kept.total, kept.out_of, kept.grade), (made.total - 6, 90, MeetingGrade::Fair));
        assert_eq!(kept.points(), points);
        assert_eq!(kept.criterion("2.1").unwrap().state, CriterionState::LeftOut);
        let group = kept.groups.iter().find(|group| group.group == "1").unwrap();
        assert_eq!((group.points, group.out_of), (3, 5));
    }
}
