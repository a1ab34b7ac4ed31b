//! From a first to a last day.

use chrono::NaiveDate;

/// Days in a row, the last one included, as documents say it; without a last day until further notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: Option<NaiveDate>,
}

impl Span {
    /// From a day to a day.
    pub const fn new(starts_on: NaiveDate, ends_on: Option<NaiveDate>) -> Self {
        Self { starts_on, ends_on }
    }

    /// From a day on.
    pub const fn from(starts_on: NaiveDate) -> Self {
        Self { starts_on, ends_on: None }
    }

    /// Whether it has any day.
    pub fn has_days(self) -> bool {
        self.ends_on.is_none_or(|last| last >= self.starts_on)
    }

    /// Whether the day is one of them.
    pub fn covers(self, day: NaiveDate) -> bool {
        self.starts_on <= day && self.ends_on.is_none_or(|last| last >= day)
    }

    /// Whether all days of the other are among these.
    pub fn contains(self, other: Self) -> bool {
        self.intersect(other) == Some(other)
    }

    /// Whether both have a day in common.
    pub fn overlaps(self, other: Self) -> bool {
        self.intersect(other).is_some()
    }

    /// The days that both have.
    pub fn intersect(self, other: Self) -> Option<Self> {
        let ends_on = match (self.ends_on, other.ends_on) {
            (Some(one), Some(another)) => Some(one.min(another)),
            (one, another) => one.or(another),
        };
        Some(Self { starts_on: self.starts_on.max(other.starts_on), ends_on }).filter(|both| both.has_days())
    }

    /// Whether the other begins on the day after the last one.
    pub fn meets(self, next: Self) -> bool {
        self.ends_on.is_some() && self.ends_on == next.starts_on.pred_opt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(first: u32, last: Option<u32>) -> Span {
        let day = |day| NaiveDate::from_ymd_opt(2026, 5, day).unwrap();
        Span::new(day(first), last.map(day))
    }

    #[test]
    fn the_last_day_is_one_of_them() {
        let days = span(4, Some(6));
        let covered: Vec<u32> = (1..=9).filter(|day| days.covers(span(*day, None).starts_on)).collect();
        assert_eq!(covered, [4, 5, 6]);
        assert!(span(4, None).covers(span(31, None).starts_on) && !span(4, None).covers(span(3, None).starts_on));
    }

    #[test]
    fn what_two_have_in_common() {
        assert_eq!(span(4, Some(9)).intersect(span(7, None)), Some(span(7, Some(9))));
        assert_eq!(span(4, Some(6)).intersect(span(7, None)), None);
        assert!(span(4, Some(6)).overlaps(span(6, Some(6))) && span(4, Some(6)).meets(span(7, None)));
        assert!(!span(4, None).meets(span(7, None)) && !span(4, Some(6)).meets(span(8, None)));
        assert!(span(4, None).contains(span(5, None)) && !span(4, Some(6)).contains(span(5, None)));
        assert!(!span(6, Some(5)).has_days());
    }
}
