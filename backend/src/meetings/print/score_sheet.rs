//! The score sheet of a meeting: what each scorer gave, and why points were lost.

use shared::api::meeting::Meeting;
use shared::api::score::Score;
use shared::evaluation::{Criterion, CriterionScore, CriterionState, Group, ScoreSheet};
use shared::language::Language::Vi;
use shared::meeting::Scorer;
use shared::meeting::assess::day_of;

use super::parts;
use crate::papers::{ScoreLine, ScorePaper, Scores, Signature};

/// The paper.
pub(super) fn paper(meeting: &Meeting, sheet: &ScoreSheet) -> ScorePaper {
    let given = Given(&meeting.scores);
    let lines = sheet.groups.iter().flat_map(|group| {
        let criteria = sheet.criteria.iter().filter(|criterion| criterion.group == group.id);
        std::iter::once(given.group(group)).chain(criteria.map(|criterion| given.criterion(criterion)))
    });
    ScorePaper {
        head: parts::head(meeting, None, ""),
        subject: parts::subject(meeting),
        held_on: day_of(meeting),
        sheet: format!("{} ({})", sheet.title.vi, sheet.document.vi),
        lines: lines.collect(),
        max: given.latest().map_or(sheet.total, |score| score.result.out_of),
        totals: given.each(|score| Some(score.result.total)),
        grades: given.each(|score| Some(parts::grade(score.result.grade))),
        remarks: given.remarks(),
        left: Signature {
            titles: vec!["Cấp ủy viên phụ trách".to_owned()],
            name: meeting.supervisor.clone().unwrap_or_default(),
        },
        right: parts::signature(meeting),
    }
}

/// The scores that the caller may see.
struct Given<'a>(&'a [Score]);

impl<'a> Given<'a> {
    fn by(&self, scorer: Scorer) -> Option<&'a Score> {
        self.0.iter().find(|score| score.scorer == scorer)
    }

    fn each<T>(&self, value: impl Fn(&Score) -> Option<T>) -> Scores<T> {
        let by = |scorer| self.by(scorer).and_then(&value);
        Scores { branch: by(Scorer::Branch), supervisor: by(Scorer::Supervisor), committee: by(Scorer::Committee) }
    }

    /// The score that weighs most so far.
    fn latest(&self) -> Option<&'a Score> {
        [Scorer::Committee, Scorer::Supervisor, Scorer::Branch].into_iter().find_map(|scorer| self.by(scorer))
    }

    fn group(&self, group: &Group) -> ScoreLine {
        let points = |score: &Score| score.result.groups.iter().find(|one| one.group == group.id).map(|one| one.points);
        ScoreLine {
            number: group.id.clone(),
            text: group.name.vi.clone(),
            group: true,
            max: group.max,
            points: self.each(points),
            note: String::new(),
        }
    }

    fn criterion(&self, criterion: &Criterion) -> ScoreLine {
        ScoreLine {
            number: criterion.id.clone(),
            text: criterion.name.vi.clone(),
            group: false,
            max: criterion.max,
            points: self.each(|score| score.result.criterion(&criterion.id).and_then(|one| one.points)),
            note: self.note(&criterion.id),
        }
    }

    /// Why points were lost: in the words of the records, then of people; each reason once.
    fn note(&self, criterion: &str) -> String {
        let lost = |score: &&CriterionScore| {
            score.state == CriterionState::LeftOut || score.points.is_some_and(|points| points < score.max)
        };
        let mut notes: Vec<String> = Vec::new();
        for score in self.0.iter().filter_map(|score| score.result.criterion(criterion)).filter(lost) {
            let explained = score.explanation.as_ref().map(|explanation| explanation.text(Vi));
            for note in explained.into_iter().chain(score.note.clone()) {
                if !notes.contains(&note) {
                    notes.push(note);
                }
            }
        }
        notes.join("; ")
    }

    fn remarks(&self) -> Vec<String> {
        let capped = self.latest().and_then(|score| parts::capped(&score.result.capped_by));
        let said = self.0.iter().flat_map(|score| {
            let by = score.scorer.label(Vi);
            parts::paragraphs(&score.remarks).into_iter().map(move |remark| format!("{by}: {remark}"))
        });
        capped.into_iter().chain(said).collect()
    }
}
