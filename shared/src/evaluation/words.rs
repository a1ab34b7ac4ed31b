//! What a sheet says in words: limits, bands, when a criterion doesn't apply. Explanations, comparisons and the sheet's page
//! all say it in these.

use super::sheet::{Bands, Criterion, GradeStep, How, Limit, Measure, NotApplicable, ScoreSheet};
use crate::language::Language;

impl Limit {
    /// What fits: `từ 90%`, `thiếu không quá 15 phút`.
    pub fn text(self, measure: Measure, language: Language) -> String {
        let unit = measure.unit(language);
        match (self, language) {
            (Self::AtLeast(percent), Language::Vi) => format!("từ {percent}%"),
            (Self::AtLeast(percent), Language::En) => format!("at least {percent}%"),
            (Self::MoreThan(percent), Language::Vi) => format!("trên {percent}%"),
            (Self::MoreThan(percent), Language::En) => format!("more than {percent}%"),
            (Self::ShortAtMost(0), _) => language.pick("đủ", "in full").to_owned(),
            (Self::ShortAtMost(short), Language::Vi) => format!("thiếu không quá {short} {unit}"),
            (Self::ShortAtMost(short), Language::En) => format!("at most {short} {unit} short"),
            (Self::Otherwise, _) => language.pick("mức còn lại", "anything less").to_owned(),
        }
    }
}

impl Measure {
    /// What is counted, in the plural.
    pub fn unit(self, language: Language) -> &'static str {
        match self {
            Self::Minutes => language.pick("phút", "minutes"),
            Self::Attendance | Self::Speakers => language.pick("người", "members"),
            Self::PreviousTasks => language.pick("nhiệm vụ", "tasks"),
        }
    }
}

impl Bands {
    /// Each band in words, the best first.
    pub fn lines(&self, language: Language) -> Vec<String> {
        let points = language.pick("điểm", "points");
        let line = |limit: Limit, count: u32| format!("{}: {count} {points}", limit.text(self.measure, language));
        self.bands.iter().map(|band| line(band.limit, band.points)).collect()
    }

    /// What absences without a reason do, if anything.
    pub fn absences(&self, language: Language) -> Vec<String> {
        let lowest = language
            .pick("có người vắng không lý do: tính mức thấp nhất", "anybody absent without a reason: the lowest band");
        let less = match language {
            Language::Vi => format!("trừ {} điểm mỗi người vắng không lý do", self.less_per_unexcused),
            Language::En => format!("{} points less for each absence without a reason", self.less_per_unexcused),
        };
        let lowest = self.lowest_when_unexcused.then(|| lowest.to_owned());
        lowest.into_iter().chain((self.less_per_unexcused > 0).then_some(less)).collect()
    }
}

impl How {
    /// How points are found, in lines.
    pub fn lines(&self, language: Language) -> Vec<String> {
        match self {
            Self::Bands(bands) => {
                let mut lines = bands.lines(language);
                lines.extend(bands.absences(language));
                lines
            }
            Self::YesNo { fact: Some(fact) } => {
                let words = language.pick("đủ điểm khi", "full points if");
                vec![format!("{words}: {}", fact.label(language))]
            }
            Self::YesNo { fact: None } => {
                vec![language.pick("có hoặc không, do người chấm", "yes or no, judged by people").to_owned()]
            }
            Self::Judged => {
                vec![
                    language
                        .pick("người chấm cho điểm, nhiều nhất là điểm tối đa", "judged by people, up to the maximum")
                        .to_owned(),
                ]
            }
        }
    }
}

impl NotApplicable {
    /// When, and what follows.
    pub fn text(self, language: Language) -> String {
        format!("{}: {}", self.when.label(language), self.policy.label(language).to_lowercase())
    }
}

impl Criterion {
    /// What it measures, where it's measured.
    pub fn measure(&self) -> Option<Measure> {
        match &self.how {
            How::Bands(bands) => Some(bands.measure),
            How::YesNo { .. } | How::Judged => None,
        }
    }
}

impl ScoreSheet {
    /// Where each grade begins.
    pub fn grade_lines(&self, language: Language) -> Vec<String> {
        let line = |step: &GradeStep| match language {
            Language::Vi => format!("{}: từ {} điểm", step.grade.label(language), step.min),
            Language::En => format!("{}: from {} points", step.grade.label(language), step.min),
        };
        self.grades.iter().map(line).collect()
    }

    /// What the best grade needs besides points.
    pub fn conditions(&self, language: Language) -> Vec<String> {
        let full = self.must_be_full_for_good.join(", ");
        let full = (!full.is_empty())
            .then(|| format!("{} {full}", language.pick("đủ điểm tối đa ở mục", "full points in criteria")));
        let nobody = language.pick("không ai vắng không lý do", "nobody absent without a reason").to_owned();
        full.into_iter().chain(self.no_unexcused_for_good.then_some(nobody)).collect()
    }
}
