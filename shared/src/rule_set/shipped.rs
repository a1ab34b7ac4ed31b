//! The rule sets that are shipped, resolved.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use super::parameters::{MeetingRules, RatingRules, RuleSet, TargetRules, VoteRules};
use crate::text::Bilingual;

/// A set as it is written: sections that aren't there are those of the set it inherits.
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
}

const FILES: [&str; 4] = [
    include_str!("../../data/rule-sets/rs-2018.json"),
    include_str!("../../data/rule-sets/rs-2023.json"),
    include_str!("../../data/rule-sets/rs-2025-08.json"),
    include_str!("../../data/rule-sets/rs-2025.json"),
];

// A test reads each file, so one that can't be read never ships.
static RULE_SETS: LazyLock<Vec<RuleSet>> = LazyLock::new(|| {
    let mut resolved: Vec<RuleSet> = Vec::with_capacity(FILES.len());
    for written in FILES.iter().filter_map(|file| serde_json::from_str(file).ok()) {
        let next = resolve(written, &resolved);
        resolved.extend(next);
    }
    resolved
});

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
    })
}

/// All shipped rule sets, the oldest first.
pub fn rule_sets() -> &'static [RuleSet] {
    &RULE_SETS
}

/// The shipped rule set with this id.
pub fn rule_set(id: &str) -> Option<&'static RuleSet> {
    rule_sets().iter().find(|set| set.id == id)
}

/// The rule set in force on a day; `None` before 06/7/2018, whose rules (HD 09-HD/BTCTW of 02/3/2012) aren't shipped.
pub fn rule_set_for(date: NaiveDate) -> Option<&'static RuleSet> {
    rule_sets().iter().find(|set| set.covers(date))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(year: i32, month: u32, day: u32) -> Option<&'static RuleSet> {
        rule_set_for(NaiveDate::from_ymd_opt(year, month, day).unwrap())
    }

    #[test]
    fn every_file_is_read_and_the_ranges_join() {
        assert_eq!(rule_sets().len(), FILES.len());
        for pair in rule_sets().windows(2) {
            assert_eq!(pair[0].effective_to.and_then(|last| last.succ_opt()), Some(pair[1].effective_from));
        }
        assert!(rule_sets().iter().all(|set| set.effective_to.is_none_or(|last| set.effective_from <= last)));
        assert_eq!(rule_sets().last().map(|set| set.effective_to), Some(None));
    }

    #[test]
    fn a_meeting_is_judged_by_the_rules_of_its_day() {
        let id = |set: Option<&RuleSet>| set.map(|set| set.id.clone());
        for (date, expected) in [
            ((2018, 7, 5), None),
            ((2018, 7, 6), Some("rs-2018")),
            ((2022, 2, 4), Some("rs-2018")),
            ((2023, 11, 10), Some("rs-2023")),
            ((2025, 8, 30), Some("rs-2025-08")),
            ((2025, 10, 27), Some("rs-2025-08")),
            ((2025, 10, 28), Some("rs-2025")),
            ((2026, 9, 4), Some("rs-2025")),
        ] {
            assert_eq!(id(on(date.0, date.1, date.2)).as_deref(), expected, "{date:?}");
        }
    }

    #[test]
    fn what_changed_and_what_was_inherited() {
        let (old, new) = (rule_set("rs-2018").unwrap(), rule_set("rs-2025").unwrap());
        assert_eq!((old.meeting.minimum_minutes(40, true), new.meeting.minimum_minutes(29, false)), (90, 90));
        assert_eq!((new.meeting.minimum_minutes(29, true), new.meeting.minimum_minutes(30, false)), (120, 120));
        assert_eq!((old.meeting.attendance_target.percent, new.meeting.attendance_target.percent), (85, 90));
        assert_eq!((old.meeting.documents_before_days, new.meeting.documents_before_days), (None, Some(1)));
        assert_eq!(old.votes, new.votes);
        assert_eq!(rule_set("rs-2025-08").unwrap().meeting, old.meeting);
        assert_ne!(rule_set("rs-2025-08").unwrap().rating.document, old.rating.document);
    }
}
