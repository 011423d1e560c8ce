//! Stretches of model time, in months since the horizon's first April.

use super::Exact;
use crate::fiscal::Horizon;

/// From which side a level is taken where it jumps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Just before: a step at a year's end belongs to the next year.
    Left,
    /// From then on: an area is live from the first instant of its month.
    Right,
}

/// A moment, approached from one side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Instant {
    pub(super) month: i32,
    pub(super) side: Side,
}

/// From `from` up to `to`; empty where `to` is not after `from`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) from: Exact,
    pub(super) to: Exact,
}

impl Span {
    /// The length of what it has in common with `other`, months.
    pub(super) fn overlap(self, other: Span) -> Exact {
        (self.to.min(other.to) - self.from.max(other.from)).max(Exact::ZERO)
    }

    /// What of it lies before `end`; all where there is no end. Never of negative length.
    pub(super) fn before(self, end: Option<i32>) -> Span {
        match end {
            Some(end) => Span { from: self.from, to: self.to.min(Exact::from(end)).max(self.from) },
            None => self,
        }
    }

    /// What of it lies from `start` on; the end stays.
    pub(super) fn starting_at(self, start: Exact) -> Span {
        Span { from: self.from.max(start), to: self.to }
    }

    /// Its length in months, zero where it is empty.
    pub(super) fn length(self) -> Exact {
        (self.to - self.from).max(Exact::ZERO)
    }
}

/// The years of a horizon, of which only what lies before `until` is counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Calendar {
    pub(super) horizon: Horizon,
    /// Months; the end of the horizon for the plan, the data date for the past.
    pub(super) until: i32,
}

impl Calendar {
    /// What is counted of year `index`; empty where the year begins later.
    pub(super) fn span(self, index: usize) -> Span {
        let start = 12 * index as i32;
        Span { from: Exact::from(start), to: Exact::from(self.until.clamp(start, start + 12)) }
    }

    /// The last instant of year `index`, `None` where it is not counted.
    pub(super) fn year_end(self, index: usize) -> Option<Instant> {
        let end = 12 * (index as i32 + 1);
        (end <= self.until).then_some(Instant { month: end, side: Side::Left })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fiscal::FinancialYear;
    use rust_decimal::Decimal;

    fn span(from: i32, to: i32) -> Span {
        Span { from: Exact::from(from), to: Exact::from(to) }
    }

    #[test]
    fn overlaps_are_never_negative() {
        assert_eq!(span(0, 12).overlap(span(9, 30)).value(), Some(Decimal::from(3)));
        assert_eq!(span(0, 12).overlap(span(12, 30)).value(), Some(Decimal::ZERO));
        assert_eq!(span(24, 36).before(Some(12)).length().value(), Some(Decimal::ZERO));
    }

    #[test]
    fn the_past_ends_within_the_year_of_the_data_date() {
        let year = FinancialYear::beginning(2015);
        let past = Calendar { horizon: Horizon::new(year, year.plus(3)).unwrap(), until: 18 };
        let lengths = [0, 1, 2].map(|index| past.span(index).length().value().unwrap());
        assert_eq!(lengths, [12, 6, 0].map(Decimal::from));
        assert_eq!(past.year_end(0).map(|end| end.month), Some(12));
        assert!(past.year_end(1).is_none());
    }
}
