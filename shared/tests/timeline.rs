//! The facts of one subject in a row: whatever is changed, no two hold on one day, no day is lost, and days that a change
//! isn't about keep what they had.

#![allow(clippy::unwrap_used, reason = "clippy knows test functions, not the functions they share")]

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use shared::dated::{Edits, Fact, Gaps, Span, Trouble, begin, begin_or_add, correct, end, withdraw};

#[derive(Debug, Clone, PartialEq, Eq)]
struct Named {
    name: u8,
    span: Span,
}

impl Fact for Named {
    fn span(&self) -> Span {
        self.span
    }
    fn during(&self, span: Span) -> Self {
        Self { span, ..self.clone() }
    }
    fn same(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap().checked_add_days(Days::new(number)).unwrap()
}

fn named(name: u8, first: u64, last: Option<u64>) -> Named {
    Named { name, span: Span::new(day(first), last.map(day)) }
}

/// Whose day each of the first days is.
fn on_each_day(facts: &[Named]) -> Vec<Option<u8>> {
    (0..80)
        .map(|number| {
            let mut found = facts.iter().filter(|fact| fact.span.covers(day(number)));
            let first = found.next().map(|fact| fact.name);
            assert_eq!(found.next(), None, "two hold on one day: {facts:?}");
            first
        })
        .collect()
}

/// Something that is done to a row of facts.
#[derive(Debug, Clone)]
enum Step {
    Begin(u8, u64),
    End(u64),
    Correct(usize, u8, u64, Option<u64>),
    Withdraw(usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..6_u8, 0..70_u64).prop_map(|(name, first)| Step::Begin(name, first)),
        1 => (0..70_u64).prop_map(Step::End),
        2 => (0..5_usize, 0..6_u8, 0..70_u64, proptest::option::of(0..70_u64))
            .prop_map(|(at, name, first, last)| Step::Correct(at, name, first, last)),
        1 => (0..5_usize).prop_map(Step::Withdraw),
    ]
}

fn edits(facts: &[Named], step: &Step, gaps: Gaps) -> Result<Edits<Named>, Trouble> {
    match step {
        Step::Begin(name, first) => begin(facts, &named(*name, *first, None), gaps),
        Step::End(last) => end(facts, day(*last)),
        Step::Correct(at, name, first, last) => correct(facts, *at, &named(*name, *first, *last)),
        Step::Withdraw(at) => withdraw(facts, *at, gaps),
    }
}

proptest! {
    #[test]
    fn whatever_is_changed_there_is_one_fact_a_day(
        steps in proptest::collection::vec(step(), 1..20), never in any::<bool>(),
    ) {
        let gaps = if never { Gaps::Never } else { Gaps::Allowed };
        let mut facts = vec![named(9, 10, None)];
        for step in steps {
            let before = on_each_day(&facts);
            let Ok(edits) = edits(&facts, &step, gaps) else { continue };
            prop_assert!(edits.replaced.iter().all(|fact| facts.contains(fact)));
            let after = edits.applied(&facts);
            let now = on_each_day(&after);
            // Days that only facts cover which were neither replaced nor written keep what they had.
            for (number, (was, is)) in before.iter().zip(&now).enumerate() {
                let of = |facts: &[Named]| facts.iter().any(|fact| fact.span.covers(day(number as u64)));
                if !of(&edits.replaced) && !of(&edits.written) {
                    prop_assert_eq!(was, is);
                }
            }
            if let Step::Begin(name, first) = step {
                let first = usize::try_from(first).unwrap();
                prop_assert_eq!(&before[..first], &now[..first], "the past stays");
                prop_assert_eq!(now[first], Some(name));
            }
            if gaps == Gaps::Never && !matches!(step, Step::End(_) | Step::Correct(..)) {
                let days = |row: &[Option<u8>]| row.iter().map(Option::is_some).collect::<Vec<_>>();
                prop_assert_eq!(days(&before), days(&now), "no day is lost or won");
            }
            facts = after;
        }
    }

    #[test]
    fn what_was_begun_and_taken_back_leaves_no_trace(name in 0..6_u8, first in 11..70_u64) {
        let facts = vec![named(9, 10, Some(30)), named(8, 31, None)];
        if let Ok(edits) = begin(&facts, &named(name, first, None), Gaps::Never) {
            let after = edits.applied(&facts);
            let at = after.iter().position(|fact| fact.span.starts_on == day(first)).unwrap();
            let back = withdraw(&after, at, Gaps::Never).unwrap().applied(&after);
            prop_assert_eq!(back, facts);
        }
    }
}

#[test]
fn a_new_fact_ends_the_one_before_and_holds_up_to_the_next() {
    let facts = [named(1, 0, Some(19)), named(2, 20, None)];
    let after = begin(&facts, &named(3, 10, None), Gaps::Never).unwrap().applied(&facts);
    assert_eq!(after, [named(1, 0, Some(9)), named(3, 10, Some(19)), named(2, 20, None)]);
}

#[test]
fn a_correction_moves_the_neighbours_along() {
    let facts = [named(1, 0, Some(9)), named(2, 10, Some(19)), named(3, 20, None)];
    let after = correct(&facts, 1, &named(2, 5, Some(24))).unwrap().applied(&facts);
    assert_eq!(after, [named(1, 0, Some(4)), named(2, 5, Some(24)), named(3, 25, None)]);
    let back = withdraw(&after, 1, Gaps::Never).unwrap().applied(&after);
    assert_eq!(back, [named(1, 0, Some(24)), named(3, 25, None)]);
}

#[test]
fn what_can_not_be_is_told() {
    let facts = [named(1, 5, Some(9)), named(2, 10, Some(19)), named(3, 30, Some(39))];
    let begin = |new: Named, gaps| begin(&facts, &new, gaps).unwrap_err();
    assert_eq!(begin(named(4, 10, None), Gaps::Never), Trouble::BeginsThere);
    assert_eq!(begin(named(4, 2, None), Gaps::Never), Trouble::NothingInForce);
    assert_eq!(begin(named(4, 25, None), Gaps::Never), Trouble::NothingInForce);
    assert_eq!(begin(named(2, 12, None), Gaps::Never), Trouble::NothingChanges);
    assert_eq!(begin(named(4, 25, Some(35)), Gaps::Allowed), Trouble::Overlap);
    assert_eq!(begin(named(4, 25, Some(20)), Gaps::Allowed), Trouble::OutOfOrder);
    assert_eq!(end(&facts, day(12)).unwrap_err(), Trouble::LaterFacts);
    assert_eq!(end(&facts, day(39)).unwrap_err(), Trouble::NothingChanges);
    assert_eq!(end(&facts, day(45)).unwrap_err(), Trouble::NothingInForce);
    let correct = |at, right: Named| correct(&facts, at, &right).unwrap_err();
    assert_eq!(correct(1, named(2, 5, Some(19))), Trouble::OutOfOrder);
    assert_eq!(correct(1, named(2, 10, Some(30))), Trouble::Overlap);
    assert_eq!(correct(1, named(2, 10, None)), Trouble::Overlap);
    assert_eq!(correct(2, named(3, 18, None)), Trouble::Overlap);
    assert_eq!(correct(2, named(3, 30, Some(29))), Trouble::OutOfOrder);
    assert_eq!(correct(7, named(3, 30, None)), Trouble::NothingInForce);
    assert_eq!(withdraw(&facts, 0, Gaps::Never).unwrap_err(), Trouble::NothingBefore);
    assert_eq!(withdraw(&facts, 2, Gaps::Allowed).unwrap().written, []);
}

#[test]
fn what_begins_on_the_same_day_is_added_to_and_not_written_over() {
    // A name of two parts: tens and ones.
    let parts = |fact: &Named| vec![fact.name / 10, fact.name % 10];
    let facts = [named(11, 0, Some(9)), named(21, 10, None)];
    let add = |facts: &[Named], name| begin_or_add(facts, &named(name, 10, None), Gaps::Never, parts);
    assert_eq!(add(&facts, 22).unwrap().applied(&facts), [named(11, 0, Some(9)), named(22, 10, None)]);
    assert_eq!(add(&facts, 31), Err(Trouble::BeginsThere));
    assert_eq!(add(&facts, 21), Err(Trouble::NothingChanges));
    assert_eq!(add(&[named(11, 10, None)], 12), Err(Trouble::BeginsThere), "there is nothing that it changed");
    assert_eq!(add(&facts[..1], 21), Err(Trouble::NothingInForce));
    let begun = begin_or_add(&[named(11, 0, None)], &named(21, 10, None), Gaps::Never, parts).unwrap();
    assert_eq!(begun.written, [named(11, 0, Some(9)), named(21, 10, None)]);
}
