//! What a scorer answers, from the first tick until it is handed over. It belongs to the page, not to a step of it:
//! whoever looks something up in the minutes while scoring finds the sheet as they left it.

use leptos::prelude::*;
use shared::api::meeting::Meeting;
use shared::evaluation::{Answers, ScoreResult};
use shared::meeting::Scorer;

/// Whose score it is, and whose answers it begins with: the first of these that has answered.
pub type Order = &'static [Scorer];

/// The branch's own score.
pub const BRANCH: Order = &[Scorer::Branch];
/// The supervising member's.
pub const SUPERVISOR: Order = &[Scorer::Supervisor, Scorer::Branch];
/// The committee's.
pub const COMMITTEE: Order = &[Scorer::Committee, Scorer::Supervisor, Scorer::Branch];

/// A score being given.
#[derive(Clone, Copy)]
pub struct Draft {
    /// The answers, those that don't count yet too.
    pub answers: RwSignal<Answers>,
    /// The remarks.
    pub remarks: RwSignal<String>,
    order: Order,
    /// What the server has, or is on its way there.
    known: StoredValue<(Answers, String)>,
}

impl Draft {
    /// Begins with what the meeting has.
    pub fn new(meeting: &Meeting, order: Order) -> Self {
        let (answers, remarks) = given(meeting, order);
        let known = StoredValue::new((answers.clone(), remarks.clone()));
        Self { answers: RwSignal::new(answers), remarks: RwSignal::new(remarks), order, known }
    }

    /// Whether it's the branch's own.
    pub fn is_own(self) -> bool {
        self.order.first() == Some(&Scorer::Branch)
    }

    /// Takes up what the meeting has now, except where something else was answered here.
    pub fn follow(self, meeting: &Meeting) {
        let (answers, remarks) = given(meeting, self.order);
        let Some((known_answers, known_remarks)) = self.known.try_get_value() else { return };
        let merged = self.answers.with_untracked(|mine| merged(mine, &known_answers, &answers));
        if self.answers.with_untracked(|mine| *mine != merged) {
            self.answers.set(merged);
        }
        if self.remarks.with_untracked(|mine| *mine == known_remarks && *mine != remarks) {
            self.remarks.set(remarks.clone());
        }
        self.known.set_value((answers, remarks));
    }

    /// What counts, for handing over: known from now on.
    pub fn hand_over(self, result: &ScoreResult) -> (Answers, String) {
        let answers = self.answers.with_untracked(|answers| counting(answers, result));
        let given = (answers, self.remarks.get_untracked());
        self.known.set_value(given.clone());
        given
    }
}

fn given(meeting: &Meeting, order: Order) -> (Answers, String) {
    let of = |scorer: &Scorer| meeting.scores.iter().find(|score| score.scorer == *scorer);
    let answers = order.iter().find_map(of).map(|score| score.answers.clone());
    let own = order.first().and_then(of);
    (answers.unwrap_or_default(), own.map(|score| score.remarks.clone()).unwrap_or_default())
}

/// Per criterion: theirs, unless mine was changed since it was known.
fn merged(mine: &Answers, known: &Answers, theirs: &Answers) -> Answers {
    let mut merged = theirs.clone();
    for id in mine.keys().chain(known.keys()) {
        match mine.get(id) {
            one if one == known.get(id) => None,
            Some(answer) => merged.insert(id.clone(), answer.clone()),
            None => merged.remove(id),
        };
    }
    merged
}

/// The answers that count; others, such as a changed figure without its reason, wait here until they do.
fn counting(answers: &Answers, result: &ScoreResult) -> Answers {
    let wrong = |id: &str| result.criterion(id).is_some_and(|score| score.problem.is_some());
    answers.iter().filter(|(id, _)| !wrong(id)).map(|(id, answer)| (id.clone(), answer.clone())).collect()
}

#[cfg(test)]
mod tests {
    use shared::evaluation::{Answer, MeetingFacts, score};
    use shared::rulebook::Rulebook;

    use super::*;

    fn answers<const N: usize>(given: [(&str, u32); N]) -> Answers {
        given.map(|(id, points)| (id.to_owned(), Answer { points, note: None })).into()
    }

    #[test]
    fn only_what_counts_is_handed_over() {
        // More points than any criterion has.
        let given = answers([("4.2", 1000), ("5.1", 0)]);
        let book = Rulebook::shipped();
        let sheet = book.sheet_with_id("an-phu-2025");
        let result = sheet.map(|kept| score(&kept.value, &MeetingFacts::default(), &given));
        let counting = result.map(|result| counting(&given, &result));
        assert_eq!(counting, Some(answers([("5.1", 0)])));
    }

    #[test]
    fn what_was_answered_here_stays_and_the_rest_follows() {
        let known = answers([("4.2", 8), ("5.1", 1), ("5.2", 1)]);
        // Changed 4.2, took 5.1 back, added 6.1.
        let mine = answers([("4.2", 1000), ("5.2", 1), ("6.1", 2)]);
        let theirs = answers([("4.2", 9), ("5.1", 1), ("5.2", 0), ("6.2", 3)]);
        let expected = answers([("4.2", 1000), ("5.2", 0), ("6.1", 2), ("6.2", 3)]);
        assert_eq!(merged(&mine, &known, &theirs), expected);
    }

    #[test]
    fn with_nothing_answered_here_it_is_as_on_the_server() {
        let (known, theirs) = (answers([("4.2", 8)]), answers([("5.1", 1)]));
        assert_eq!(merged(&known, &known, &theirs), theirs);
    }
}
