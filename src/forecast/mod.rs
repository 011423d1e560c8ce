//! Everything that a report may say of a programme.
//!
//! A [`Forecast`] holds finished numbers with their errors: whoever renders it computes
//! nothing, and rounds to what the Monte Carlo errors support.

mod pennies;
mod pipeline;
mod planned;
mod promised;
mod summarise;
mod summary;
mod trials;

pub use crate::programme::Payback;
pub use crate::statistics::{Estimate, PROBABILITIES};
pub use pipeline::{Run, Trouble, forecast, forecast_plan};
pub use planned::{PlannedPart, exact_figure, planned_figure};
pub use promised::Promise;
use summarise::summarise;
pub use summary::{Spread, Summary};
pub use trials::{TrialColumn, TrialColumns};

use crate::fiscal::{FinancialYear, Horizon, Month};
use crate::money::Pounds;
use crate::programme::{Direction, InputFile, Mark, Measure, Override, Sampling, TargetPart, Terms, Threshold};
use std::time::Duration;

/// The forecast of a programme.
#[derive(Clone, Debug)]
pub struct Forecast {
    /// The programme's title.
    pub title: String,
    /// Where its figures come from, in words.
    pub source: Option<String>,
    /// The scenario's notes.
    pub notes: Option<String>,
    /// The financial years counted.
    pub horizon: Horizon,
    /// The data date.
    pub as_of: Month,
    /// Cash or real terms.
    pub terms: Terms,
    /// The year in whose prices real amounts are stated.
    pub price_base: FinancialYear,
    /// What the run was.
    pub run: RunFacts,
    /// The whole programme.
    pub programme: PartForecast,
    /// Each partner's part, in the order of the scenario.
    pub partners: Vec<(String, PartForecast)>,
    /// Each workforce group, in the order of the scenario.
    pub workforce: Vec<(String, PartForecast)>,
    /// Each area, in the order of the scenario.
    pub areas: Vec<AreaForecast>,
    /// Each target, in the order of the scenario.
    pub targets: Vec<TargetForecast>,
    /// The S-curve of the horizon's net saving: (probability of less, £), ascending.
    pub net_saving_curve: Vec<(f64, f64)>,
    /// What was learnt from delivery so far, by common cause.
    pub learnt: Vec<Learnt>,
    /// How many figures stand on what, by mark, where there is a register; strongest first.
    pub register: Option<Vec<(Mark, usize)>>,
    /// How many columns and keys have figures that the register does not speak of; zero without a register.
    pub uncovered: usize,
}

/// What a run was.
#[derive(Clone, Debug)]
pub struct RunFacts {
    /// Number of trials.
    pub trials: u64,
    /// The seed.
    pub seed: u64,
    /// The sampling design.
    pub sampling: Sampling,
    /// Wall time in seconds.
    pub elapsed_seconds: f64,
    /// How quantiles were found.
    pub quantiles: QuantileMethod,
    /// The files read, with their checksums; of an analysis its programmes have them.
    pub files: Vec<InputFile>,
    /// What was put in the place of what these say.
    pub overrides: Vec<Override>,
}

impl RunFacts {
    /// Of independent trials, so many from this seed, that were all held in memory.
    pub fn of_trials((trials, seed): (u64, u64), elapsed: Duration) -> Self {
        RunFacts {
            trials,
            seed,
            sampling: Sampling::Random,
            elapsed_seconds: elapsed.as_secs_f64(),
            quantiles: QuantileMethod::Exact,
            files: Vec::new(),
            overrides: Vec::new(),
        }
    }
}

/// How quantiles were found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum QuantileMethod {
    /// Type 7 of all trials.
    Exact,
    /// From counts in bins; the largest rank error, in units of the Monte Carlo standard error.
    Binned {
        /// The bound over every quantile given.
        largest_error: f64,
    },
}

/// The measures of the programme or of a partner.
#[derive(Clone, Debug)]
pub struct PartForecast {
    /// One per measure and year, in the order of [`Measure::all`], years ascending.
    pub rows: Vec<MeasureForecast>,
}

impl PartForecast {
    /// The row of `measure` in `year` (`None` for a measure of the whole horizon).
    pub fn row(&self, measure: Measure, year: Option<FinancialYear>) -> Option<&MeasureForecast> {
        self.rows.iter().find(|row| row.measure == measure && row.year == year)
    }

    /// The rows of `measure`, by year.
    pub fn rows_of(&self, measure: Measure) -> impl Iterator<Item = &MeasureForecast> {
        self.rows.iter().filter(move |row| row.measure == measure)
    }
}

/// One measure of one year or of the whole horizon.
#[derive(Clone, Debug)]
pub struct MeasureForecast {
    /// The measure.
    pub measure: Measure,
    /// Its year.
    pub year: Option<FinancialYear>,
    /// What has been reported: the sum of the actuals given for it.
    pub actual: Option<f64>,
    /// The plan line to the penny, exactly, of a measure of money: parts add up to the whole. `None` where it is blank.
    pub planned: Option<Pounds>,
    /// The figures.
    pub value: MeasureValue,
}

/// The figures of a measure.
#[derive(Clone, Debug)]
pub enum MeasureValue {
    /// Pounds, posts, areas or a ratio.
    Amount {
        /// The plan line, rounded to the penny for money; `None` where the measure is blank.
        plan: Option<f64>,
        /// Over the trials; `None` where the measure is blank in any trial.
        summary: Option<Summary>,
    },
    /// A payback year.
    Payback {
        /// The plan's; `None` where nothing is spent.
        plan: Option<Payback>,
        /// At the probabilities of [`Summary::PROBABILITIES`]; `None` where any trial is blank.
        quantiles: Option<[Payback; 9]>,
    },
}

impl MeasureForecast {
    /// The plan's amount, for a measure of amounts.
    pub fn plan(&self) -> Option<f64> {
        match &self.value {
            MeasureValue::Amount { plan, .. } => *plan,
            MeasureValue::Payback { .. } => None,
        }
    }

    /// The summary over trials, for a measure of amounts.
    pub fn summary(&self) -> Option<&Summary> {
        match &self.value {
            MeasureValue::Amount { summary, .. } => summary.as_ref(),
            MeasureValue::Payback { .. } => None,
        }
    }
}

/// What is forecast of one business area.
#[derive(Clone, Debug)]
pub struct AreaForecast {
    /// Its name.
    pub name: String,
    /// `design`, `approved` or `live`.
    pub status: &'static str,
    /// Its portfolio.
    pub portfolio: Option<String>,
    /// Whether the plan counts it.
    pub in_plan: bool,
    /// Planned go-live; of an area that the plan does not count, the date from which its lateness is reckoned.
    pub planned_go_live: Month,
    /// Achieved go-live, of a live area.
    pub went_live: Option<Month>,
    /// Probability of going live before the end of the horizon and before an exit.
    pub probability_live: Estimate,
    /// The months that contain the P10, P50 and P90 of go-live over the trials in which it goes
    /// ahead; `None` where it goes ahead in none.
    pub go_live: Option<[Month; 3]>,
    /// Mean lateness in months over the same trials.
    pub lateness_mean_months: Option<Estimate>,
    /// Gross saving over the horizon, £.
    pub gross_saving: AreaAmount,
    /// Its own costs over the horizon, £.
    pub cost: AreaAmount,
    /// Gross saving less own costs (plus its own reported grants) over the horizon, £.
    pub net_saving: AreaAmount,
}

/// An amount of an area over the horizon, £.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AreaAmount {
    /// The plan, exactly: those of all areas add up.
    pub planned: Pounds,
    /// The plan.
    pub plan: f64,
    /// The mean.
    pub mean: Estimate,
    /// P10.
    pub p10: Estimate,
    /// P50.
    pub p50: Estimate,
    /// P90.
    pub p90: Estimate,
}

/// How likely a target is met.
#[derive(Clone, Debug)]
pub struct TargetForecast {
    /// Its name.
    pub name: String,
    /// Whose part it looks at.
    pub part: TargetPart,
    /// The partner's or area's name, where it looks at one.
    pub part_name: Option<String>,
    /// What is measured.
    pub measure: Measure,
    /// The year.
    pub by: Option<FinancialYear>,
    /// At least or at most.
    pub direction: Direction,
    /// The threshold.
    pub threshold: Threshold,
    /// The plan's figure: an amount, or a payback label.
    pub plan: TargetPlan,
    /// Whether the plan meets it; `None` where the plan's figure is blank.
    pub plan_meets: Option<bool>,
    /// Share of the trials that meet it, 0 to 1.
    pub probability: f64,
    /// 95 % interval of the probability (Monte Carlo error only).
    pub interval: (f64, f64),
    /// Whether it was known before any trial: a fact rather than a chance.
    pub is_certain: bool,
    /// How likely the threshold is met in (at the end of) each year of the horizon; empty for a measure of all of it.
    pub by_year: Vec<(FinancialYear, Chance)>,
}

/// In how many of the trials something holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    /// Share of the trials, 0 to 1.
    pub probability: f64,
    /// Its 95 % interval (Monte Carlo error only).
    pub interval: (f64, f64),
    /// Whether it was known before any trial: a fact rather than a chance.
    pub is_certain: bool,
}

/// The plan's figure for a target's measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TargetPlan {
    /// An amount in the measure's unit.
    Amount(f64),
    /// A payback year.
    Payback(Payback),
    /// Blank.
    Blank,
}

/// What delivery so far taught about a common cause.
#[derive(Clone, Debug)]
pub struct Learnt {
    /// The column, for example `slippage_months`.
    pub column: &'static str,
    /// Which areas share the cause: `all areas`, or the portfolio, or a list.
    pub among: String,
    /// How many areas were observed.
    pub observed: usize,
    /// How many had not gone live though they could have.
    pub not_yet: usize,
    /// The mean of what was observed (months, or a share), and of the means of the same areas' laws; `None`
    /// where nothing was observed.
    pub seen: Option<(f64, f64)>,
    /// Mean of the common cause's score after learning; it was 0 before.
    pub mean: f64,
    /// Its standard deviation; it was 1 before.
    pub sd: f64,
}
