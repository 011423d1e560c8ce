//! What must hold of a figure, and by how much it does.

use crate::analysis::figure::Figure;
use crate::programme::{Direction, Measure, Threshold};
use crate::statistics::{Estimate, Statistic, Trials, wilson_interval};
use rust_decimal::prelude::ToPrimitive;

/// A threshold, and how surely it must be met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Criterion {
    /// Whether the figure must reach it or not exceed it.
    pub direction: Direction,
    /// The threshold, in the figure's unit.
    pub threshold: f64,
    /// The share of the trials that must meet it, between 0 and 1; `None` where the mean must.
    pub confidence: Option<f64>,
    /// How finely values are compared: 100 where they are rounded to the penny.
    pub per_unit: f64,
}

/// By how much a criterion is met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Margin {
    /// In the figure's unit; negative where it is not met.
    pub margin: Estimate,
    /// The share of the trials that meet the threshold, with its 95 % interval; `None` where the mean decides.
    pub chance: Option<Chance>,
}

/// A share of trials.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    /// The share.
    pub share: f64,
    /// The lower end of its 95 % Wilson interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Criterion {
    /// That a threshold is met, surely enough.
    pub fn new(measure: Measure, direction: Direction, threshold: f64, confidence: Option<f64>) -> Self {
        let per_unit = if measure.is_money() { 100.0 } else { 1e6 };
        Criterion { direction, threshold, confidence, per_unit }
    }

    /// That the target of a figure is met; `None` where it has none.
    pub fn of_target(figure: &Figure, confidence: Option<f64>) -> Option<Self> {
        let target = figure.target.as_ref()?;
        let Threshold::Amount(amount) = target.threshold else { return None };
        Some(Criterion::new(figure.measure, target.direction, amount.to_f64()?, confidence))
    }

    /// By how much it is met in some trials: `Q_(1-c) - threshold` where the threshold must be reached, `threshold - Q_c`
    /// where it must not be exceeded, or the mean's distance likewise.
    pub fn margin(&self, values: Vec<f64>) -> Margin {
        let met = self.confidence.map(|_| self.chance(&values));
        let statistic = match (self.confidence, self.direction) {
            (None, _) => Statistic::mean(values).estimate(),
            (Some(confidence), Direction::AtLeast) => Trials::new(values).quantile_estimate(1.0 - confidence),
            (Some(confidence), Direction::AtMost) => Trials::new(values).quantile_estimate(confidence),
        };
        let margin = match self.direction {
            Direction::AtLeast => statistic.scaled(1.0, -self.threshold),
            Direction::AtMost => statistic.scaled(-1.0, self.threshold),
        };
        Margin { margin, chance: met }
    }

    fn chance(&self, values: &[f64]) -> Chance {
        let threshold = (self.threshold * self.per_unit).round();
        let meets = |value: &&f64| match self.direction {
            Direction::AtLeast => (*value * self.per_unit).round() >= threshold,
            Direction::AtMost => (*value * self.per_unit).round() <= threshold,
        };
        let (met, all) = (values.iter().filter(meets).count() as u64, values.len() as u64);
        let (low, high) = wilson_interval(met, all);
        Chance { share: met as f64 / all as f64, low, high }
    }

    /// Whether it holds: the margin, to the penny, is zero or more.
    pub fn holds(&self, margin: f64) -> bool {
        self.in_units(margin) >= 0.0
    }

    /// A margin in whole pennies, or millionths.
    pub fn in_units(&self, margin: f64) -> f64 {
        (margin * self.per_unit).round()
    }

    /// What a margin may be for a root: a tenth of its Monte Carlo error, or what rounds to zero.
    pub fn tolerance(&self, margin: Estimate) -> f64 {
        (0.1 * margin.error).max(0.5 / self.per_unit)
    }
}
