//! The rulebook: rule sets, score sheets and agenda templates as values that are handed in. The server reads it from its
//! tables, the browser gets the parts that it needs by digest; the files that are shipped are its seeds.
//!
//! Nothing here is a default: what isn't in the book isn't found, and never stands for something else.

mod digest;
mod shipped;

use chrono::{DateTime, NaiveDate, Utc};

pub use digest::{Digest, NotADigest};

use crate::evaluation::ScoreSheet;
use crate::meeting::MeetingKind;
use crate::meeting::agenda::{AgendaTemplate, TemplateItem};
use crate::period::Period;
use crate::rule_set::RuleSet;
use crate::unit::BranchKind;

/// A value of the book, with the digest of its content and the time in which it was known. What is corrected is
/// replaced, so that what was judged by it can still be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept<T> {
    /// SHA-256 of its content.
    pub digest: Digest,
    /// When it took another's place; `None`: it was the first.
    pub known_from: Option<DateTime<Utc>>,
    /// When another took its place; `None`: none has.
    pub known_to: Option<DateTime<Utc>>,
    /// The value.
    pub value: T,
}

impl<T> Kept<T> {
    /// Whether it was what the book said at a moment; `None`: now.
    fn known(&self, at: Option<DateTime<Utc>>) -> bool {
        match at {
            None => self.known_to.is_none(),
            Some(at) => self.known_from.is_none_or(|from| from <= at) && self.known_to.is_none_or(|until| at < until),
        }
    }
}

/// Rule sets, score sheets and agenda templates.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rulebook {
    rule_sets: Vec<Kept<RuleSet>>,
    sheets: Vec<Kept<ScoreSheet>>,
    templates: Vec<Kept<AgendaTemplate>>,
}

impl Rulebook {
    /// A book of these, rule sets and templates in any order.
    pub fn new(
        mut rule_sets: Vec<Kept<RuleSet>>,
        sheets: Vec<Kept<ScoreSheet>>,
        mut templates: Vec<Kept<AgendaTemplate>>,
    ) -> Self {
        rule_sets.sort_by_key(|kept| (kept.value.effective_from, kept.known_from));
        templates.sort_by_key(|kept| (kept.value.effective_from, kept.known_from));
        Self { rule_sets, sheets, templates }
    }

    /// What is shipped with this program.
    pub fn shipped() -> Self {
        shipped::rulebook()
    }

    /// The rule sets as they are now, the oldest first.
    pub fn rule_sets(&self) -> impl Iterator<Item = &Kept<RuleSet>> {
        self.rule_sets.iter().filter(|kept| kept.known(None))
    }

    /// The rule set with this id, as it is now.
    pub fn rule_set(&self, id: &str) -> Option<&RuleSet> {
        self.rule_sets().find(|kept| kept.value.id == id).map(|kept| &kept.value)
    }

    /// The rule set with this content, whatever took its place.
    pub fn rule_set_of(&self, digest: &str) -> Option<&Kept<RuleSet>> {
        self.rule_sets.iter().find(|kept| kept.digest.as_str() == digest)
    }

    /// The rule set in force on a day; `None` before 06/7/2018, whose rules (HD 09-HD/BTCTW of 02/3/2012) aren't shipped.
    pub fn on(&self, day: NaiveDate) -> Option<&RuleSet> {
        self.rule_sets().find(|kept| kept.value.covers(day)).map(|kept| &kept.value)
    }

    /// The rule set that a meeting of a day is judged by, as the book knew it at a moment (`None`: now). A meeting from
    /// before the first rule set is judged by the first: that is said here and nowhere else; no new one is planned then.
    pub fn judging(&self, day: NaiveDate, at: Option<DateTime<Utc>>) -> Option<&Kept<RuleSet>> {
        let known = || self.rule_sets.iter().filter(|kept| kept.known(at));
        let first = known().next()?;
        if day < first.value.effective_from { Some(first) } else { known().find(|kept| kept.value.covers(day)) }
    }

    /// The rule set that the figures and targets of a period are judged by: that of the last day that they are about, as the
    /// book knew it when the period ended; while the period isn't over, as it knows it now. What "known" is: the content that
    /// held its place in the book at the midnight (Vietnam's) after the period's last day. A rule set that is corrected later
    /// says nothing new about a closed period; one that is entered later, and takes nothing's place, counts as always known.
    pub fn of_period(&self, period: Period, today: NaiveDate) -> Option<&Kept<RuleSet>> {
        let known_at = period.is_over(today).then(|| period.instants().end);
        self.judging(period.as_at(today), known_at)
    }

    /// Every sheet that is in the book.
    pub fn sheets(&self) -> &[Kept<ScoreSheet>] {
        &self.sheets
    }

    /// The sheet with this content.
    pub fn sheet(&self, digest: &str) -> Option<&ScoreSheet> {
        self.sheets.iter().find(|kept| kept.digest.as_str() == digest).map(|kept| &kept.value)
    }

    /// The newest sheet with this id.
    pub fn sheet_with_id(&self, id: &str) -> Option<&Kept<ScoreSheet>> {
        self.sheets.iter().rfind(|kept| kept.value.id == id && kept.known(None))
    }

    /// Every agenda template, replaced ones too.
    pub fn templates(&self) -> &[Kept<AgendaTemplate>] {
        &self.templates
    }

    /// The agenda that a new meeting of a day starts with; empty if the book has no template for it. `combined`: a
    /// thematic meeting follows the regular one in the same session.
    pub fn agenda(
        &self,
        branch: BranchKind,
        meeting: MeetingKind,
        day: NaiveDate,
        combined: bool,
    ) -> Vec<&TemplateItem> {
        let of_day =
            |kept: &&Kept<AgendaTemplate>| kept.known(None) && kept.value.meeting == meeting && kept.value.covers(day);
        let template = self.templates.iter().find(of_day);
        template.map(|kept| kept.value.items(branch, combined).collect()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn at(hour: u32) -> DateTime<Utc> {
        crate::time::from_local(day(2026, 1, 1).and_hms_opt(hour, 0, 0).unwrap())
    }

    /// The shipped book, with the set of 2025 corrected at 12 o'clock: 100 minutes.
    fn corrected() -> Rulebook {
        let mut book = Rulebook::shipped();
        let last = book.rule_sets.pop().unwrap();
        let mut value = last.value.clone();
        value.meeting.minimum_minutes = 100;
        let digest = Digest::of("corrected");
        let corrected = Kept { digest, known_from: Some(at(12)), known_to: None, value };
        book.rule_sets.extend([Kept { known_to: Some(at(12)), ..last }, corrected]);
        Rulebook::new(book.rule_sets, book.sheets, book.templates)
    }

    #[test]
    fn a_corrected_rule_judges_what_comes_after_it_and_nothing_before() {
        let book = corrected();
        let minutes = |known| book.judging(day(2026, 2, 4), known).map(|kept| kept.value.meeting.minimum_minutes);
        assert_eq!(minutes(Some(at(11))), Some(90));
        assert_eq!((minutes(Some(at(12))), minutes(None)), (Some(100), Some(100)));
        assert_eq!(book.rule_sets().filter(|kept| kept.value.id == "rs-2025").count(), 1);
    }

    #[test]
    fn a_closed_period_is_judged_by_what_was_known_at_its_end() {
        let mut book = corrected();
        let minutes = |book: &Rulebook, period: Option<Period>, today| {
            book.of_period(period.unwrap(), today).map(|kept| kept.value.meeting.minimum_minutes)
        };
        let january = Period::month(2026, 1);
        let (of_2025, later) = (Period::whole(2025), day(2026, 3, 5));
        assert_eq!((minutes(&book, of_2025, later), minutes(&book, january, later)), (Some(90), Some(100)));
        assert_eq!(minutes(&book, of_2025, day(2025, 12, 31)), Some(100), "not over yet: as it is known now");
        let year_2018 =
            |book: &Rulebook| book.of_period(Period::whole(2015).unwrap(), later).map(|kept| kept.value.id.clone());
        assert_eq!(year_2018(&book).as_deref(), Some("rs-2018"), "before the first rules the first judge");
        book.rule_sets.clear();
        assert_eq!(year_2018(&book), None);
    }

    #[test]
    fn what_is_not_in_the_book_is_not_found() {
        let book = Rulebook::shipped();
        assert!(book.sheet("unknown").is_none() && book.sheet_with_id("unknown").is_none());
        assert!(book.rule_set_of("unknown").is_none() && book.on(day(2018, 7, 5)).is_none());
        assert!(Rulebook::default().judging(day(2026, 2, 4), None).is_none());
    }

    #[test]
    fn before_the_first_rules_the_first_judge() {
        let book = Rulebook::shipped();
        let id = |date| book.judging(date, None).map(|kept| kept.value.id.as_str());
        assert_eq!((id(day(2018, 7, 5)), id(day(2018, 7, 6))), (Some("rs-2018"), Some("rs-2018")));
        assert_eq!(id(day(2026, 7, 6)), Some("rs-2025"));
    }
}
