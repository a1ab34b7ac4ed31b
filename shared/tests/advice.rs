//! What the rules say of a meeting, and what a sheet takes from the same records.
#![allow(clippy::unwrap_used, reason = "clippy knows test functions, not the functions they share")]

use std::sync::LazyLock;

use chrono::NaiveDate;
use proptest::prelude::*;
use shared::evaluation::{Answers, ScoreSheet, YesFact, score};
use shared::finding::{Concerned, Finding, FindingState, Severity};
use shared::id::MemberId;
use shared::language::Language;
use shared::meeting::attendance::AttendanceSummary;
use shared::meeting::findings::findings;
use shared::meeting::state::{AgendaState, MeetingState, Prepared, VoteState};
use shared::meeting::votes::{Electorate, VoteCounts};
use shared::meeting::{MeetingKind, MeetingStatus, VoteSubject};
use shared::rule_set::RuleSet;
use shared::rulebook::Rulebook;
use shared::unit::BranchKind;

static BOOK: LazyLock<Rulebook> = LazyLock::new(Rulebook::shipped);

fn sheet(id: &str) -> &'static ScoreSheet {
    &BOOK.sheet_with_id(id).unwrap().value
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn rules_of(meeting: &MeetingState) -> &'static RuleSet {
    BOOK.on(meeting.date).unwrap()
}

/// A meeting of 04/3/2026 with everything in order, judged the day after.
fn complete() -> MeetingState {
    let (date, today) = (day(2026, 3, 4), day(2026, 3, 5));
    let items = BOOK.agenda(BranchKind::Village, MeetingKind::Regular, date, false);
    MeetingState {
        fixed_day: 4,
        prepared: Some(Prepared { held_on: day(2026, 3, 1), minutes: true }),
        focal_issues: 1,
        agenda: items
            .iter()
            .map(|i| AgendaState {
                part: i.part,
                mandatory: i.mandatory,
                previous_tasks: i.previous_tasks,
                done: i.mandatory,
            })
            .collect(),
        to_tell: 21,
        told: 21,
        supervisor_told: true,
        handouts: vec![Some(day(2026, 3, 2))],
        minutes: Some(95),
        attendance: AttendanceSummary { duty: 21, present: 20, excused: 1, ..Default::default() },
        speakers: 12,
        praise_or_reminders: 1,
        self_criticism_minutes: Some(20),
        chair_and_secretary: true,
        draft_resolution: true,
        votes: vec![vote(VoteSubject::Resolution, 18)],
        resolution_issued: true,
        minutes_adopted: true,
        tasks: 3,
        tasks_complete: 3,
        previous_tasks: 2,
        previous_done: 2,
        reported_on: Some(today),
        ..MeetingState::new(MeetingKind::Regular, MeetingStatus::Submitted, date, today)
    }
}

fn people(count: u32) -> Vec<Concerned> {
    (0..count).map(|n| Concerned::new(MemberId(uuid::Uuid::from_u128(n.into())), format!("Đảng viên {n}"))).collect()
}

fn vote(subject: VoteSubject, in_favour: u32) -> VoteState {
    let electorate = Electorate { present: 20, all: 20 };
    VoteState { subject, counts: VoteCounts { in_favour, against: 0, abstain: 0 }, electorate }
}

fn finding(meeting: &MeetingState, rule: &str) -> Option<Finding> {
    findings(meeting, rules_of(meeting)).into_iter().find(|finding| finding.rule == rule)
}

fn state(meeting: &MeetingState, rule: &str) -> Option<FindingState> {
    finding(meeting, rule).map(|finding| finding.state)
}

#[test]
fn a_complete_meeting_has_nothing_to_mend() {
    let meeting = complete();
    let found = findings(&meeting, rules_of(&meeting));
    let rules: Vec<&str> = found.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(
        rules,
        ["R-03", "R-04", "R-05", "R-06", "R-07", "R-08", "R-09", "R-10", "R-11", "R-15", "R-16", "R-17", "R-20"]
    );
    for finding in &found {
        assert_eq!(finding.state, FindingState::Ok, "{finding:?}");
    }
    let facts = meeting.facts(rules_of(&meeting));
    assert_eq!(facts.yes.len(), YesFact::ALL.len());
    assert!(facts.yes.values().all(|holds| *holds), "{:?}", facts.yes);
    let result = score(sheet("an-phu-2025"), &facts, &Answers::new());
    assert_eq!((result.total, result.out_of), (70, 95));
}

#[test]
fn what_is_missing_before_the_meeting_is_a_warning_after_it() {
    let lacking = |status| MeetingState {
        prepared: None,
        focal_issues: 0,
        supervisor_told: false,
        handouts: Vec::new(),
        today: day(2026, 3, 2),
        status,
        ..complete()
    };
    for rule in ["R-04", "R-05", "R-07"] {
        assert_eq!(state(&lacking(MeetingStatus::Planned), rule), Some(FindingState::Missing), "{rule}");
        assert_eq!(state(&lacking(MeetingStatus::Concluded), rule), Some(FindingState::Warn), "{rule}");
    }
    let planned = lacking(MeetingStatus::Planned);
    assert_eq!(state(&planned, "R-08"), Some(FindingState::Missing));
    assert_eq!(state(&MeetingState { today: day(2026, 3, 4), ..planned }, "R-08"), Some(FindingState::Warn));
}

#[test]
fn each_breach_is_found() {
    let breaches: [(&str, MeetingState); 13] = [
        ("R-03", MeetingState { fixed_day: 5, ..complete() }),
        ("R-04", MeetingState { prepared: Some(Prepared { held_on: day(2026, 3, 5), minutes: true }), ..complete() }),
        ("R-05", MeetingState { focal_issues: 2, ..complete() }),
        ("R-06", MeetingState { agenda: Vec::new(), ..complete() }),
        ("R-07", MeetingState { told: 20, ..complete() }),
        ("R-08", MeetingState { handouts: vec![Some(day(2026, 3, 4))], ..complete() }),
        ("R-09", MeetingState { minutes: Some(89), ..complete() }),
        ("R-09", MeetingState { combined: true, minutes: Some(119), ..complete() }),
        (
            "R-11",
            MeetingState { attendance: AttendanceSummary { unexcused: 1, ..complete().attendance }, ..complete() },
        ),
        ("R-12", MeetingState { excused_too_often: people(1), ..complete() }),
        ("R-15", MeetingState { votes: vec![vote(VoteSubject::Admission, 13)], ..complete() }),
        ("R-17", MeetingState { tasks_complete: 2, ..complete() }),
        ("R-20", MeetingState { reported_on: Some(day(2026, 3, 7)), ..complete() }),
    ];
    for (rule, meeting) in breaches {
        assert!(matches!(state(&meeting, rule), Some(FindingState::Warn | FindingState::Missing)), "{rule}");
    }
    let few = AttendanceSummary { duty: 21, present: 13, excused: 8, ..Default::default() };
    let few = MeetingState { attendance: few, ..complete() };
    assert_eq!((state(&few, "R-10"), state(&few, "R-16")), (Some(FindingState::Warn), Some(FindingState::Warn)));
}

#[test]
fn only_impossible_votes_block() {
    let votes = vec![vote(VoteSubject::Resolution, 18), vote(VoteSubject::Other, 21)];
    let meeting = MeetingState { votes, ..complete() };
    let blocking: Vec<Finding> = findings(&meeting, rules_of(&meeting))
        .into_iter()
        .filter(|finding| finding.severity == Severity::Block)
        .collect();
    assert_eq!(blocking.len(), 1);
    assert_eq!((blocking[0].rule.as_str(), blocking[0].document(Language::Vi)), ("R-14", "Điều lệ Đảng, Điều 3"));
}

#[test]
fn a_resolution_that_did_not_pass_blocks_and_so_does_one_without_a_vote() {
    let blocks = |votes| {
        let meeting = MeetingState { votes, ..complete() };
        let found = findings(&meeting, rules_of(&meeting)).into_iter();
        found.filter(|finding| finding.severity == Severity::Block).map(|finding| finding.rule).collect::<Vec<_>>()
    };
    assert_eq!(blocks(vec![vote(VoteSubject::Resolution, 10)]), ["R-15"]);
    assert_eq!(blocks(Vec::new()), ["R-15"]);
    assert_eq!(blocks(vec![vote(VoteSubject::Resolution, 11), vote(VoteSubject::Admission, 5)]), Vec::<String>::new());
}

#[test]
fn a_meeting_of_2022_is_judged_by_the_rules_of_2018() {
    let meeting = MeetingState {
        date: day(2022, 3, 4),
        today: day(2022, 3, 20),
        prepared: Some(Prepared { held_on: day(2022, 3, 1), minutes: true }),
        attendance: AttendanceSummary { duty: 22, present: 19, excused: 3, ..Default::default() },
        ..complete()
    };
    assert_eq!((finding(&meeting, "R-08"), finding(&meeting, "R-20")), (None, None));
    let attendance = finding(&meeting, "R-10").unwrap();
    assert_eq!((attendance.state, attendance.text(Language::Vi)), (FindingState::Ok, "19/22 = 86,3%, cần trên 85%"));
    assert_eq!(attendance.document(Language::Vi), "Hướng dẫn 12-HD/BTCTW ngày 06/7/2018");
    let later = MeetingState { date: day(2026, 3, 4), ..meeting };
    assert_eq!(state(&later, "R-10"), Some(FindingState::Warn));
}

#[test]
fn a_branch_with_only_a_secretary_needs_no_preparatory_meeting() {
    assert_eq!(finding(&MeetingState { only_secretary: true, prepared: None, ..complete() }, "R-04"), None);
}

#[test]
fn a_report_may_still_come_until_its_day() {
    let on = |today| MeetingState { reported_on: None, status: MeetingStatus::Concluded, today, ..complete() };
    assert_eq!(state(&on(day(2026, 3, 6)), "R-20"), Some(FindingState::Missing));
    assert_eq!(state(&on(day(2026, 3, 7)), "R-20"), Some(FindingState::Warn));
    let facts = |today| on(today).facts(rules_of(&complete())).yes[&YesFact::DocumentsWithin2DaysAfter];
    assert_eq!((facts(day(2026, 3, 6)), facts(day(2026, 3, 7))), (true, false));
}

#[test]
fn what_only_the_meeting_shows_is_unknown_before_it() {
    let planned = MeetingState { status: MeetingStatus::Announced, minutes: None, ..complete() };
    let facts = planned.facts(rules_of(&planned));
    assert!(!facts.yes.contains_key(&YesFact::AllStepsDone));
    assert!(facts.yes[&YesFact::DraftResolution]);
    let untimed = MeetingState { self_criticism_minutes: None, self_criticisms: 2, ..complete() };
    assert!(!untimed.facts(rules_of(&untimed)).yes.contains_key(&YesFact::SelfCriticismTime));
}

proptest! {
    #[test]
    fn any_records_are_judged_in_both_languages(
        numbers in proptest::collection::vec(0..40u32, 12),
        places in (0..3usize, 0..6usize, 0..5usize),
        flags in proptest::collection::vec(any::<bool>(), 4),
    ) {
        let meeting = MeetingState {
            kind: MeetingKind::ALL[places.0],
            status: MeetingStatus::ALL[places.1],
            fixed_day: numbers[0],
            focal_issues: numbers[1],
            told: numbers[2],
            minutes: flags[0].then_some(numbers[3]),
            attendance: AttendanceSummary { duty: numbers[4], present: numbers[5].min(numbers[4]), unexcused: numbers[6], ..Default::default() },
            votes: vec![vote(VoteSubject::ALL[places.2], numbers[7])],
            tasks: numbers[8],
            tasks_complete: numbers[9],
            supervisor_told: flags[1],
            combined: flags[2],
            only_secretary: flags[3],
            excused_too_often: people(numbers[10]),
            ..complete()
        };
        for finding in findings(&meeting, rules_of(&meeting)) {
            prop_assert!(!finding.text.vi.is_empty() && !finding.text.en.is_empty());
            prop_assert!(!finding.document.vi.is_empty() && !finding.document.en.is_empty());
        }
        let result = score(sheet("an-phu-2025"), &meeting.facts(rules_of(&meeting)), &Answers::new());
        prop_assert!(result.total <= result.out_of);
    }
}
