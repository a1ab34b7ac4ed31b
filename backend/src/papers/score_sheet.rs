//! The score sheet (phiếu đánh giá chất lượng sinh hoạt chi bộ): own, supervisor's and final points side by side, and why
//! points were lost.

use shared::api::meeting::Meeting;
use shared::api::score::Score;
use shared::evaluation::{Criterion, CriterionScore, CriterionState, Group, ScoreResult, ScoreSheet};
use shared::language::Language::Vi;
use shared::meeting::Scorer;
use shared::meeting::assess::day_of;
use shared::paper::Paper;

use super::blocks::{Wide, signature};
use super::parts;
use super::wording::{line, long_date, paragraphs, sentence};

const SCORERS: [Scorer; 3] = [Scorer::Branch, Scorer::Supervisor, Scorer::Committee];
const COLUMNS: [Wide<'_>; 7] = [
    ("TT", 11, true),
    ("Tiêu chí", 54, false),
    ("Tối đa", 13, true),
    ("Chi bộ tự chấm", 17, true),
    ("Cấp ủy viên phụ trách", 18, true),
    ("Cấp ủy quyết định", 18, true),
    ("Lý do trừ điểm", 34, false),
];
/// What stands for a number that there isn't.
const NONE: &str = "–";
/// What stands where points were lost and nobody wrote why.
const NO_REASON: &str = "Người chấm không ghi lý do";

/// The sheet of a meeting with the scores that the caller may see.
pub fn score_sheet(meeting: &Meeting, sheet: &ScoreSheet) -> Paper {
    let mut page = parts::page(meeting, None, "");
    page.title("Phiếu đánh giá chất lượng sinh hoạt chi bộ", &parts::subject(meeting));
    page.labelled("Ngày sinh hoạt:", &sentence(long_date(day_of(meeting)).trim_start_matches("ngày ")));
    page.labelled("Bảng điểm:", &sentence(&format!("{} ({})", sheet.title.vi, sheet.document.vi)));
    let results: Vec<_> = meeting.scores.iter().map(|score| (score, score.result(sheet))).collect();
    let given = Given(&results);
    let mut rows = Vec::new();
    for group in &sheet.groups {
        rows.push((true, given.group(group)));
        let criteria = sheet.criteria.iter().filter(|criterion| criterion.group == group.id);
        rows.extend(criteria.map(|criterion| (false, given.criterion(criterion))));
    }
    let max = given.latest().map_or(sheet.total, |result| result.out_of);
    rows.push((true, cells("", "Tổng điểm", &max.to_string(), given.each(|result| Some(result.total)), "")));
    rows.push((true, cells("", "Xếp loại", "", given.each(|result| Some(result.grade.label(Vi))), "")));
    page.table(&COLUMNS, rows);
    for remark in given.remarks() {
        page.text(&format!("- {}", sentence(&remark)));
    }
    let decided = given.score(Scorer::Committee).map(|score| score.by.as_str());
    page.signatures(vec![
        parts::branch_signature(meeting),
        signature(&["Cấp ủy viên", "phụ trách"], meeting.supervisor.as_deref().unwrap_or_default()),
        signature(&["Cấp ủy", "quyết định"], decided.unwrap_or_default()),
    ]);
    page.finish()
}

fn cells(number: &str, text: &str, max: &str, points: [String; 3], note: &str) -> Vec<String> {
    let [branch, supervisor, committee] = points;
    vec![line(number), line(text), max.to_owned(), branch, supervisor, committee, note.to_owned()]
}

/// The scores that the caller may see.
struct Given<'a>(&'a [(&'a Score, ScoreResult)]);

impl<'a> Given<'a> {
    fn score(&self, scorer: Scorer) -> Option<&'a Score> {
        self.0.iter().map(|(score, _)| *score).find(|score| score.scorer == scorer)
    }

    fn by(&self, scorer: Scorer) -> Option<&'a ScoreResult> {
        self.0.iter().find(|(score, _)| score.scorer == scorer).map(|(_, result)| result)
    }

    fn each<T: ToString>(&self, value: impl Fn(&ScoreResult) -> Option<T>) -> [String; 3] {
        SCORERS
            .map(|scorer| self.by(scorer).and_then(&value).map_or_else(|| NONE.to_owned(), |value| value.to_string()))
    }

    /// The score that weighs most so far.
    fn latest(&self) -> Option<&'a ScoreResult> {
        SCORERS.iter().rev().find_map(|scorer| self.by(*scorer))
    }

    /// A group is out of what its criteria that apply are out of, so that the column adds up.
    fn group(&self, group: &Group) -> Vec<String> {
        let of = |result: &ScoreResult| result.groups.iter().find(|one| one.group == group.id).cloned();
        let max = self.latest().and_then(&of).map_or(group.max, |one| one.out_of);
        let points = self.each(|result| of(result).map(|one| one.points));
        cells(&group.id, &group.name.vi, &max.to_string(), points, "")
    }

    fn criterion(&self, criterion: &Criterion) -> Vec<String> {
        let of = |result: &ScoreResult| result.criterion(&criterion.id).cloned();
        let left_out = self.latest().and_then(of).is_some_and(|one| one.state == CriterionState::LeftOut);
        let max = if left_out { NONE.to_owned() } else { criterion.max.to_string() };
        let points = self.each(|result| of(result).and_then(|one| one.points));
        cells(&criterion.id, &criterion.name.vi, &max, points, &self.note(&criterion.id))
    }

    /// Why points were lost, each reason once with whose it is where they differ; that none was written, if so.
    fn note(&self, criterion: &str) -> String {
        let mut notes: Vec<(String, Scorer)> = Vec::new();
        let mut lost = false;
        for scorer in SCORERS {
            let Some(score) = self.by(scorer).and_then(|result| result.criterion(criterion)) else { continue };
            if score.state == CriterionState::LeftOut {
                return reason(score).unwrap_or_else(|| "Không tính".to_owned());
            }
            if score.points.is_some_and(|points| points < score.max) {
                lost = true;
                notes.extend(
                    reason(score).filter(|text| notes.iter().all(|(note, _)| note != text)).map(|text| (text, scorer)),
                );
            }
        }
        match notes.as_slice() {
            [] if lost => NO_REASON.to_owned(),
            [] => String::new(),
            [(one, _)] => one.clone(),
            several => {
                let named = several.iter().map(|(note, scorer)| format!("{}: {note}", scorer.label(Vi)));
                named.collect::<Vec<_>>().join("\n")
            }
        }
    }

    fn remarks(&self) -> Vec<String> {
        let capped = self.latest().and_then(|result| parts::capped(&result.capped_by));
        let said = SCORERS.iter().filter_map(|scorer| self.score(*scorer)).flat_map(|score| {
            let by = score.scorer.label(Vi);
            paragraphs(&score.remarks).into_iter().map(move |remark| format!("{by}: {remark}"))
        });
        capped.into_iter().chain(said).collect()
    }
}

/// `2.1: 21/23 = 91,3%; 1 vắng không lý do`: why a criterion has lost points; `None` if it hasn't.
pub(super) fn lost(score: &CriterionScore) -> Option<String> {
    let lost = score.max - score.points.filter(|points| *points < score.max)?;
    let reason = reason(score).unwrap_or_else(|| NO_REASON.to_owned());
    Some(format!("{} (trừ {lost}): {reason}", score.criterion))
}

/// In the words of the person who gave the points, or else of the records.
fn reason(score: &CriterionScore) -> Option<String> {
    let note = score.note.as_deref().map(line).filter(|note| !note.is_empty());
    let counts = score.computed.is_some() && score.computed == score.points || score.state == CriterionState::LeftOut;
    let explained = score.explanation.as_ref().filter(|_| counts).map(|explanation| line(&explanation.text(Vi)));
    match (explained, note) {
        (Some(explained), Some(note)) => Some(format!("{explained}; {note}")),
        (explained, note) => explained.or(note),
    }
}
