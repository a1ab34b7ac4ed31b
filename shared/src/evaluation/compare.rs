//! Two sheets side by side: what was added, what was removed, what differs and in which respect.

use serde::{Deserialize, Serialize};

use super::sheet::{Criterion, Group, ScoreSheet};
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

text_enum! {
    /// In which respect a part differs.
    pub enum Respect {
        /// The part as a whole: one of the sheets doesn't have it.
        Whole = "whole", "Cả mục", "As a whole";
        /// What it's called, what it asks for.
        Name = "name", "Nội dung", "What it asks for";
        /// The documents that it comes from.
        Document = "document", "Nguồn", "Source";
        /// Points.
        Points = "points", "Điểm tối đa", "Maximum";
        /// The group that it stands in.
        Group = "group", "Nhóm", "Group";
        /// Where points come from.
        Basis = "basis", "Ai chấm", "Scored by";
        /// Which records it is read from, or who judges it.
        From = "from", "Căn cứ", "Read from";
        /// Bands, facts, judgement.
        How = "how", "Cách chấm", "How points are found";
        /// When it doesn't apply.
        NotApplicable = "not_applicable", "Khi không áp dụng", "When it doesn't apply";
        /// How sure its number is.
        Origin = "origin", "Độ chắc của nguồn", "How sure it is";
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
    /// In which respect.
    pub respect: Respect,
    /// What the first sheet says; empty if it says nothing.
    pub before: String,
    /// What the second sheet says; empty if it says nothing.
    pub after: String,
}

impl Difference {
    /// Whether only the second sheet has it.
    pub fn added(&self) -> bool {
        self.respect == Respect::Whole && self.before.is_empty()
    }

    /// Whether only the first sheet has it.
    pub fn removed(&self) -> bool {
        self.respect == Respect::Whole && self.after.is_empty()
    }
}

/// Everything in which two sheets differ, in the order of the sheet; empty if they say the same.
pub fn compare(before: &ScoreSheet, after: &ScoreSheet, language: Language) -> Vec<Difference> {
    let mut found = Found(Vec::new());
    found.note(Part::Head, "", Some(head_says(before, language)), Some(head_says(after, language)));
    let grades = |sheet: &ScoreSheet| Some(vec![(Respect::Points, sheet.grade_lines(language).join("\n"))]);
    found.note(Part::Grades, "", grades(before), grades(after));
    let conditions = |sheet: &ScoreSheet| Some(vec![(Respect::How, sheet.conditions(language).join("\n"))]);
    found.note(Part::Conditions, "", conditions(before), conditions(after));
    for id in both(before.groups.iter().map(|one| &one.id), after.groups.iter().map(|one| &one.id)) {
        let of = |sheet: &ScoreSheet| {
            let group = sheet.groups.iter().find(|group| group.id == id)?;
            Some(group_says(group, language))
        };
        found.note(Part::Group, id, of(before), of(after));
    }
    for id in both(before.criteria.iter().map(|one| &one.id), after.criteria.iter().map(|one| &one.id)) {
        let of = |sheet: &ScoreSheet| sheet.criterion(id).map(|one| criterion_says(one, language));
        found.note(Part::Criterion, id, of(before), of(after));
    }
    found.0
}

/// What a part says in each respect; the same respects in the same order for every part of a kind.
type Says = Vec<(Respect, String)>;

struct Found(Vec<Difference>);

impl Found {
    fn note(&mut self, part: Part, id: &str, before: Option<Says>, after: Option<Says>) {
        let mut add = |respect, before, after| {
            self.0.push(Difference { part, id: id.to_owned(), respect, before, after });
        };
        match (before, after) {
            (Some(before), Some(after)) => {
                for ((respect, before), (_, after)) in before.into_iter().zip(after) {
                    if before != after {
                        add(respect, before, after);
                    }
                }
            }
            (Some(says), None) => add(Respect::Whole, whole(says), String::new()),
            (None, Some(says)) => add(Respect::Whole, String::new(), whole(says)),
            (None, None) => {}
        }
    }
}

fn whole(says: Says) -> String {
    let said = says.into_iter().map(|(_, text)| text).filter(|text| !text.is_empty());
    said.collect::<Vec<_>>().join("\n")
}

/// The ids of both lists in the first one's order, then those that only the second has.
fn both<'a>(first: impl Iterator<Item = &'a String>, second: impl Iterator<Item = &'a String>) -> Vec<&'a str> {
    let mut ids: Vec<&str> = Vec::new();
    for id in first.chain(second) {
        if !ids.contains(&id.as_str()) {
            ids.push(id);
        }
    }
    ids
}

fn points(count: u32, language: Language) -> String {
    format!("{count} {}", language.pick("điểm", "points"))
}

fn head_says(sheet: &ScoreSheet, language: Language) -> Says {
    let note = sheet.note.as_ref().map(|note| note.pick(language).to_owned());
    let document: Vec<String> = [sheet.document.pick(language).to_owned()].into_iter().chain(note).collect();
    vec![
        (Respect::Name, sheet.title.pick(language).to_owned()),
        (Respect::Document, document.join("\n")),
        (Respect::Origin, sheet.origin.label(language).to_owned()),
    ]
}

fn group_says(group: &Group, language: Language) -> Says {
    vec![
        (Respect::Name, group.name.pick(language).to_owned()),
        (Respect::Points, points(group.max, language)),
        (Respect::Origin, group.origin.label(language).to_owned()),
    ]
}

fn criterion_says(one: &Criterion, language: Language) -> Says {
    let measure = one.measure().map(|measure| measure.label(language).to_owned());
    let mut how: Vec<String> = measure.into_iter().collect();
    how.extend(one.how.lines(language));
    let not_applicable = one.not_applicable.map(|case| case.text(language)).unwrap_or_default();
    vec![
        (Respect::Name, one.name.pick(language).to_owned()),
        (Respect::Points, points(one.max, language)),
        (Respect::Group, one.group.clone()),
        (Respect::Basis, one.basis.label(language).to_owned()),
        (Respect::From, one.from.pick(language).to_owned()),
        (Respect::How, how.join("\n")),
        (Respect::NotApplicable, not_applicable),
        (Respect::Origin, one.origin.label(language).to_owned()),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::sheet::{Band, How, Limit};
    use super::*;
    use crate::rulebook::Rulebook;

    fn sheet(id: &str) -> ScoreSheet {
        Rulebook::shipped().sheet_with_id(id).unwrap().value.clone()
    }

    #[test]
    fn what_was_changed_is_named_with_its_respect_and_nothing_else() {
        let sheet = sheet("an-phu-2025");
        assert_eq!(compare(&sheet, &sheet, Language::Vi), []);
        let mut other = sheet.clone();
        other.grades[0].min = 85;
        other.criteria[1].max = 3;
        other.no_unexcused_for_good = true;
        let How::Bands(bands) = &mut other.criteria[0].how else { panic!("1.1 has bands") };
        bands.bands[1] = Band { limit: Limit::ShortAtMost(10), points: 4 };
        let found = compare(&sheet, &other, Language::En);
        let places: Vec<_> = found.iter().map(|one| (one.part, one.id.as_str(), one.respect)).collect();
        assert_eq!(
            places,
            [
                (Part::Grades, "", Respect::Points),
                (Part::Conditions, "", Respect::How),
                (Part::Criterion, "1.1", Respect::How),
                (Part::Criterion, "2.1", Respect::Points),
            ]
        );
        assert_eq!((found[1].before.as_str(), found[1].after.as_str()), ("", "nobody absent without a reason"));
        assert!(found[2].before.contains("at most 15 minutes short: 4 points"), "{}", found[2].before);
        assert!(found[2].after.contains("at most 10 minutes short: 4 points"), "{}", found[2].after);
        assert_eq!((found[3].before.as_str(), found[3].after.as_str()), ("4 points", "3 points"));
        assert!(found.iter().all(|one| !one.added() && !one.removed()));
    }

    #[test]
    fn what_only_one_of_them_has_is_added_or_removed() {
        let before = sheet("an-phu-2025");
        let mut after = before.clone();
        let moved = after.criteria.remove(2);
        after.criteria.push(Criterion { id: "8.9".to_owned(), ..moved });
        after.groups.remove(7);
        let found = compare(&before, &after, Language::Vi);
        let places: Vec<_> = found.iter().map(|one| (one.part, one.id.as_str(), one.added(), one.removed())).collect();
        assert_eq!(
            places,
            [
                (Part::Group, "8", false, true),
                (Part::Criterion, "2.2", false, true),
                (Part::Criterion, "8.9", true, false)
            ]
        );
        assert_eq!(found[1].before, found[2].after);
    }

    #[test]
    fn comparing_the_other_way_round_finds_the_same_places() {
        let book = Rulebook::shipped();
        for one in book.sheets() {
            for other in book.sheets() {
                let there = compare(&one.value, &other.value, Language::Vi);
                let mut back = compare(&other.value, &one.value, Language::Vi);
                assert_eq!(there.is_empty(), one.value == other.value || back.is_empty());
                assert_eq!(there.len(), back.len(), "{} {}", one.value.id, other.value.id);
                for difference in &there {
                    let place = back.iter().position(|found| {
                        (found.part, &found.id, found.respect) == (difference.part, &difference.id, difference.respect)
                            && (&found.before, &found.after) == (&difference.after, &difference.before)
                    });
                    back.remove(place.unwrap());
                }
            }
        }
    }
}
