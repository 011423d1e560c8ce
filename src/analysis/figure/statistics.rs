//! What is said of a figure over the trials: mean, P10, P50 and P90, and the chance of its target.

use crate::plan::Compare;
use crate::statistics::{Statistic, Trials, quantiles};

/// One of the statistics of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatisticKind {
    /// The mean.
    Mean,
    /// The value that 10 % of the trials fall below.
    P10,
    /// The median.
    P50,
    /// The value that 10 % of the trials exceed.
    P90,
    /// The share of the trials that meet the target.
    Chance,
}

impl StatisticKind {
    /// All, in the order of results; the chance where there is a target.
    pub const ALL: [StatisticKind; 5] =
        [StatisticKind::Mean, StatisticKind::P10, StatisticKind::P50, StatisticKind::P90, StatisticKind::Chance];

    /// Its name in results and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            StatisticKind::Mean => "mean",
            StatisticKind::P10 => "p10",
            StatisticKind::P50 => "p50",
            StatisticKind::P90 => "p90",
            StatisticKind::Chance => "chance",
        }
    }
}

/// The statistics of a figure in one run, each with the contributions of the trials.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureStatistics {
    all: Vec<Statistic>,
}

impl FigureStatistics {
    /// Of a figure's trials; with a chance where they are compared with a target, after rounding to the penny.
    pub fn of(trials: &Trials, compare: Option<&Compare>) -> Self {
        let mut all = vec![trials.mean()];
        all.extend(quantiles(trials.values(), [0.1, 0.5, 0.9]).map(|quantile| quantile.statistic(trials.values())));
        all.extend(compare.map(|compare| Statistic::chance(trials.values().iter().map(|value| compare.holds(*value)))));
        FigureStatistics { all }
    }

    /// One of them; the chance is there where the figure has a target.
    pub fn get(&self, kind: StatisticKind) -> Option<&Statistic> {
        self.all.get(kind as usize)
    }

    /// Those that are there, in the order of [`StatisticKind::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (StatisticKind, &Statistic)> {
        StatisticKind::ALL.into_iter().zip(&self.all)
    }
}
