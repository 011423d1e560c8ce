//! A figure's distribution over the trials.

use crate::statistics::{Estimate, PROBABILITIES};

/// A distribution over trials. Amounts are in the measure's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// Mean.
    pub mean: Estimate,
    /// Standard deviation (divisor n - 1).
    pub sd: f64,
    /// Quantiles at [`Summary::PROBABILITIES`].
    pub quantiles: [Estimate; 9],
    /// Whether it differs between trials at all.
    pub spread: Spread,
}

/// Whether a figure differs between trials. Money counts as the same within half a penny.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spread {
    /// It is the same in every trial.
    Certain,
    /// All percentiles are one, though rare trials have another: the share of trials, from 0.9, that surely have it.
    Nearly(Estimate),
    /// It differs.
    Spread,
}

/// The least share of the trials that have the same figure where P5 and P95 are one.
const NEARLY: f64 = 0.9;

impl Spread {
    /// The spread of values that all lie in `range` and have these `quantiles`, where those no further apart than
    /// `resolution` are the same; `share` says in which share of the trials, with its error, they lie between two values.
    pub fn of(
        (least, most): (f64, f64),
        quantiles: &[Estimate; 9],
        resolution: f64,
        share: impl Fn(f64, f64) -> Estimate,
    ) -> Self {
        let middle = quantiles[4].value;
        let is_same = |value: f64| (value - middle).abs() <= resolution;
        match () {
            () if is_same(least) && is_same(most) => Spread::Certain,
            () if quantiles.iter().all(|quantile| is_same(quantile.value)) => {
                // Rounding of a share of all trials must not make certain what is not.
                let Estimate { value, error } = share(middle - resolution, middle + resolution);
                Spread::Nearly(Estimate { value: value.clamp(NEARLY, 1.0 - f64::EPSILON), error })
            }
            () => Spread::Spread,
        }
    }
}

impl Summary {
    /// Where quantiles are given: P10 is the value that 10 % of trials fall below.
    pub const PROBABILITIES: [f64; 9] = PROBABILITIES;

    /// A figure that is the same in every trial.
    pub fn known(value: f64) -> Self {
        let value = Estimate::known(value);
        Summary { mean: value, sd: 0.0, quantiles: [value; 9], spread: Spread::Certain }
    }

    /// P5.
    pub fn p5(&self) -> Estimate {
        self.quantiles[0]
    }
    /// P10.
    pub fn p10(&self) -> Estimate {
        self.quantiles[1]
    }
    /// P20.
    pub fn p20(&self) -> Estimate {
        self.quantiles[2]
    }
    /// P25.
    pub fn p25(&self) -> Estimate {
        self.quantiles[3]
    }
    /// P50.
    pub fn p50(&self) -> Estimate {
        self.quantiles[4]
    }
    /// P75.
    pub fn p75(&self) -> Estimate {
        self.quantiles[5]
    }
    /// P80.
    pub fn p80(&self) -> Estimate {
        self.quantiles[6]
    }
    /// P90.
    pub fn p90(&self) -> Estimate {
        self.quantiles[7]
    }
    /// P95.
    pub fn p95(&self) -> Estimate {
        self.quantiles[8]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spread(range: (f64, f64), quantiles: [f64; 9], share: f64) -> Spread {
        Spread::of(range, &quantiles.map(Estimate::known), 0.005, |_, _| Estimate::known(share))
    }

    #[test]
    fn a_figure_is_certain_only_where_no_trial_differs() {
        assert_eq!(spread((7.0, 7.004), [7.0; 9], 1.0), Spread::Certain);
        assert_eq!(spread((2.0, 7.0), [7.0; 9], 0.97), Spread::Nearly(Estimate::known(0.97)));
        assert_eq!(spread((2.0, 7.0), [2.0, 7.0, 7.0, 7.0, 7.0, 7.0, 7.0, 7.0, 7.0], 0.94), Spread::Spread);
    }

    #[test]
    fn what_is_nearly_certain_has_a_share_below_one_and_from_nine_tenths() {
        let share = |share| match spread((2.0, 7.0), [7.0; 9], share) {
            Spread::Nearly(share) => share.value,
            other => panic!("{other:?}"),
        };
        assert!(share(1.0) < 1.0);
        assert_eq!(share(0.0), 0.9);
    }
}
