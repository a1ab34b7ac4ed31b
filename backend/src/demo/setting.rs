//! What a branch's meetings are made from.

use chrono::NaiveDate;
use shared::rulebook::Rulebook;
use shared::unit::Office;

use super::committee::{Committee, supervisor};
use super::members::{Branch, Person};
use super::text::Texts;

/// What a branch's meetings are made from.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    pub branch: &'a Branch,
    pub committee: &'a Committee,
    pub texts: &'a Texts,
    pub book: &'a Rulebook,
    pub today: NaiveDate,
}

impl<'a> Setting<'a> {
    pub fn secretary(&self) -> Option<&'a Person> {
        self.branch.committee().into_iter().next()
    }

    pub fn deputy(&self) -> Option<&'a Person> {
        self.branch.holder(Office::DeputySecretary)
    }

    pub fn supervisor(&self, day: NaiveDate) -> Option<&'a Person> {
        supervisor(self.committee, &self.branch.code, day)
    }
}
