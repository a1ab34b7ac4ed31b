//! What the demo's meetings are about, as written in `topics.json`. Nobody's true opinion is among it.

use std::collections::BTreeMap;

use serde::Deserialize;
use shared::meeting::MeetingKind;
use shared::unit::{BranchKind, Sector};

use super::chance::Chance;
use crate::http::{Error, Result};

/// What stands before everything that a demo person says.
pub(super) const MARK: &str = "(Dữ liệu mẫu)";

/// A focal issue.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Topic {
    pub title: String,
    pub sector: Option<Sector>,
    pub kinds: Vec<BranchKind>,
    pub kind: Option<MeetingKind>,
    pub problem: String,
    pub aim: String,
    pub expected: String,
}

#[derive(Debug, Clone, Deserialize)]
struct TaskText {
    title: String,
    kinds: Vec<BranchKind>,
}

/// The texts.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Texts {
    topics: Vec<Topic>,
    tasks: BTreeMap<Sector, Vec<TaskText>>,
    associations: BTreeMap<BranchKind, Vec<String>>,
    pub done: Vec<String>,
    pub late: Vec<String>,
    pub cancelled: Vec<String>,
    pub moved: Vec<String>,
    pub excused: Vec<String>,
    pub innovation: Vec<String>,
    pub opinions: Vec<String>,
    pub self_criticism: Vec<String>,
    pub praise: Vec<String>,
    pub reminder: Vec<String>,
    pub petition: Vec<String>,
    pub returned: String,
}

impl Texts {
    /// Reads them.
    pub fn read() -> Result<Self> {
        serde_json::from_str(include_str!("../../demo/topics.json")).map_err(Error::internal)
    }

    /// The topic of this title; only the title where the file says no more.
    pub fn topic(&self, title: &str, sector: Sector) -> Topic {
        let known = self.topics.iter().find(|topic| topic.title == title).cloned();
        known.unwrap_or_else(|| Topic { title: title.to_owned(), sector: Some(sector), ..Topic::default() })
    }

    /// A branch's topics for a kind of meeting.
    pub fn topics(&self, branch: BranchKind, kind: MeetingKind) -> Vec<&Topic> {
        self.topics.iter().filter(|topic| topic.kind == Some(kind) && topic.kinds.contains(&branch)).collect()
    }

    /// So many different tasks of a sector, filled up with others where the sector has too few.
    pub fn tasks(
        &self,
        chance: &mut Chance,
        branch: BranchKind,
        sector: Sector,
        count: usize,
    ) -> Vec<(Sector, String)> {
        let of = |sector: Sector| -> Vec<(Sector, String)> {
            let texts = self.tasks.get(&sector).map(Vec::as_slice).unwrap_or_default();
            texts.iter().filter(|text| text.kinds.contains(&branch)).map(|text| (sector, text.title.clone())).collect()
        };
        let mut chosen = chance.some(&of(sector), count);
        let rest: Vec<_> = Sector::ALL.iter().filter(|other| **other != sector).flat_map(|other| of(*other)).collect();
        let missing = count.saturating_sub(chosen.len());
        chosen.extend(chance.some(&rest, missing));
        chosen
    }

    /// The associations that work with a branch.
    pub fn associations(&self, branch: BranchKind) -> &[String] {
        self.associations.get(&branch).map(Vec::as_slice).unwrap_or_default()
    }
}

/// One of the texts, marked as the demo's.
pub(super) fn marked(chance: &mut Chance, texts: &[String], topic: &str) -> String {
    let text = chance.pick(texts).map(String::as_str).unwrap_or_default();
    format!("{MARK} {}", text.replace("{}", topic))
}

/// One of the texts.
pub(super) fn one(chance: &mut Chance, texts: &[String]) -> String {
    chance.pick(texts).cloned().unwrap_or_default()
}

/// The sector of a Vietnamese name as the files write it.
pub(super) fn sector(name: &str) -> Result<Sector> {
    let known =
        |sector: &&Sector| shared::text::fold(sector.label(shared::language::Language::Vi)) == shared::text::fold(name);
    Sector::ALL.iter().find(known).copied().ok_or_else(|| Error::internal(format!("no sector is called {name}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_branch_has_topics_and_five_tasks_in_each_field() {
        let texts = Texts::read().unwrap();
        let mut chance = Chance::of(&["test"]);
        for kind in [BranchKind::Village, BranchKind::Agency, BranchKind::School, BranchKind::Health] {
            assert!(texts.topics(kind, MeetingKind::Regular).len() >= 6, "{kind}");
            assert!(texts.topics(kind, MeetingKind::Thematic).len() >= 4, "{kind}");
            assert!(!texts.associations(kind).is_empty());
            for sector in Sector::ALL {
                assert_eq!(texts.tasks(&mut chance, kind, *sector, 5).len(), 5, "{kind} {sector}");
            }
        }
    }

    #[test]
    fn sectors_are_found_by_their_vietnamese_names() {
        assert_eq!(sector("xây dựng Đảng").unwrap(), Sector::PartyBuilding);
        assert!(sector("khác").is_err());
    }
}
