//! Section 1: time, in months since 1 April of the first financial year.

use foresave::fiscal::{Horizon, Month};
use foresave::programme::Programme;

/// From `from` up to `to`; empty where `to` is not later.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub from: f64,
    pub to: f64,
}

impl Interval {
    pub fn new(from: f64, to: f64) -> Self {
        Interval { from, to }
    }

    /// The part that lies in `other` too.
    pub fn within(self, other: Interval) -> Interval {
        Interval::new(self.from.max(other.from), self.to.min(other.to))
    }

    pub fn length(self) -> f64 {
        (self.to - self.from).max(0.0)
    }
}

/// The horizon `[0, 12Y)` and the data date `A`.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    horizon: Horizon,
    /// `Y`.
    pub years: usize,
    /// `A`.
    pub start: f64,
    /// `12Y`.
    pub end: f64,
}

impl Clock {
    pub fn of(programme: &Programme) -> Self {
        let horizon = programme.horizon;
        let end = 12.0 * horizon.len() as f64;
        Clock { horizon, years: horizon.len(), start: f64::from(horizon.months(programme.as_of)), end }
    }

    /// The first instant of a month.
    pub fn at(&self, date: Month) -> f64 {
        f64::from(self.horizon.months(date))
    }

    /// `[12y, 12y + 12)`.
    pub fn year(&self, y: usize) -> Interval {
        Interval::new(12.0 * y as f64, 12.0 * (y + 1) as f64)
    }

    /// The year that contains an instant of the horizon.
    pub fn year_at(&self, t: f64) -> usize {
        (t / 12.0).floor() as usize
    }

    /// What is past: `[0, A)`.
    pub fn past(&self) -> Interval {
        Interval::new(0.0, self.start)
    }

    /// What a trial adds: `[A, 12Y)`.
    pub fn future(&self) -> Interval {
        Interval::new(self.start, self.end)
    }

    /// What the plan covers: `[0, 12Y)`.
    pub fn all(&self) -> Interval {
        Interval::new(0.0, self.end)
    }

    /// Whether a year ends by `A`, so that nothing of it is random.
    pub fn is_past(&self, y: usize) -> bool {
        self.year(y).to <= self.start
    }
}

/// The integral over `over` of a rate that is linear between `breaks`.
///
/// In each piece it is the rate in the middle times the length: no anti-derivative is needed, and no limit at a step.
pub fn integral(over: Interval, breaks: &[f64], rate: impl Fn(f64) -> f64) -> f64 {
    if over.length() == 0.0 {
        return 0.0;
    }
    let inside = breaks.iter().copied().filter(|at| over.from < *at && *at < over.to);
    let mut ends: Vec<f64> = inside.chain([over.from, over.to]).collect();
    ends.sort_by(f64::total_cmp);
    ends.windows(2).map(|piece| (piece[1] - piece[0]) * rate(0.5 * (piece[0] + piece[1]))).sum()
}
