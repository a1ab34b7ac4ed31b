//! The words of a figure, in the reader's language.

use super::{Figure, FigureKey, FigureNote, FigureReason};
use crate::language::Language;
use crate::rule_set::RuleSet;
use crate::text::format_date;

/// The text of scheme 16-ĐA/TU of 03/01/2020 wasn't found: whether it asks for this is unknown.
const R34: (&str, &str) = (
    "R-34: cách làm của Đảng bộ xã Bình Phú theo báo chí; chưa thấy văn bản quy định",
    "R-34: how Bình Phú commune does it, as the press reports; no document found that asks for it",
);

/// What people read about a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureWords {
    /// What it is called under its number.
    pub name: &'static str,
    /// What is counted, out of what.
    pub counts: String,
    /// What was left out and what else to know, a line each.
    pub left_out: Vec<String>,
    /// The rule that it is measured against, and its document with number and date.
    pub rule: String,
}

impl Figure {
    /// Its words; `rules` is the rule set of its digest. As long as that isn't known, the rule's number stands alone.
    pub fn words(&self, rules: Option<&RuleSet>, language: Language) -> FigureWords {
        FigureWords {
            name: self.key.label(language),
            counts: self.counts(language),
            left_out: self.left_out.iter().map(|note| note.text(language)).collect(),
            rule: self.rule(rules, language),
        }
    }

    fn counts(&self, language: Language) -> String {
        let (vi, en) = match self.key {
            FigureKey::Schedule => {
                ("kỳ thường kỳ đúng lịch, trên số kỳ đã đến hạn", "regular meetings on schedule, of those due")
            }
            FigureKey::Attendance => (
                "lượt đảng viên có mặt, trên số lượt phải dự",
                "attendances of members, of those with a duty to attend",
            ),
            FigureKey::Thematic => (
                "quý có sinh hoạt chuyên đề, trên số quý đã hết hoặc đã có",
                "quarters with a thematic meeting, of those that are over or have one",
            ),
            FigureKey::Tasks => {
                ("nhiệm vụ xong đúng hạn, trên số nhiệm vụ đã đến hạn", "tasks done on time, of those due")
            }
            FigureKey::Cadres => (
                "chi bộ thôn có cán bộ, công chức xã trong chi ủy",
                "village branches with a commune cadre in their committee",
            ),
            FigureKey::Supervision => {
                ("chi bộ có đồng chí đảng ủy viên phụ trách", "branches with a committee member in charge")
            }
            FigureKey::Targets => ("chỉ tiêu nghị quyết đạt và vượt", "targets met or exceeded"),
        };
        let counts = language.pick(vi, en);
        match self.key {
            // Of a single day, which need not be the reader's.
            FigureKey::Cadres | FigureKey::Supervision => {
                format!("{counts} {} {}", language.pick("ngày", "on"), format_date(self.as_at))
            }
            _ => counts.to_owned(),
        }
    }

    fn rule(&self, rules: Option<&RuleSet>, language: Language) -> String {
        let (number, text) = match self.key {
            FigureKey::Schedule => {
                return language.pick("R-03: ngày cố định của chi bộ", "R-03: the branch's fixed day").to_owned();
            }
            FigureKey::Targets => {
                return language.pick("R-29: thực hiện trên kế hoạch", "R-29: actual over planned").to_owned();
            }
            FigureKey::Cadres | FigureKey::Supervision => return language.pick(R34.0, R34.1).to_owned(),
            FigureKey::Attendance => ("R-10", rules.map(|rules| rules.meeting.attendance_target.text(language))),
            FigureKey::Thematic => {
                let times = |rules: &RuleSet| rules.meeting.thematic_per_quarter;
                let text = |times: u32| match language {
                    Language::Vi => format!("mỗi quý ít nhất {times} lần"),
                    Language::En if times == 1 => "at least once a quarter".to_owned(),
                    Language::En => format!("at least {times} times a quarter"),
                };
                ("R-02", rules.map(times).map(text))
            }
            FigureKey::Tasks => {
                let text =
                    language.pick("thời hạn ghi trong nghị quyết của chi bộ", "due dates of the branch's resolutions");
                ("R-17", Some(text.to_owned()))
            }
        };
        let document = rules.map(|rules| rules.meeting.document.pick(language).to_owned());
        let more: Vec<String> = [text, document].into_iter().flatten().filter(|text| !text.is_empty()).collect();
        if more.is_empty() { number.to_owned() } else { format!("{number}: {}", more.join(", ")) }
    }
}

impl FigureNote {
    /// In one line: `2 kỳ chưa đến ngày họp, không tính`.
    fn text(&self, language: Language) -> String {
        let words = self.reason.label(language);
        match self.reason {
            FigureReason::Lacking => format!("{words}: {}", self.names.join("; ")),
            _ => format!("{} {words}", self.count),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::rulebook::Rulebook;
    use crate::share::Share;

    fn figure(key: FigureKey) -> Figure {
        let as_at = NaiveDate::from_ymd_opt(2022, 12, 31).unwrap();
        Figure { key, as_at, share: Share::new(7_u32, 9_u32), left_out: Vec::new(), rules: None }
    }

    #[test]
    fn words_are_those_of_the_reader_and_numbers_those_of_the_figure() {
        let book = Rulebook::shipped();
        let rules = book.rule_set("rs-2018");
        let kept = figure(FigureKey::Attendance).noting(FigureReason::NoDuty, 3).noting(FigureReason::TaskLate, 0);
        let (vi, en) = (kept.words(rules, Language::Vi), kept.words(rules, Language::En));
        assert_eq!(vi.left_out, ["3 lượt của đảng viên miễn sinh hoạt, tạm thời chuyển đi, bị đình chỉ, không tính"]);
        assert!(
            vi.rule.starts_with("R-10: trên 85%, ") && en.rule.starts_with("R-10: more than 85%, "),
            "{vi:?} {en:?}"
        );
        assert_ne!(vi.counts, en.counts);
        assert_eq!(kept.words(None, Language::Vi).rule, "R-10");
    }

    #[test]
    fn what_is_said_of_one_day_names_it() {
        let lacking = figure(FigureKey::Supervision).lacking(vec!["Chi bộ A".to_owned(), "Chi bộ B".to_owned()]);
        let words = lacking.words(None, Language::Vi);
        assert_eq!(words.counts, "chi bộ có đồng chí đảng ủy viên phụ trách ngày 31/12/2022");
        assert_eq!(words.left_out, ["Còn thiếu: Chi bộ A; Chi bộ B"]);
        for key in FigureKey::ALL {
            for language in [Language::Vi, Language::En] {
                let words = figure(*key).words(Rulebook::shipped().rule_set("rs-2025"), language);
                assert!(!format!("{words:?}").contains("hôm nay") && words.rule.starts_with("R-"), "{words:?}");
            }
        }
    }

    #[test]
    fn a_figure_is_kept_as_numbers() {
        let kept = figure(FigureKey::Cadres).lacking(vec!["Chi bộ A".to_owned()]);
        let json = serde_json::to_string(&kept).unwrap();
        assert_eq!(
            json,
            r#"{"key":"cadres","as_at":"2022-12-31","count":7,"of":9,"left_out":[{"reason":"lacking","count":1,"names":["Chi bộ A"]}]}"#
        );
        assert_eq!(serde_json::from_str::<Figure>(&json).unwrap(), kept);
    }
}
