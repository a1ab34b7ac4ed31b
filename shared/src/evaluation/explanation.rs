//! Why a number is what it is: numerator, denominator, who was left out, which rule and whose.

use serde::{Deserialize, Serialize};

use super::facts::{MeetingFacts, YesFact};
use super::sheet::{Band, Bands, Condition, Criterion, How, Measure, NotApplicablePolicy, ScoreSheet};
use crate::language::Language;
use crate::share::Share;
use crate::text::Bilingual;
use crate::text_enum;

text_enum! {
    /// Why members aren't counted in a denominator.
    pub enum LeftOutReason {
        /// Miễn công tác và sinh hoạt đảng.
        Exempt = "exempt", "miễn sinh hoạt", "exempt";
        /// Temporarily transferred out, or suspended.
        Away = "away", "đi tạm thời, đình chỉ", "temporarily away or suspended";
    }
}

/// How many members aren't counted, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LeftOut {
    /// The reason.
    pub reason: LeftOutReason,
    /// Number of members.
    pub count: u32,
}

/// The figure behind points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Reckoning {
    /// A share of members or tasks.
    Share {
        /// What is counted.
        measure: Measure,
        /// How many did.
        numerator: u32,
        /// Of how many.
        denominator: u32,
        /// Members absent without a reason, where that decides.
        unexcused: u32,
    },
    /// Minutes held and required.
    Minutes {
        /// Length of the meeting.
        minutes: u32,
        /// What the rule set requires.
        required: u32,
    },
    /// The last resolution left no tasks to report on: counts as 100 %.
    NoPreviousTasks,
    /// A recorded fact.
    Fact {
        /// Which one.
        fact: YesFact,
        /// Whether it holds.
        holds: bool,
    },
    /// The criterion doesn't apply.
    NotApplicable {
        /// The case.
        condition: Condition,
        /// What follows.
        policy: NotApplicablePolicy,
    },
}

impl Reckoning {
    /// The figure in words: `12/21 = 57,1%`; `95 phút, cần 90`.
    pub fn text(&self, language: Language) -> String {
        match *self {
            Self::Share { numerator, denominator, unexcused, .. } => {
                let percent = Share::new(numerator, denominator).text(language).unwrap_or_else(|| "–".to_owned());
                let share = format!("{numerator}/{denominator} = {percent}");
                match unexcused {
                    0 => share,
                    n => format!("{share}; {n} {}", language.pick("vắng không lý do", "absent without a reason")),
                }
            }
            Self::Minutes { minutes, required } => match language {
                Language::Vi => format!("{minutes} phút, cần {required}"),
                Language::En => format!("{minutes} minutes, {required} needed"),
            },
            Self::NoPreviousTasks => {
                language.pick("Kỳ trước không có nhiệm vụ: tính 100%", "No tasks last time: counts as 100%").to_owned()
            }
            Self::Fact { fact, holds } => {
                let answer = if holds { language.pick("có", "yes") } else { language.pick("chưa", "no") };
                format!("{}: {answer}", fact.label(language))
            }
            Self::NotApplicable { condition, policy } => {
                format!("{}: {}", condition.label(language), policy.label(language).to_lowercase())
            }
        }
    }
}

/// Why a criterion has its points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Explanation {
    /// What was counted.
    pub figure: Reckoning,
    /// Who wasn't.
    pub left_out: Vec<LeftOut>,
    /// The rule that turned the figure into points, e.g. `từ 50%: 5 điểm`.
    pub rule: Bilingual,
    /// The documents that the rule is from.
    pub document: Bilingual,
}

impl Explanation {
    /// Reckoning and who was left out, in one line; the rule and its document stand beside it.
    pub fn text(&self, language: Language) -> String {
        let mut text = self.figure.text(language);
        for (place, left_out) in self.left_out.iter().enumerate() {
            text.push_str(if place == 0 { language.pick("; không tính ", "; not counted: ") } else { ", " });
            text.push_str(&format!("{} {}", left_out.count, left_out.reason.label(language)));
        }
        text
    }
}

/// Members who aren't in an attendance denominator, by reason; reasons without members don't appear.
pub fn left_out(exempt: u32, away: u32) -> Vec<LeftOut> {
    [(LeftOutReason::Exempt, exempt), (LeftOutReason::Away, away)]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(reason, count)| LeftOut { reason, count })
        .collect()
}

/// The explanation of a measured criterion in its band.
pub(super) fn of_band(
    sheet: &ScoreSheet,
    facts: &MeetingFacts,
    bands: &Bands,
    share: (u32, u32),
    band: &Band,
) -> Explanation {
    let (measure, (numerator, denominator)) = (bands.measure, share);
    let by_unexcused = bands.lowest_when_unexcused && facts.unexcused > 0;
    let less = bands.less(facts.unexcused);
    let figure = match measure {
        Measure::Minutes => Reckoning::Minutes { minutes: numerator, required: denominator },
        Measure::PreviousTasks if facts.previous_tasks == 0 => Reckoning::NoPreviousTasks,
        _ => {
            let unexcused = if by_unexcused || less > 0 { facts.unexcused } else { 0 };
            Reckoning::Share { measure, numerator, denominator, unexcused }
        }
    };
    let left_out = match measure {
        Measure::Attendance => left_out(facts.left_out_exempt, facts.left_out_away),
        _ => Vec::new(),
    };
    let limit = |language: Language| {
        if by_unexcused {
            language.pick("có người vắng không lý do", "anybody absent without a reason").to_owned()
        } else {
            band.limit.text(measure, language)
        }
    };
    let mut rule = Bilingual::new(
        format!("{}: {} điểm", limit(Language::Vi), band.points),
        format!("{}: {} points", limit(Language::En), band.points),
    );
    if less > 0 {
        let each = bands.less_per_unexcused;
        rule.vi.push_str(&format!("; trừ {each} điểm mỗi người vắng không lý do"));
        rule.en.push_str(&format!("; {each} points less for each absence without a reason"));
    }
    Explanation { figure, left_out, rule, document: sheet.document.clone() }
}

/// The explanation of a yes/no or inapplicable criterion.
pub(super) fn of_figure(sheet: &ScoreSheet, criterion: &Criterion, figure: Reckoning) -> Explanation {
    let rule = match (&criterion.how, figure) {
        (How::YesNo { .. }, Reckoning::Fact { .. }) => Bilingual::new(
            format!("có: {} điểm; không: 0", criterion.max),
            format!("yes: {} points; no: 0", criterion.max),
        ),
        _ => Bilingual::new(figure.text(Language::Vi), figure.text(Language::En)),
    };
    Explanation { figure, left_out: Vec::new(), rule, document: sheet.document.clone() }
}
