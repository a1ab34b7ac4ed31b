//! Two sheets side by side: what one has that the other hasn't, and what differs.

use serde::{Deserialize, Serialize};

use super::sheet::{Band, Bands, Criterion, How, Limit, ScoreSheet};
use crate::language::Language;
use crate::text_enum;

text_enum! {
    /// The part of a sheet that differs.
    pub enum Part {
        /// Title or documents.
        Head = "head", "Tên, nguồn", "Title, source";
        /// Where grades begin.
        Grades = "grades", "Mức xếp loại", "Grades";
        /// What the best grade needs besides points.
        Conditions = "conditions", "Điều kiện loại Tốt", "Conditions for Good";
        /// A group's heading or points.
        Group = "group", "Nhóm", "Group";
        /// A criterion.
        Criterion = "criterion", "Tiêu chí", "Criterion";
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Difference {
    /// Where.
    pub part: Part,
    /// The group's or criterion's number; empty for the sheet as a whole.
    pub id: String,
    /// What the first sheet says; empty if it has no such thing.
    pub before: String,
    /// What the second sheet says; empty if it has no such thing.
    pub after: String,
}

/// Everything in which two sheets differ, in the order of the sheet; empty if they score alike.
pub fn compare(before: &ScoreSheet, after: &ScoreSheet, language: Language) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut note = |part, id: &str, one: String, other: String| {
        if one != other {
            found.push(Difference { part, id: id.to_owned(), before: one, after: other });
        }
    };
    let head = |sheet: &ScoreSheet| format!("{} · {}", sheet.title.pick(language), sheet.document.pick(language));
    note(Part::Head, "", head(before), head(after));
    note(Part::Grades, "", grades(before, language), grades(after, language));
    note(Part::Conditions, "", conditions(before, language), conditions(after, language));
    let ids = both(before.groups.iter().map(|one| &one.id), after.groups.iter().map(|one| &one.id));
    for id in ids {
        let of = |sheet: &ScoreSheet| {
            let group = sheet.groups.iter().find(|group| group.id == id);
            group.map(|group| format!("{} ({})", group.name.pick(language), group.max)).unwrap_or_default()
        };
        note(Part::Group, id, of(before), of(after));
    }
    let ids = both(before.criteria.iter().map(|one| &one.id), after.criteria.iter().map(|one| &one.id));
    for id in ids {
        let of = |sheet: &ScoreSheet| sheet.criterion(id).map(|one| criterion(one, language)).unwrap_or_default();
        note(Part::Criterion, id, of(before), of(after));
    }
    found
}

/// The ids of both lists in the first one's order, then those that only the second has.
fn both<'a>(first: impl Iterator<Item = &'a String>, second: impl Iterator<Item = &'a String>) -> Vec<&'a str> {
    let mut ids: Vec<&str> = first.map(String::as_str).collect();
    for id in second {
        if !ids.contains(&id.as_str()) {
            ids.push(id);
        }
    }
    ids
}

fn grades(sheet: &ScoreSheet, language: Language) -> String {
    let step = |step: &super::sheet::GradeStep| format!("{} {}", step.grade.label(language), step.min);
    sheet.grades.iter().map(step).collect::<Vec<_>>().join(", ")
}

fn conditions(sheet: &ScoreSheet, language: Language) -> String {
    let full = sheet.must_be_full_for_good.join(", ");
    let unexcused = language.pick("không ai vắng không lý do", "nobody absent without a reason");
    let mut parts = Vec::new();
    if !full.is_empty() {
        parts.push(format!("{} {full}", language.pick("đủ điểm", "full points in")));
    }
    if sheet.no_unexcused_for_good {
        parts.push(unexcused.to_owned());
    }
    parts.join("; ")
}

/// A criterion in a line: what it asks, its points, how they are found, when it doesn't apply.
fn criterion(one: &Criterion, language: Language) -> String {
    let how = match &one.how {
        How::Judged => language.pick("người chấm", "judged").to_owned(),
        How::YesNo { fact } => match fact {
            Some(fact) => format!("{} {}", language.pick("có/không:", "yes or no:"), fact.label(language)),
            None => language.pick("có/không, người chấm", "yes or no, judged").to_owned(),
        },
        How::Bands(bands) => bands_text(bands, language),
    };
    let group = language.pick("nhóm", "group");
    let mut text =
        format!("{} ({}; {group} {}; {}): {how}", one.name.pick(language), one.max, one.group, basis(one, language));
    if let Some(case) = one.not_applicable {
        let (when, policy) = (case.when.label(language), case.policy.label(language).to_lowercase());
        text.push_str(&format!("; {when}: {policy}"));
    }
    text
}

fn basis(one: &Criterion, language: Language) -> String {
    one.basis.label(language).to_lowercase()
}

fn bands_text(bands: &Bands, language: Language) -> String {
    let band = |band: &Band| {
        let limit = match band.limit {
            Limit::AtLeast(percent) => format!("≥ {percent}%"),
            Limit::MoreThan(percent) => format!("> {percent}%"),
            Limit::ShortAtMost(short) => format!("{} {short}", language.pick("thiếu ≤", "short by ≤")),
            Limit::Otherwise => language.pick("còn lại", "else").to_owned(),
        };
        format!("{limit}: {}", band.points)
    };
    let mut text = bands.bands.iter().map(band).collect::<Vec<_>>().join(", ");
    if bands.lowest_when_unexcused {
        text.push_str(language.pick("; vắng không lý do: mức thấp nhất", "; absent without a reason: lowest band"));
    }
    if bands.less_per_unexcused > 0 {
        let each = language.pick("; mỗi người vắng không lý do: −", "; each absence without a reason: −");
        text.push_str(&format!("{each}{}", bands.less_per_unexcused));
    }
    format!("{}: {text}", bands.measure.label(language))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::Rulebook;

    #[test]
    fn what_was_changed_is_named_and_nothing_else() {
        let book = Rulebook::shipped();
        let sheet = &book.sheet_with_id("an-phu-2025").unwrap().value;
        assert_eq!(compare(sheet, sheet, Language::Vi), []);
        let mut other = sheet.clone();
        other.grades[0].min = 85;
        other.criteria[1].max = 3;
        other.criteria.remove(2);
        other.no_unexcused_for_good = true;
        let found: Vec<_> =
            compare(sheet, &other, Language::En).into_iter().map(|one| (one.part, one.id, one.after)).collect();
        let parts: Vec<_> = found.iter().map(|(part, id, _)| (*part, id.as_str())).collect();
        assert_eq!(
            parts,
            [(Part::Grades, ""), (Part::Conditions, ""), (Part::Criterion, "2.1"), (Part::Criterion, "2.2")]
        );
        assert_eq!((found[1].2.as_str(), found[3].2.as_str()), ("nobody absent without a reason", ""));
    }
}
