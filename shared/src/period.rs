//! Months in a row of one year: what figures and a committee's papers are about.

use std::ops::{Range, RangeInclusive};

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};

use crate::dated::Span;
use crate::meeting::calendar::{month_range, quarter_range};
use crate::time::{from_local, of_our_times};

/// A year, a half-year, a quarter, a month, or any other months in a row of one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    first: NaiveDate,
    last: NaiveDate,
}

impl Period {
    /// From a month to a month of a year, both included; `None` of months that there aren't, and of a year that no record
    /// can be of.
    pub fn new(year: i32, months: RangeInclusive<u32>) -> Option<Self> {
        let (first, _) = month_range(year, *months.start())?;
        let (_, last) = month_range(year, *months.end())?;
        (first <= last && of_our_times(first)).then_some(Self { first, last })
    }

    /// A whole year.
    pub fn whole(year: i32) -> Option<Self> {
        Self::new(year, 1..=12)
    }

    /// The first or the second half of a year.
    pub fn half(year: i32, half: u32) -> Option<Self> {
        match half {
            1 => Self::new(year, 1..=6),
            2 => Self::new(year, 7..=12),
            _ => None,
        }
    }

    /// A quarter, 1 to 4.
    pub fn quarter(year: i32, quarter: u32) -> Option<Self> {
        let (first, last) = quarter_range(year, quarter)?;
        Self::new(year, first.month()..=last.month())
    }

    /// A single month.
    pub fn month(year: i32, month: u32) -> Option<Self> {
        Self::new(year, month..=month)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.first.year()
    }

    /// The months, 1 to 12.
    pub fn months(self) -> RangeInclusive<u32> {
        self.first.month()..=self.last.month()
    }

    /// The quarters that lie within it with all their days.
    pub fn quarters(self) -> impl Iterator<Item = (u32, Span)> {
        let days = move |quarter| quarter_range(self.year(), quarter).map(|(first, last)| Span::new(first, Some(last)));
        (1..=4)
            .filter_map(move |quarter| Some((quarter, days(quarter)?)))
            .filter(move |(_, days)| self.days().contains(*days))
    }

    /// The first day.
    pub fn first(self) -> NaiveDate {
        self.first
    }

    /// The last day.
    pub fn last(self) -> NaiveDate {
        self.last
    }

    /// Its days.
    pub fn days(self) -> Span {
        Span::new(self.first, Some(self.last))
    }

    /// The last day that its figures are about: its own last, or today while it isn't over. What is said of one day, such
    /// as who is in charge, is said of this one.
    pub fn as_at(self, today: NaiveDate) -> NaiveDate {
        self.last.min(today)
    }

    /// From when to before when it lasts in Vietnam: from midnight to midnight.
    pub fn instants(self) -> Range<DateTime<Utc>> {
        let midnight = |day: NaiveDate| from_local(day.and_time(NaiveTime::MIN));
        midnight(self.first)..midnight(self.last.succ_opt().unwrap_or(self.last))
    }

    /// The last day on which a report of its tasks still counts in it: the end of the month after it, whose meeting hears of
    /// its last ones. What is reported later leaves its figures as they were.
    pub fn reported_until(self) -> NaiveDate {
        let next = self.last.succ_opt().and_then(|day| month_range(day.year(), day.month()));
        next.map_or(self.last, |(_, last)| last)
    }

    /// Whether all its days have passed.
    pub fn is_over(self, today: NaiveDate) -> bool {
        self.last < today
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, month, day).unwrap()
    }

    #[test]
    fn periods_begin_and_end_with_their_months() {
        let days = |period: Option<Period>| period.map(|period| (period.first(), period.last()));
        assert_eq!(days(Period::whole(2024)), Some((day(1, 1), day(12, 31))));
        assert_eq!(days(Period::half(2024, 1)), Some((day(1, 1), day(6, 30))));
        assert_eq!(days(Period::half(2024, 2)), Some((day(7, 1), day(12, 31))));
        assert_eq!(days(Period::quarter(2024, 3)), Some((day(7, 1), day(9, 30))));
        assert_eq!(days(Period::month(2024, 2)), Some((day(2, 1), day(2, 29))));
        for none in [Period::half(2024, 3), Period::quarter(2024, 0), Period::month(2024, 13), Period::whole(1899)] {
            assert_eq!(none, None);
        }
        assert_eq!((Period::new(2024, RangeInclusive::new(5, 4)), Period::whole(i32::MAX)), (None, None));
    }

    #[test]
    fn only_whole_quarters_are_its_quarters() {
        let quarters =
            |months| Period::new(2024, months).unwrap().quarters().map(|(quarter, _)| quarter).collect::<Vec<_>>();
        assert_eq!((quarters(1..=12), quarters(1..=6)), (vec![1, 2, 3, 4], vec![1, 2]));
        assert_eq!((quarters(2..=9), quarters(5..=5)), (vec![2, 3], vec![]));
    }

    #[test]
    fn a_period_is_about_its_days_up_to_today() {
        let half = Period::half(2024, 1).unwrap();
        assert_eq!((half.as_at(day(3, 5)), half.is_over(day(3, 5))), (day(3, 5), false));
        assert_eq!((half.as_at(day(6, 30)), half.is_over(day(6, 30))), (day(6, 30), false));
        assert_eq!((half.as_at(day(9, 1)), half.is_over(day(7, 1))), (day(6, 30), true));
        assert_eq!(half.reported_until(), day(7, 31));
        assert_eq!(Period::whole(2023).map(Period::reported_until), Some(day(1, 31)));
        let Range { start, end } = half.instants();
        assert_eq!(
            (start.to_string(), end.to_string()),
            ("2023-12-31 17:00:00 UTC".into(), "2024-06-30 17:00:00 UTC".into())
        );
        assert_eq!(
            (half.year(), half.months(), half.days().contains(Period::month(2024, 6).unwrap().days())),
            (2024, 1..=6, true)
        );
    }
}
