//! Golden cases: facts of meetings and what each shipped sheet makes of them.
#![allow(clippy::unwrap_used, reason = "clippy knows test functions, not the functions they share")]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use shared::evaluation::{Answer, Answers, CriterionState, MeetingFacts, MeetingGrade, YesFact, score};
use shared::rulebook::Rulebook;

static BOOK: LazyLock<Rulebook> = LazyLock::new(Rulebook::shipped);

#[derive(Deserialize)]
struct Case {
    facts: Facts,
    expected: BTreeMap<String, Expected>,
}

#[derive(Deserialize)]
struct Facts {
    id: String,
    duty: u32,
    present: u32,
    unexcused: u32,
    minutes: u32,
    speakers: u32,
    previous_tasks: u32,
    previous_done: u32,
    has_thematic: bool,
    only_secretary: bool,
    yes: BTreeMap<YesFact, bool>,
    judged: BTreeMap<String, u32>,
}

#[derive(Deserialize)]
struct Expected {
    points: BTreeMap<String, Option<u32>>,
    total: u32,
    out_of: u32,
    grade: MeetingGrade,
    capped_by: Vec<String>,
}

impl Facts {
    fn meeting(&self) -> MeetingFacts {
        MeetingFacts {
            duty: self.duty,
            present: self.present,
            unexcused: self.unexcused,
            minutes: Some(self.minutes),
            minimum_minutes: BOOK.rule_set("rs-2025").unwrap().meeting.minimum_minutes(self.duty, false),
            speakers: self.speakers,
            previous_tasks: self.previous_tasks,
            previous_done: self.previous_done,
            has_thematic: self.has_thematic,
            only_secretary: self.only_secretary,
            yes: self.yes.clone(),
            ..MeetingFacts::default()
        }
    }

    /// Points given by people; a person has no box for a criterion that is left out.
    fn answers(&self) -> Answers {
        let asked = self.judged.iter().filter(|(id, _)| self.has_thematic || id.as_str() != "4.3");
        asked.map(|(id, points)| (id.clone(), Answer::of(*points))).collect()
    }
}

#[test]
fn every_case_on_every_sheet() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("golden/scores.json")).unwrap();
    assert_eq!(cases.len(), 24);
    for case in cases {
        assert_eq!(case.expected.len(), 2);
        for (id, expected) in case.expected {
            let name = format!("{} on {id}", case.facts.id);
            let sheet = &BOOK.sheet_with_id(&id).unwrap().value;
            let result = score(sheet, &case.facts.meeting(), &case.facts.answers());
            let points: BTreeMap<_, _> = result.criteria.iter().map(|c| (c.criterion.clone(), c.points)).collect();
            assert_eq!(points, expected.points, "{name}");
            assert_eq!((result.total, result.out_of), (expected.total, expected.out_of), "{name}");
            assert_eq!((result.grade, &result.capped_by), (expected.grade, &expected.capped_by), "{name}");
            assert!(result.complete(), "{name}: {:?}", result.unanswered);
            let left_out = result.criterion("4.3").unwrap().state == CriterionState::LeftOut;
            assert_eq!(left_out, !case.facts.has_thematic, "{name}");
            let best = result.grade == MeetingGrade::Good;
            assert_eq!(result.to_reach_good.is_empty(), best, "{name}");
        }
    }
}
