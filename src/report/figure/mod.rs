//! Figures: numbers that are shown, each printed the same wherever it stands.
//!
//! A figure knows its unit, its Monte Carlo error and which way it is rounded, so that a table, a sentence, the label of
//! a chart and a file say the same of it. [`Figure::number`] is for a table whose caption names the unit,
//! [`Figure`]'s `Display` for everywhere else.

mod amount;
mod bridged;
mod chance;
mod digits;
mod share;

pub use amount::Scale;
pub use bridged::{Bridged, Bridging};
pub use chance::{Interval, compared, one_in};
pub use digits::{HALF_WIDTH, step_of_digits, supported_step};

use crate::forecast::Estimate;
use crate::programme::{Measure, Stock, Whole};
use std::fmt;

/// A number, and how it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The number in the base of its unit: pounds, shares from 0 to 1, months.
    pub value: f64,
    /// Its Monte Carlo standard error, in the same unit; 0 where it is known.
    pub error: f64,
    /// What it counts.
    pub unit: Unit,
    /// How it is rounded.
    pub rounding: Rounding,
    /// Where it stands in the result files.
    pub origin: Option<Origin>,
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Unit {
    /// Pounds, in the multiples in which a document writes them.
    Pounds(Scale),
    /// Pounds for each pound.
    PoundsPerPound,
    /// The share of the simulated futures in which something holds, with its 95 % interval.
    Chance(Interval),
    /// A share of something else.
    Share,
    /// The difference of two chances.
    Points,
    /// Full-time posts.
    Posts,
    /// Business areas.
    Areas,
    /// Months.
    Months,
    /// One amount over another.
    Ratio,
}

/// How a figure is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// It is known: to three digits.
    Exact,
    /// To the nearest, with no more digits than its error supports.
    Estimate,
    /// Like an estimate, but down: there is at least so much.
    AtLeast,
    /// Like an estimate, but up: there is at most so much.
    AtMost,
    /// Like an estimate, with its sign and at least one digit: a change whose direction is known.
    Change,
    /// Somebody stated it: in full.
    Stated,
    /// With so many decimals (of a per cent, for shares).
    Decimals(u8),
}

/// Where a figure stands in the result files: `FILE:KEY:COLUMN`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file's name without its ending: `summary`.
    pub file: &'static str,
    /// Which row: `net_saving:2017/18`.
    pub key: String,
    /// Which column: `p50`.
    pub column: &'static str,
}

impl fmt::Display for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}:{}", self.file, self.key, self.column)
    }
}

impl Figure {
    /// A figure that simulation estimated.
    pub fn estimate(Estimate { value, error }: Estimate, unit: Unit) -> Self {
        Figure { value, error, unit, rounding: Rounding::Estimate, origin: None }
    }

    /// A figure that is known.
    pub fn exact(value: f64, unit: Unit) -> Self {
        Figure { value, error: 0.0, unit, rounding: Rounding::Exact, origin: None }
    }

    /// A figure that somebody stated.
    pub fn stated(value: f64, unit: Unit) -> Self {
        Figure { rounding: Rounding::Stated, ..Figure::exact(value, unit) }
    }

    /// A share of the simulated futures, with its 95 % interval.
    pub fn chance(share: f64, (low, high): (f64, f64)) -> Self {
        Figure::estimate(Estimate::known(share), Unit::Chance(Interval { low, high }))
    }

    /// A share of the simulated futures whose interval is that of its error.
    pub fn chance_of(share: Estimate) -> Self {
        let width = HALF_WIDTH * share.error;
        Figure::chance(share.value, ((share.value - width).max(0.0), (share.value + width).min(1.0)))
    }

    /// The same, rounded in another way.
    pub fn rounded(self, rounding: Rounding) -> Self {
        Figure { rounding, ..self }
    }

    /// The same, with its place in the result files.
    pub fn from(self, file: &'static str, key: impl Into<String>, column: &'static str) -> Self {
        Figure { origin: Some(Origin { file, key: key.into(), column }), ..self }
    }

    /// Whether it is a number at all.
    pub fn is_known(&self) -> bool {
        self.value.is_finite()
    }

    /// The worth of its last digit: a power of ten in the base of its unit.
    pub fn step(&self) -> f64 {
        let natural = match self.unit {
            Unit::Pounds(scale) => amount::step(self.value, self.rounding, scale),
            Unit::PoundsPerPound | Unit::Ratio => 0.01,
            Unit::Posts | Unit::Areas => {
                if self.value.abs() < 99.95 {
                    0.1
                } else {
                    1.0
                }
            }
            Unit::Months => {
                if self.value.abs() < 9.95 {
                    0.1
                } else {
                    1.0
                }
            }
            Unit::Chance(_) | Unit::Share | Unit::Points => share::step(self.value),
        };
        let supported = natural.max(supported_step(self.error));
        match self.rounding {
            Rounding::Stated => natural,
            Rounding::Change if self.value != 0.0 => supported.min(step_of_digits(self.value, 1)),
            _ => supported,
        }
    }

    /// `+` before a change for more.
    fn plus(&self) -> &'static str {
        if self.rounding == Rounding::Change && self.value > 0.0 { "+" } else { "" }
    }

    /// The number without its unit, for a table whose caption names it: `9.00`. Shares keep their sign: `31%`.
    pub fn number(&self) -> String {
        match self.unit {
            _ if !self.is_known() => "not known".into(),
            Unit::Pounds(scale) => format!("{}{}", self.plus(), amount::number(self, scale)),
            Unit::Chance(interval) => chance::text(self.value, interval, self.rounding),
            Unit::Share => share::text(self.value, self.rounding),
            Unit::Points => share::points(self.value, self.rounding),
            Unit::PoundsPerPound | Unit::Ratio => self.plain(2),
            Unit::Posts | Unit::Areas | Unit::Months => self.plain(0),
        }
    }

    /// The number with at least so many decimals, as far as its error supports them.
    fn plain(&self, least: usize) -> String {
        let step = if self.rounding == Rounding::Stated { 0.001 } else { self.step() };
        let least = [1.0, 0.1].into_iter().position(|coarse| step > 0.9 * coarse).map_or(least, |most| least.min(most));
        let text = digits::in_steps(self.value, step, 1.0, self.rounding);
        format!("{}{}", self.plus(), digits::without_idle_noughts(text, least))
    }
}

/// With its unit: `£9.00m`, `31%`, `3 months`.
impl fmt::Display for Figure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.number();
        let (sign, digits) = number.split_at(usize::from(number.starts_with(['-', '+'])));
        match self.unit {
            _ if !self.is_known() => out.write_str(&number),
            Unit::Pounds(scale) => out.write_str(&amount::text(self, scale)),
            Unit::PoundsPerPound => write!(out, "{sign}£{digits}"),
            Unit::Months if digits == "1" => write!(out, "{number} month"),
            Unit::Months => write!(out, "{number} months"),
            _ => out.write_str(&number),
        }
    }
}

impl Unit {
    /// The unit of a measure's amounts.
    pub fn of(measure: Measure, scale: Scale) -> Self {
        match measure {
            Measure::Whole(Whole::BenefitCostRatio) => Unit::Ratio,
            Measure::Stock(Stock::AreasLive) => Unit::Areas,
            measure if measure.is_money() => Unit::Pounds(scale),
            _ => Unit::Posts,
        }
    }
}

#[cfg(test)]
mod tests;
