//! The files that are shipped, as a rulebook.

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Digest, Kept, Rulebook};
use crate::evaluation::ScoreSheet;
use crate::rule_set::{BranchRules, MeetingRules, RatingRules, RuleSet, TargetRules, VoteRules};
use crate::text::Bilingual;

/// Each set after the one that it inherits from.
const RULE_SETS: [&str; 4] = [
    include_str!("../../data/rule-sets/rs-2018.json"),
    include_str!("../../data/rule-sets/rs-2023.json"),
    include_str!("../../data/rule-sets/rs-2025-08.json"),
    include_str!("../../data/rule-sets/rs-2025.json"),
];

const SHEETS: [&str; 6] = [
    include_str!("../../data/score-sheets/an-phu-2025.json"),
    include_str!("../../data/score-sheets/hd42-cam-le.json"),
    include_str!("../../data/score-sheets/hd42-bac-ninh.json"),
    include_str!("../../data/score-sheets/phu-tho-khoi.json"),
    include_str!("../../data/score-sheets/nghe-an-2021.json"),
    include_str!("../../data/score-sheets/reconstructed-2018.json"),
];

const STRICT: &str = include_str!("../../data/score-sheets/an-phu-2025-strict.json");

const TEMPLATES: [&str; 4] = [
    include_str!("../../data/agenda-templates/regular-2018.json"),
    include_str!("../../data/agenda-templates/regular-2025.json"),
    include_str!("../../data/agenda-templates/thematic.json"),
    include_str!("../../data/agenda-templates/preparatory.json"),
];

/// A rule set as it is written: sections that aren't there are those of the set it inherits.
#[derive(Deserialize)]
struct Written {
    id: String,
    name: Bilingual,
    effective_from: NaiveDate,
    effective_to: Option<NaiveDate>,
    inherits: Option<String>,
    meeting: Option<MeetingRules>,
    votes: Option<VoteRules>,
    rating: Option<RatingRules>,
    targets: Option<TargetRules>,
    branch: Option<BranchRules>,
}

/// A sheet that adds conditions to another.
#[derive(Deserialize)]
struct Variant {
    based_on: String,
    id: String,
    title: Bilingual,
    document: Bilingual,
    must_be_full_for_good: Vec<String>,
}

/// Everything that is shipped. A test reads each file, so one that can't be read never ships.
pub(super) fn rulebook() -> Rulebook {
    let mut sets: Vec<RuleSet> = Vec::with_capacity(RULE_SETS.len());
    for written in read::<Written>(&RULE_SETS) {
        let next = resolve(written, &sets);
        sets.extend(next);
    }
    let mut sheets: Vec<ScoreSheet> = read(&SHEETS);
    let variants: Vec<Variant> = read(&[STRICT]);
    // Beside the one that it is based on.
    let strict = variants.into_iter().find_map(|variant| derive(&sheets, variant));
    strict.into_iter().for_each(|sheet| sheets.insert(1, sheet));
    Rulebook::new(kept(sets), kept(sheets), kept(read(&TEMPLATES)))
}

fn read<T: DeserializeOwned>(files: &[&str]) -> Vec<T> {
    files.iter().filter_map(|file| serde_json::from_str(file).ok()).collect()
}

fn kept<T: serde::Serialize>(values: Vec<T>) -> Vec<Kept<T>> {
    let one = |value: T| {
        let content = serde_json::to_string(&value).ok()?;
        Some(Kept { digest: Digest::of(&content), known_from: None, known_to: None, value })
    };
    values.into_iter().filter_map(one).collect()
}

fn resolve(written: Written, earlier: &[RuleSet]) -> Option<RuleSet> {
    let parent = written.inherits.and_then(|id| earlier.iter().find(|set| set.id == id));
    Some(RuleSet {
        id: written.id,
        name: written.name,
        effective_from: written.effective_from,
        effective_to: written.effective_to,
        meeting: written.meeting.or_else(|| parent.map(|set| set.meeting.clone()))?,
        votes: written.votes.or_else(|| parent.map(|set| set.votes.clone()))?,
        rating: written.rating.or_else(|| parent.map(|set| set.rating.clone()))?,
        targets: written.targets.or_else(|| parent.map(|set| set.targets))?,
        branch: written.branch.or_else(|| parent.and_then(|set| set.branch.clone())),
    })
}

fn derive(sheets: &[ScoreSheet], variant: Variant) -> Option<ScoreSheet> {
    let base = sheets.iter().find(|sheet| sheet.id == variant.based_on)?.clone();
    Some(ScoreSheet {
        id: variant.id,
        title: variant.title,
        document: variant.document,
        must_be_full_for_good: variant.must_be_full_for_good,
        ..base
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::{Basis, MeetingGrade, Origin, validate};

    #[test]
    fn every_file_is_read_and_the_ranges_join() {
        let book = rulebook();
        assert_eq!(book.rule_sets().count(), RULE_SETS.len());
        assert_eq!(book.templates().len(), TEMPLATES.len());
        let sets: Vec<_> = book.rule_sets().map(|kept| &kept.value).collect();
        for pair in sets.windows(2) {
            assert_eq!(pair[0].effective_to.and_then(|last| last.succ_opt()), Some(pair[1].effective_from));
        }
        assert!(sets.iter().all(|set| set.effective_to.is_none_or(|last| set.effective_from <= last)));
        assert_eq!(sets.last().map(|set| set.effective_to), Some(None));
    }

    #[test]
    fn a_meeting_is_judged_by_the_rules_of_its_day() {
        let book = rulebook();
        for ((y, m, d), expected) in [
            ((2018, 7, 5), None),
            ((2018, 7, 6), Some("rs-2018")),
            ((2022, 2, 4), Some("rs-2018")),
            ((2023, 11, 10), Some("rs-2023")),
            ((2025, 8, 30), Some("rs-2025-08")),
            ((2025, 10, 27), Some("rs-2025-08")),
            ((2025, 10, 28), Some("rs-2025")),
            ((2026, 9, 4), Some("rs-2025")),
        ] {
            let found = book.on(NaiveDate::from_ymd_opt(y, m, d).unwrap()).map(|set| set.id.as_str());
            assert_eq!(found, expected, "{d}/{m}/{y}");
        }
    }

    #[test]
    fn what_changed_and_what_was_inherited() {
        let book = rulebook();
        let (old, new) = (book.rule_set("rs-2018").unwrap(), book.rule_set("rs-2025").unwrap());
        assert_eq!((old.meeting.minimum_minutes(40, true), new.meeting.minimum_minutes(29, false)), (90, 90));
        assert_eq!((new.meeting.minimum_minutes(29, true), new.meeting.minimum_minutes(30, false)), (120, 120));
        assert_eq!((old.meeting.attendance_target.percent, new.meeting.attendance_target.percent), (85, 90));
        assert_eq!((old.meeting.documents_before_days, new.meeting.documents_before_days), (None, Some(1)));
        assert_eq!(old.votes, new.votes);
        let between = book.rule_set("rs-2025-08").unwrap();
        assert_eq!(between.meeting, old.meeting);
        assert_ne!(between.rating.document, old.rating.document);
    }

    #[test]
    fn every_sheet_is_read_and_whole_and_survives_json() {
        let book = rulebook();
        let ids: Vec<&str> = book.sheets().iter().map(|kept| kept.value.id.as_str()).collect();
        let expected = [
            "an-phu-2025",
            "an-phu-2025-strict",
            "hd42-cam-le",
            "hd42-bac-ninh",
            "phu-tho-khoi",
            "nghe-an-2021",
            "reconstructed-2018",
        ];
        assert_eq!(ids, expected);
        for Kept { value: sheet, digest, .. } in book.sheets() {
            assert_eq!(validate(sheet).0, [], "{}", sheet.id);
            let json = serde_json::to_string(sheet).unwrap();
            assert_eq!((&serde_json::from_str::<ScoreSheet>(&json).unwrap(), &Digest::of(&json)), (sheet, digest));
            assert!(sheet.rule_set.as_ref().is_none_or(|id| book.rule_set(id).is_some()), "{}", sheet.id);
        }
    }

    #[test]
    fn each_sheet_has_the_bands_of_its_source_and_says_what_was_not_found() {
        let book = rulebook();
        let sheet = |id: &str| &book.sheet_with_id(id).unwrap().value;
        assert_eq!(sheet("nghe-an-2021").grade_of(80), MeetingGrade::Good);
        assert_eq!(sheet("phu-tho-khoi").grade_of(80), MeetingGrade::Fair);
        let sheet = sheet("reconstructed-2018");
        assert_eq!(sheet.origin, Origin::Reconstructed);
        assert!(sheet.criteria.iter().all(|criterion| criterion.origin == Origin::Reconstructed));
        assert!(sheet.note.as_ref().is_some_and(|note| !note.vi.is_empty() && !note.en.is_empty()));
    }

    #[test]
    fn two_thirds_of_the_points_come_from_records() {
        let book = rulebook();
        let sheet = &book.sheet_with_id("an-phu-2025").unwrap().value;
        let points = |basis| -> u32 { sheet.criteria.iter().filter(|one| one.basis == basis).map(|one| one.max).sum() };
        assert_eq!((points(Basis::Computed), points(Basis::Prefilled), points(Basis::Human)), (65, 10, 25));
    }
}
