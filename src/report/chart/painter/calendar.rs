//! Months and financial years along a scale of months.

use super::super::data::{Scale, short_name};
use super::geometry::Bounds;
use super::ticks::{self, Across};
use super::typeface::Letters;
use crate::fiscal::Month;

/// Up to this many months each is named, else financial years.
const MOST_MONTHS: f64 = 19.0;

/// What stands along a scale that counts months from `first` and is as wide as `bounds`.
pub fn across(scale: &Scale, first: Month, bounds: Bounds) -> Across {
    let calendar = Calendar { scale, first, bounds };
    if scale.length() <= MOST_MONTHS { calendar.months() } else { calendar.years() }
}

struct Calendar<'c> {
    scale: &'c Scale,
    first: Month,
    bounds: Bounds,
}

impl Calendar<'_> {
    /// Where the beginning of a month is, counted from the first.
    fn at(&self, months: i32) -> f64 {
        self.bounds.left + self.bounds.width() * self.scale.share(f64::from(months))
    }

    /// The months whose beginnings are on the scale.
    fn range(&self) -> impl Iterator<Item = i32> + use<> {
        self.scale.from.ceil() as i32..=self.scale.to.floor() as i32
    }

    /// Lines at the beginnings of months, each with its name: as many as there is room for.
    fn months(&self) -> Across {
        let width = Letters::BODY.width("Mar 2018") + 10.0;
        let of_a_month = self.at(1) - self.at(0);
        let every = [1, 2, 3, 6].into_iter().find(|&months| f64::from(months) * of_a_month >= width).unwrap_or(12);
        let named = self.range().filter(|&months| {
            let month = self.first.plus(months);
            month.months_since(month.financial_year().april()) % every == 0
        });
        let named = named.map(|months| (self.at(months), short_name(self.first.plus(months))));
        let labels: Vec<_> = named.collect();
        Across { lines: labels.iter().map(|(x, _)| *x).collect(), labels }
    }

    /// Lines at the beginnings of financial years, each with its name in the middle; the first and the last where
    /// enough of them is on the scale.
    fn years(&self) -> Across {
        let room = Letters::BODY.width("2017/18") + 6.0;
        let (from, to) = (self.bounds.left, self.bounds.right);
        let beginnings =
            self.range().filter(|&months| self.first.plus(months).financial_year().april() == self.first.plus(months));
        let lines: Vec<f64> = beginnings.map(|months| self.at(months)).collect();
        let first = self.first.plus(self.scale.from.floor() as i32).financial_year();
        let last = self.first.plus(self.scale.to.floor() as i32).financial_year();
        let mut middles = Vec::new();
        for year in (0..=last.years_since(first)).map(|years| first.plus(years)) {
            let months = year.april().months_since(self.first);
            let (begins, ends) = (self.at(months).max(from), self.at(months + 12).min(to));
            let is_whole = self.at(months) >= from && self.at(months + 12) <= to;
            if is_whole || ends - begins >= room {
                middles.push(((begins + ends) / 2.0, year.to_string()));
            }
        }
        let spacing = self.at(12) - self.at(0);
        let every = ticks::thinning(room + 2.0, spacing);
        let mut labels: Vec<_> = middles.into_iter().rev().step_by(every).collect();
        labels.reverse();
        Across { lines, labels }
    }
}
