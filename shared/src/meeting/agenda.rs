//! Agenda templates: the steps that guidance asks for, by kind of branch and meeting and by date.
//!
//! The three parts and their order: HD 12-HD/BTCTW of 06/7/2018 and HD 42-HD/BTCTW of 28/10/2025, II.2.2. HD 42 adds
//! content blocks per kind of branch; those of villages are shipped, the others name the branch's political task only
//! (Party Statutes, article 24.2). A thematic meeting solves one concrete problem: aim, paper, members relate it to
//! themselves, conclusion (HD 42, II.3.2); after a regular one it's held on its own, not mixed with it, and its steps are
//! optional, since they are taken out when it is put off. Scoring is optional too: its being open must not cost the
//! points for a complete procedure.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::kinds::{AgendaPart, MeetingKind};
use crate::language::Language;
use crate::text::Bilingual;
use crate::unit::BranchKind;

/// The agenda of a kind of meeting in a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaTemplate {
    /// Stable id, e.g. `regular-2025`.
    pub id: String,
    /// The kind of meeting.
    pub meeting: MeetingKind,
    /// First day; `None`: from the beginning.
    pub effective_from: Option<NaiveDate>,
    /// Last day; `None` while in use.
    pub effective_to: Option<NaiveDate>,
    /// The documents that it comes from.
    pub document: Bilingual,
    /// Items in their order.
    pub items: Vec<TemplateItem>,
}

/// An item of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateItem {
    /// The part that it belongs to.
    pub part: AgendaPart,
    /// Its title; the Vietnamese one goes into the minutes.
    pub title: Bilingual,
    /// the procedure asks for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub mandatory: bool,
    /// The report on the tasks of the last resolution.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub previous_tasks: bool,
    /// Where the focal issue is discussed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub focal: bool,
    /// Only of these kinds of branch; empty: of all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub branches: Vec<BranchKind>,
    /// Only where a thematic meeting follows the regular one in the same session.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub combined: bool,
}

impl AgendaTemplate {
    /// Whether it is used on a day.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.effective_from.is_none_or(|first| first <= day) && self.effective_to.is_none_or(|last| day <= last)
    }

    /// The items for a kind of branch, with or without a thematic meeting in the same session.
    pub fn items(&self, branch: BranchKind, combined: bool) -> impl Iterator<Item = &TemplateItem> {
        let fits = move |item: &&TemplateItem| {
            (combined || !item.combined) && (item.branches.is_empty() || item.branches.contains(&branch))
        };
        self.items.iter().filter(fits)
    }
}

impl TemplateItem {
    /// Its title in a language.
    pub fn title(&self, language: Language) -> &str {
        self.title.pick(language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::Rulebook;

    const SUBSTANCE: AgendaPart = AgendaPart::Substance;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn all(book: &Rulebook) -> Vec<(BranchKind, MeetingKind, Vec<&TemplateItem>)> {
        let mut found = Vec::new();
        for (year, branch) in [2016, 2022, 2026].into_iter().flat_map(|y| BranchKind::ALL.iter().map(move |b| (y, *b)))
        {
            let of = |kind, combined| (branch, kind, book.agenda(branch, kind, day(year, 2, 4), combined));
            found.extend(MeetingKind::ALL.iter().map(|kind| of(*kind, false)));
            found.push(of(MeetingKind::Regular, true));
        }
        found
    }

    #[test]
    fn parts_follow_each_other_and_previous_tasks_open_the_substance() {
        let book = Rulebook::shipped();
        for (branch, kind, items) in all(&book) {
            assert!(items.is_sorted_by_key(|item| item.part), "{branch} {kind}");
            assert!(AgendaPart::ALL.iter().all(|part| items.iter().any(|item| item.part == *part && item.mandatory)));
            let substance: Vec<_> = items.iter().filter(|item| item.part == SUBSTANCE).collect();
            assert!(substance[0].previous_tasks, "{branch} {kind}");
            assert_eq!(items.iter().filter(|item| item.previous_tasks).count(), 1);
            assert_eq!(items.iter().filter(|item| item.focal).count(), 1);
        }
    }

    #[test]
    fn titles_are_there_in_both_languages_and_differ() {
        let book = Rulebook::shipped();
        for (branch, kind, items) in all(&book) {
            let mut titles: Vec<_> = items.iter().map(|item| item.title(Language::Vi)).collect();
            assert!(items.iter().all(|item| !item.title.vi.is_empty() && !item.title.en.is_empty()));
            titles.sort_unstable();
            titles.dedup();
            assert_eq!(titles.len(), items.len(), "{branch} {kind}");
        }
    }

    #[test]
    fn villages_get_the_blocks_of_guidance_42_from_its_day() {
        let book = Rulebook::shipped();
        let on = |y, m, d| book.agenda(BranchKind::Village, MeetingKind::Regular, day(y, m, d), false).len();
        assert_eq!(on(2025, 10, 28), on(2025, 10, 27) + 2);
        assert_eq!(on(2022, 2, 4), 18);
    }
}
