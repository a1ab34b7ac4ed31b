//! What still stands between a meeting and the grade "Tốt".

use serde::{Deserialize, Serialize};

use super::facts::MeetingFacts;
use super::score::{CriterionScore, CriterionState};
use super::sheet::{Criterion, How, Measure, ScoreSheet};
use crate::language::Language;

/// A criterion that lost points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hint {
    /// The criterion.
    pub criterion: String,
    /// Points lost.
    pub lost: u32,
    /// Must be full for "Tốt".
    pub required: bool,
    /// For a measured criterion: how far it is from full points.
    pub need: Option<Need>,
}

/// What a measured criterion needs for full points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Need {
    /// What is counted.
    pub measure: Measure,
    /// How many there are.
    pub have: u32,
    /// How many it takes.
    pub need: u32,
    /// Nobody may be absent without a reason.
    pub nobody_unexcused: bool,
}

impl Hint {
    /// The hint in words, e.g. `4.5: 11 người phát biểu (đang có 8) để thêm 2 điểm`.
    pub fn text(&self, sheet: &ScoreSheet, language: Language) -> String {
        let what = match (self.need, sheet.criterion(&self.criterion)) {
            (Some(need), _) => need.text(language),
            (None, Some(criterion)) => criterion.name.pick(language).to_owned(),
            (None, None) => String::new(),
        };
        let points = match language {
            Language::Vi => format!("thêm {} điểm", self.lost),
            Language::En => format!("{} more points", self.lost),
        };
        let required = language.pick(", bắt buộc đủ điểm để đạt Tốt", ", required in full for Good");
        format!("{}: {what} ({points}{})", self.criterion, if self.required { required } else { "" })
    }
}

impl Need {
    /// The need in words.
    pub fn text(self, language: Language) -> String {
        if self.nobody_unexcused {
            return language.pick("không ai vắng không lý do", "nobody absent without a reason").to_owned();
        }
        let unit = match self.measure {
            Measure::Minutes => language.pick("phút", "minutes"),
            Measure::Attendance => language.pick("người dự", "members present"),
            Measure::Speakers => language.pick("người phát biểu", "members speaking"),
            Measure::PreviousTasks => language.pick("nhiệm vụ kỳ trước hoàn thành", "previous tasks done"),
        };
        match language {
            Language::Vi => format!("cần {} {unit}, đang có {}", self.need, self.have),
            Language::En => format!("needs {} {unit}, has {}", self.need, self.have),
        }
    }
}

/// Where points were lost: what caps the grade first, then the biggest losses.
pub(super) fn hints(sheet: &ScoreSheet, facts: &MeetingFacts, scores: &[CriterionScore]) -> Vec<Hint> {
    let mut hints: Vec<Hint> = sheet
        .criteria
        .iter()
        .zip(scores)
        .filter(|(_, score)| score.state == CriterionState::Scored)
        .filter_map(|(criterion, score)| {
            let lost = criterion.max.saturating_sub(score.points?);
            (lost > 0).then(|| Hint {
                criterion: criterion.id.clone(),
                lost,
                required: sheet.must_be_full_for_good.contains(&criterion.id),
                need: need(criterion, facts),
            })
        })
        .collect();
    hints.sort_by_key(|hint| (!hint.required, std::cmp::Reverse(hint.lost)));
    hints
}

fn need(criterion: &Criterion, facts: &MeetingFacts) -> Option<Need> {
    let How::Bands(bands) = &criterion.how else { return None };
    let (have, whole) = facts.measured(bands.measure)?;
    let need = bands.bands.first()?.limit.least(whole);
    let nobody_unexcused = bands.lowest_when_unexcused && facts.unexcused > 0;
    (nobody_unexcused || have < need).then_some(Need { measure: bands.measure, have, need, nobody_unexcused })
}
