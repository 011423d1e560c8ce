//! Two figures and the parts that lead from one to the other, rounded so that the parts add up as they are printed.

use super::{Figure, Rounding, Scale, Unit, step_of_digits, supported_step};
use crate::forecast::Estimate;
use crate::money::rounded_parts;
use crate::programme::Measure;
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

/// A chance is printed to a tenth of a point at most.
const TENTH_OF_A_POINT: f64 = 0.001;

/// What leads from one figure to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bridging {
    /// A statistic of a measure, in its unit.
    Measure(Measure),
    /// The chance of meeting a target.
    Chance,
}

/// One statistic of two ends and of the parts between them.
#[derive(Clone, Debug)]
pub struct Bridged {
    /// The unit of all of them.
    pub unit: Unit,
    decimals: u8,
    ends: [Estimate; 2],
    /// What the ends differ by, as printed.
    pub change: f64,
    /// The parts, as printed: they add up to the change.
    pub parts: Vec<f64>,
}

impl Bridged {
    /// The parts and their sum in one step, which the least certain of them bears, so that they add up; the ends each by
    /// its own error. `error` is that of the change.
    pub fn new(what: Bridging, ends: [Estimate; 2], error: f64, parts: &[Estimate]) -> Self {
        let change = Estimate { value: ends[1].value - ends[0].value, error };
        let largest =
            |all: &mut dyn Iterator<Item = f64>| all.fold(0.0, |largest: f64, value| largest.max(value.abs()));
        let of_ends = largest(&mut ends.iter().map(|end| end.value));
        let of_parts = largest(&mut parts.iter().chain([&change]).map(|part| part.value));
        let error = largest(&mut parts.iter().chain([&change]).map(|estimate| estimate.error));
        let (natural, least) = match what {
            Bridging::Chance => (TENTH_OF_A_POINT, TENTH_OF_A_POINT),
            Bridging::Measure(measure) if measure.is_money() => (step_of_digits(of_parts, 3), 0.01),
            Bridging::Measure(_) => (step_of_digits(of_parts, 3), 1e-6),
        };
        let step = natural.max(supported_step(error)).max(least);
        let unit = match what {
            Bridging::Chance => Unit::Share,
            Bridging::Measure(measure) => Unit::of(measure, Scale::of(of_ends.max(of_parts))),
        };
        let worth = match unit {
            Unit::Share => 0.01,
            Unit::Pounds(scale) => scale.worth,
            _ => 1.0,
        };
        let decimals = libm::round(libm::log10(worth / step)).clamp(0.0, 9.0) as u8;
        let exact = |value: f64| Decimal::from_f64(value / step).unwrap_or_default();
        let whole = libm::round(change.value / step);
        let all: Vec<Decimal> = parts.iter().map(|part| exact(part.value)).collect();
        let rounded = rounded_parts(&all, Decimal::from_f64(whole).unwrap_or_default(), 0);
        Bridged {
            unit,
            decimals,
            ends,
            change: whole * step,
            parts: rounded.iter().map(|part| part.to_f64().unwrap_or(0.0) * step).collect(),
        }
    }

    /// A value as it is printed.
    pub fn figure(&self, value: f64) -> Figure {
        Figure::exact(value, self.unit).rounded(Rounding::Decimals(self.decimals))
    }

    /// A part with its sign, in the unit of a table.
    pub fn signed(&self, value: f64) -> String {
        self.with_sign(value, |figure| figure.number())
    }

    /// A part with its sign and its unit.
    pub fn signed_in_full(&self, value: f64) -> String {
        self.with_sign(value, |figure| figure.to_string())
    }

    fn with_sign(&self, value: f64, written: impl Fn(&Figure) -> String) -> String {
        let (figure, sign) = (self.figure(value), if value > 0.0 { "+" } else { "" });
        match self.unit {
            _ if value == 0.0 => "0".into(),
            Unit::Share => format!("{sign}{} points", figure.to_string().trim_end_matches('%')),
            _ => format!("{sign}{}", written(&figure)),
        }
    }

    /// One of the ends.
    pub fn end(&self, end: usize) -> Figure {
        let estimate = self.ends[end];
        match self.unit {
            Unit::Share => Figure::chance_of(estimate),
            unit if estimate.error == 0.0 => Figure::exact(estimate.value, unit),
            unit => Figure::estimate(estimate, unit),
        }
    }
}
