//! A committee's papers of a month, made of its branches as they are or were in that month.

mod notice;
mod results;

use chrono::{NaiveDate, NaiveTime};
use shared::api::meeting::Meeting;
use shared::evaluation::ScoreSheet;

pub use notice::notice;
pub use results::results;

use super::blocks::{Issue, Page};
use super::parts::committee_of;

/// A committee's month.
#[derive(Debug, Clone)]
pub struct Month {
    /// The committee's organisation: `Đảng bộ xã Bình Phú`.
    pub organisation: String,
    /// The place that its papers name.
    pub locality: String,
    /// The organisation above it, if it's known.
    pub superior: Option<String>,
    /// Year and month.
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
    /// Day of the paper; it decides the layout.
    pub on: NaiveDate,
    /// Whether the month is over on that day.
    pub over: bool,
    /// Branches in the order of the committee's list.
    pub branches: Vec<BranchMonth>,
}

/// A branch in a month.
#[derive(Debug, Clone)]
pub struct BranchMonth {
    /// Name.
    pub name: String,
    /// Members in its number: at the meeting, or else on the month's day.
    pub members: u32,
    /// Its regular meeting of the month.
    pub meeting: Option<Meeting>,
    /// The sheet that it's scored with.
    pub sheet: Option<ScoreSheet>,
    /// The day on which it was due in this month; none of a branch that didn't belong here on its fixed day.
    pub fixed: Option<NaiveDate>,
    /// Its first day here, of one that was founded or came within the month.
    pub from: Option<NaiveDate>,
    /// Its last day here, of one that was closed or left within the month.
    pub until: Option<NaiveDate>,
    /// The hour it usually begins at.
    pub hour: Option<NaiveTime>,
    /// Where it usually meets.
    pub place: String,
    /// The secretary's name and telephone number.
    pub secretary: Option<(String, String)>,
}

impl Month {
    /// An empty page of the committee's, with a number that the pen fills in or none.
    fn page(&self, symbol: &str) -> Page {
        Page::new(&Issue {
            superior: &self.superior.as_deref().map(committee_of).unwrap_or_default(),
            issuer: &self.committee(),
            number: None,
            symbol,
            locality: &self.locality,
            on: self.on,
        })
    }

    /// `Đảng ủy xã Bình Phú`.
    fn committee(&self) -> String {
        committee_of(&self.organisation)
    }
}
