//! How records and people's answers meet on a sheet, beyond the golden cases.
#![allow(clippy::unwrap_used, reason = "clippy knows test functions, not the functions they share")]

use std::sync::LazyLock;

use proptest::prelude::*;
use shared::evaluation::{
    Answer, AnswerProblem, Answers, CriterionState, MeetingFacts, MeetingGrade, ScoreResult, ScoreSheet, UNEXCUSED,
    YesFact, score,
};
use shared::language::Language;
use shared::rulebook::Rulebook;

static BOOK: LazyLock<Rulebook> = LazyLock::new(Rulebook::shipped);

fn sheet(id: &str) -> &'static ScoreSheet {
    &BOOK.sheet_with_id(id).unwrap().value
}

fn default_sheet() -> &'static ScoreSheet {
    sheet("an-phu-2025")
}

/// A meeting that the records give everything for.
fn full() -> MeetingFacts {
    MeetingFacts {
        duty: 21,
        present: 21,
        minutes: Some(95),
        minimum_minutes: 90,
        speakers: 12,
        left_out_exempt: 2,
        yes: YesFact::ALL.iter().map(|fact| (*fact, true)).collect(),
        ..MeetingFacts::default()
    }
}

fn answer(points: u32, note: &str) -> Answer {
    Answer { points, note: Some(note.to_owned()) }
}

fn with(facts: &MeetingFacts, id: &str, answer: Answer) -> ScoreResult {
    score(default_sheet(), facts, &Answers::from([(id.to_owned(), answer)]))
}

#[test]
fn left_out_differs_from_not_answered() {
    let result = score(default_sheet(), &full(), &Answers::new());
    assert_eq!(result.criterion("4.3").unwrap().state, CriterionState::LeftOut);
    assert_eq!(result.criterion("4.2").unwrap().state, CriterionState::Unanswered);
    assert_eq!(result.unanswered, ["4.2", "5.1", "5.2", "5.3", "5.4", "6.1", "6.2", "6.3", "6.4"]);
    assert_eq!(result.to_confirm, ["3.1", "4.6", "4.7"]);
    assert_eq!((result.total, result.out_of, result.complete()), (70, 95, false));
    let group = result.groups.iter().find(|group| group.group == "4").unwrap();
    assert_eq!((group.points, group.out_of), (15, 25));
}

#[test]
fn records_that_are_not_there_are_not_answered() {
    let before = MeetingFacts { minutes: None, present: 0, yes: Default::default(), ..full() };
    let result = score(default_sheet(), &before, &Answers::new());
    for id in ["1.1", "4.5", "2.2", "8.3"] {
        assert_eq!(result.criterion(id).unwrap().state, CriterionState::Unanswered, "{id}");
    }
}

#[test]
fn a_computed_figure_is_replaced_only_with_a_reason() {
    for silent in [Answer::of(3), answer(3, "  ")] {
        let result = with(&full(), "1.1", silent);
        let kept = result.criterion("1.1").unwrap();
        assert_eq!((kept.points, kept.problem), (Some(5), Some(AnswerProblem::NeedsReason)));
        assert!(!result.complete());
    }
    let result = with(&full(), "1.1", answer(3, "Nghỉ giữa giờ 20 phút"));
    let replaced = result.criterion("1.1").unwrap();
    assert_eq!((replaced.points, replaced.computed, replaced.problem), (Some(3), Some(5), None));
    let why = replaced.overridden.as_ref().unwrap();
    assert_eq!((why.computed, why.reason.as_str()), (5, "Nghỉ giữa giờ 20 phút"));
}

#[test]
fn confirming_needs_no_reason() {
    let result = with(&full(), "3.1", Answer::of(0));
    assert_eq!(
        (result.criterion("3.1").unwrap().points, result.to_confirm.contains(&"3.1".to_owned())),
        (Some(0), false)
    );
    assert!(with(&full(), "1.1", Answer::of(5)).criterion("1.1").unwrap().problem.is_none());
}

#[test]
fn answers_that_do_not_fit_are_named() {
    for (id, points, problem) in [
        ("4.2", 11, AnswerProblem::TooManyPoints),
        ("3.1", 2, AnswerProblem::AllOrNothing),
        ("4.3", 5, AnswerProblem::LeftOut),
    ] {
        let result = with(&full(), id, answer(points, "lý do"));
        assert_eq!(result.criterion(id).unwrap().problem, Some(problem), "{id}");
        assert_eq!(result.total, 70, "{id}");
    }
}

#[test]
fn explanations_say_how_much_of_what() {
    let facts = MeetingFacts { previous_tasks: 3, previous_done: 2, present: 20, ..full() };
    let result = score(default_sheet(), &facts, &Answers::new());
    let text = |id: &str, language| result.criterion(id).unwrap().explanation.as_ref().unwrap().text(language);
    assert_eq!(text("1.1", Language::Vi), "95 phút, cần 90");
    assert_eq!(text("2.1", Language::Vi), "20/21 = 95,2%; không tính 2 miễn sinh hoạt");
    assert_eq!(text("4.5", Language::En), "12/20 = 60%");
    assert_eq!(text("7.1", Language::En), "2/3 = 66.6%");
    assert_eq!(text("8.3", Language::Vi), "Gửi tài liệu trong 2 ngày sau họp: có");
    let rule = &result.criterion("7.1").unwrap().explanation.as_ref().unwrap().rule;
    assert_eq!((rule.vi.as_str(), rule.en.as_str()), ("từ 60%: 20 điểm", "at least 60%: 20 points"));
}

#[test]
fn an_unexcused_absence_takes_the_lowest_band_and_says_so() {
    let facts = MeetingFacts { present: 20, unexcused: 1, ..full() };
    let result = score(default_sheet(), &facts, &Answers::new());
    let attendance = result.criterion("2.1").unwrap();
    assert_eq!(attendance.points, Some(1));
    let text = attendance.explanation.as_ref().unwrap().text(Language::Vi);
    assert_eq!(text, "20/21 = 95,2%; 1 vắng không lý do; không tính 2 miễn sinh hoạt");
    let hint = result.to_reach_good.iter().find(|hint| hint.criterion == "2.1").unwrap();
    assert_eq!(hint.text(default_sheet(), Language::Vi), "2.1: không ai vắng không lý do (thêm 3 điểm)");
}

#[test]
fn each_unexcused_absence_costs_points_where_the_sheet_says_and_keeps_good_away() {
    let sheet = sheet("reconstructed-2018");
    let judged = sheet.criteria.iter().map(|c| (c.id.clone(), Answer { points: c.max, note: Some("đủ".into()) }));
    let answers: Answers = judged.filter(|(id, _)| id != "1.1").collect();
    let with = |unexcused| score(sheet, &MeetingFacts { present: 21 - unexcused, unexcused, ..full() }, &answers);
    let attendance = |unexcused| with(unexcused).criterion("1.1").unwrap().points;
    assert_eq!((attendance(0), attendance(1), attendance(2)), (Some(10), Some(8), Some(4)));
    assert_eq!((with(0).grade, with(0).capped_by.len()), (MeetingGrade::Good, 0));
    assert_eq!((with(1).total, with(1).grade), (98, MeetingGrade::Fair));
    assert_eq!(with(1).capped_by, ["1.1"]);
    let rule = with(1).criterion("1.1").unwrap().explanation.clone().unwrap().rule;
    assert_eq!(rule.vi, "từ 95%: 10 điểm; trừ 2 điểm mỗi người vắng không lý do");
    let mut without = sheet.clone();
    without.criteria[0].how = shared::evaluation::How::Judged;
    let answers = Answers::from_iter(answers.into_iter().chain([("1.1".to_owned(), Answer::of(10))]));
    let facts = MeetingFacts { present: 20, unexcused: 1, ..full() };
    assert_eq!(score(&without, &facts, &answers).capped_by, [UNEXCUSED]);
}

#[test]
fn hints_put_what_caps_first_and_count_what_is_needed() {
    let strict = sheet("an-phu-2025-strict");
    let facts = MeetingFacts { speakers: 8, has_thematic: true, ..full() };
    let answers: Answers = strict
        .criteria
        .iter()
        .filter(|c| matches!(c.id.as_bytes()[0], b'5' | b'6') || ["4.2", "4.3"].contains(&c.id.as_str()))
        .map(|c| (c.id.clone(), Answer::of(if c.id == "4.2" { 5 } else { c.max })))
        .collect();
    let result = score(strict, &facts, &answers);
    assert_eq!((result.total, result.grade, result.missing_points), (93, MeetingGrade::Fair, 0));
    assert_eq!(result.capped_by, ["4.5"]);
    let texts: Vec<String> = result.to_reach_good.iter().map(|hint| hint.text(strict, Language::Vi)).collect();
    assert_eq!(texts[0], "4.5: cần 11 người phát biểu, đang có 8 (thêm 2 điểm, bắt buộc đủ điểm để đạt Tốt)");
    assert!(texts[1].starts_with("4.2: ") && texts.len() == 2, "{texts:?}");
}

fn facts() -> impl Strategy<Value = MeetingFacts> {
    let counts = (0..60u32, 0..60u32, 0..3u32, proptest::option::of(0..200u32), 0..60u32);
    (
        counts,
        0..12u32,
        0..12u32,
        any::<bool>(),
        any::<bool>(),
        proptest::collection::btree_map(0..14usize, any::<bool>(), 0..14),
    )
        .prop_map(
            |((duty, present, unexcused, minutes, speakers), tasks, done, has_thematic, only_secretary, yes)| {
                MeetingFacts {
                    duty,
                    present: present.min(duty),
                    unexcused,
                    minutes,
                    minimum_minutes: 90,
                    speakers,
                    previous_tasks: tasks,
                    previous_done: done.min(tasks),
                    has_thematic,
                    only_secretary,
                    yes: yes.into_iter().map(|(place, holds)| (YesFact::ALL[place], holds)).collect(),
                    ..MeetingFacts::default()
                }
            },
        )
}

fn answers() -> impl Strategy<Value = Answers> {
    let ids: Vec<String> = default_sheet().criteria.iter().map(|c| c.id.clone()).chain(["9.9".to_owned()]).collect();
    let note = proptest::option::of("[ a-z]{0,5}");
    let one = (0..40u32, note).prop_map(|(points, note)| Answer { points, note });
    proptest::collection::btree_map(proptest::sample::select(ids), one, 0..28)
}

proptest! {
    #[test]
    fn totals_add_up_whatever_is_entered(facts in facts(), answers in answers()) {
        for sheet in BOOK.sheets().iter().map(|kept| &kept.value) {
            let result = score(sheet, &facts, &answers);
            let sum: u32 = result.criteria.iter().filter_map(|c| c.points).sum();
            prop_assert_eq!(sum, result.total);
            prop_assert!(result.total <= result.out_of);
            let thematic = sheet.id.starts_with("an-phu") && !facts.has_thematic;
            prop_assert_eq!(result.out_of, if thematic { 95 } else { 100 });
            let numbers = (result.total, result.out_of, result.grade);
            prop_assert_eq!(&ScoreResult::of_kept(sheet, &facts, &answers, &result.points(), numbers), &result);
            for criterion in &result.criteria {
                prop_assert_eq!(criterion.points.is_some(), criterion.state == CriterionState::Scored);
                prop_assert!(criterion.points.is_none_or(|points| points <= criterion.max));
                prop_assert!(criterion.computed.is_none() || criterion.explanation.is_some());
            }
            prop_assert!(result.capped_by.is_empty() || result.grade == MeetingGrade::Fair);
            for language in [Language::Vi, Language::En] {
                for hint in &result.to_reach_good {
                    prop_assert!(hint.text(sheet, language).contains(&hint.criterion));
                }
            }
        }
    }

    #[test]
    fn more_speakers_never_cost_points(facts in facts(), answers in answers()) {
        let more = MeetingFacts { speakers: facts.speakers + 1, ..facts.clone() };
        let total = |facts| score(default_sheet(), facts, &answers).total;
        prop_assert!(total(&facts) <= total(&more));
    }
}
