//! A scenario written to a temporary folder, run through the library, and judged.
//!
//! **False alarms.** A statistic of independent trials is compared with its theoretical value at [`Z`] theoretical
//! standard errors. One comparison of a right program fails with probability 6e-7 (normal, both sides), all three
//! hundred with less than 2 in 10,000, once and for all: seeds are fixed. What is not random is compared to
//! [`EXACT`], relative, and to the penny for the plan.

use foresave::engine::{Drawing, Engine, Watch};
use foresave::fiscal::FinancialYear;
use foresave::forecast::{AreaForecast, Forecast, MeasureForecast, MeasureValue, PartForecast, Summary, forecast};
use foresave::programme::{Measure, Payback, Sampling};
use foresave::scenario::{self, Files};
use std::path::Path;

/// Standard errors that an estimate may be off.
pub const Z: f64 = 5.0;
/// What rounding may add, relative to the size of the number.
pub const EXACT: f64 = 1e-9;
/// Trials of a case, few enough for quantiles to be exact.
pub const TRIALS: u64 = 40_000;

/// Four financial years unless the case says otherwise; the data date is their first instant.
const HEADER: &str = "title = \"Case\"\nareas = \"areas.csv\"\n";

/// A scenario to be run.
#[derive(Clone)]
pub struct Case {
    start: &'static str,
    end: &'static str,
    keys: String,
    tables: String,
    files: Vec<(&'static str, String)>,
}

impl Case {
    /// A case over these financial years with these areas (CSV).
    pub fn new(start: &'static str, end: &'static str, areas: &str) -> Self {
        let files = vec![("areas.csv", areas.to_owned())];
        Case { start, end, keys: String::new(), tables: String::new(), files }
    }

    /// The data date.
    pub fn with_as_of(mut self, month: &str) -> Self {
        self.keys.push_str(&format!("as_of = \"{month}\"\n"));
        self
    }

    /// Risks (CSV).
    pub fn risks(mut self, table: &str) -> Self {
        self.keys.push_str("risks = \"risks.csv\"\n");
        self.files.push(("risks.csv", table.to_owned()));
        self
    }

    /// Actuals (CSV).
    pub fn actuals(mut self, table: &str) -> Self {
        self.keys.push_str("actuals = \"actuals.csv\"\n");
        self.files.push(("actuals.csv", table.to_owned()));
        self
    }

    /// A further file.
    pub fn file(mut self, name: &'static str, content: &str) -> Self {
        self.files.push((name, content.to_owned()));
        self
    }

    /// Tables of the scenario file (TOML).
    pub fn tables(mut self, toml: &str) -> Self {
        self.tables.push_str(toml);
        self.tables.push('\n');
        self
    }

    fn write(&self, folder: &Path) {
        let Case { start, end, keys, tables, files } = self;
        let toml = format!("{HEADER}start = \"{start}\"\nend = \"{end}\"\n{keys}{tables}");
        std::fs::write(folder.join("scenario.toml"), toml).unwrap();
        for (name, content) in files {
            std::fs::write(folder.join(name), content).unwrap();
        }
    }

    /// What reading and compiling the scenario finds wrong.
    pub fn refusal(&self) -> String {
        let folder = tempfile::tempdir().unwrap();
        self.write(folder.path());
        match scenario::read(&Files::at(folder.path().join("scenario.toml"))) {
            Err(faults) => faults.to_terminal(false),
            Ok(_) => panic!("the scenario was accepted"),
        }
    }

    /// Runs the case with independent trials.
    #[track_caller]
    pub fn run(&self) -> Run {
        self.run_with(Sampling::Random)
    }

    /// Runs the case with a sampling design.
    #[track_caller]
    pub fn run_with(&self, sampling: Sampling) -> Run {
        self.run_of((TRIALS, 20_151), sampling)
    }

    /// Runs so many trials of a seed.
    #[track_caller]
    pub fn run_of(&self, (trials, seed): (u64, u64), sampling: Sampling) -> Run {
        let folder = tempfile::tempdir().unwrap();
        self.write(folder.path());
        let reading = scenario::read(&Files::at(folder.path().join("scenario.toml")));
        let programme = reading.unwrap_or_else(|faults| panic!("{}", faults.to_terminal(false))).programme;
        let drawing = Drawing::new(trials, seed, sampling);
        let run = forecast(&programme, &Engine::new(Some(1)), &drawing, &Watch::default());
        Run { forecast: run.unwrap().forecast }
    }
}

/// The forecast of a case.
pub struct Run {
    pub forecast: Forecast,
}

impl Run {
    /// The programme's figures.
    pub fn programme(&self) -> Figures<'_> {
        Figures { part: &self.forecast.programme }
    }

    /// A partner's.
    pub fn partner(&self, name: &str) -> Figures<'_> {
        let found = self.forecast.partners.iter().find(|(partner, _)| partner == name);
        Figures { part: &found.unwrap_or_else(|| panic!("there is no partner {name}")).1 }
    }

    /// An area's.
    pub fn area(&self, name: &str) -> &AreaForecast {
        self.forecast.areas.iter().find(|area| area.name == name).unwrap_or_else(|| panic!("there is no area {name}"))
    }

    /// The probability that a target is met must be this.
    #[track_caller]
    pub fn meets(&self, target: &str, probability: f64) {
        let found = self.forecast.targets.iter().find(|found| found.name == target).unwrap();
        close(found.probability, probability, standard_error(share_sd(probability)), target);
    }

    /// The mean lateness of an area in months, given its standard deviation.
    #[track_caller]
    pub fn lateness(&self, area: &str, mean: f64, sd: f64) {
        close(self.area(area).lateness_mean_months.unwrap().value, mean, standard_error(sd), area);
    }

    /// The mean lateness of an area that goes ahead with probability `share` only.
    #[track_caller]
    pub fn lateness_of_some(&self, area: &str, mean: f64, sd: f64, share: f64) {
        close(self.area(area).lateness_mean_months.unwrap().value, mean, standard_error(sd / share.sqrt()), area);
    }

    /// The probability that an area goes live within the horizon.
    #[track_caller]
    pub fn goes_live(&self, area: &str, probability: f64) {
        close(self.area(area).probability_live.value, probability, standard_error(share_sd(probability)), area);
    }
}

/// The figures of the programme or of a partner.
pub struct Figures<'a> {
    part: &'a PartForecast,
}

impl Figures<'_> {
    #[track_caller]
    fn row(&self, measure: &str, year: &str) -> &MeasureForecast {
        let parsed = Measure::parse(measure).unwrap_or_else(|| panic!("there is no measure {measure}"));
        self.part.row(parsed, FinancialYear::parse(year)).unwrap_or_else(|| panic!("there is no {measure} of {year}"))
    }

    #[track_caller]
    pub fn summary(&self, measure: &str, year: &str) -> &Summary {
        self.row(measure, year).summary().unwrap_or_else(|| panic!("{measure} of {year} is blank"))
    }

    /// The same value in every trial.
    #[track_caller]
    pub fn is(&self, measure: &str, year: &str, value: f64) {
        let summary = self.summary(measure, year);
        let what = format!("{measure} {year}");
        close(summary.mean.value, value, 0.0, &what);
        summary.quantiles.iter().for_each(|quantile| close(quantile.value, value, 0.0, &what));
        // The deviation of equal numbers is what their rounding leaves.
        close(summary.sd, 0.0, EXACT * value.abs() / Z, &what);
    }

    /// The same value in every trial and in the plan.
    #[track_caller]
    pub fn is_as_planned(&self, measure: &str, year: &str, value: f64) {
        self.is(measure, year, value);
        self.plan(measure, year, value);
    }

    /// The values of all years, in order, the same in every trial.
    #[track_caller]
    pub fn are(&self, measure: &str, values: &[f64]) {
        for (row, value) in self.years(measure, values.len()).iter().zip(values) {
            self.is(measure, row, *value);
        }
    }

    /// The plan's values of all years, in order.
    #[track_caller]
    pub fn plans(&self, measure: &str, values: &[f64]) {
        for (row, value) in self.years(measure, values.len()).iter().zip(values) {
            self.plan(measure, row, *value);
        }
    }

    #[track_caller]
    fn years(&self, measure: &str, expected: usize) -> Vec<String> {
        let rows = self.part.rows_of(Measure::parse(measure).unwrap());
        let years: Vec<String> = rows.map(|row| row.year.unwrap().to_string()).collect();
        assert_eq!(years.len(), expected, "years of {measure}");
        years
    }

    /// The plan's value, which is rounded to the penny.
    #[track_caller]
    pub fn plan(&self, measure: &str, year: &str, value: f64) {
        let row = self.row(measure, year);
        let penny = if row.measure.is_money() { 0.005 / Z } else { 0.0 };
        close(row.plan().unwrap(), value, penny, &format!("plan of {measure} {year}"));
    }

    /// The mean, given the standard deviation of a trial.
    #[track_caller]
    pub fn mean(&self, measure: &str, year: &str, mean: f64, sd: f64) {
        close(self.summary(measure, year).mean.value, mean, standard_error(sd), &format!("mean of {measure} {year}"));
    }

    /// The standard deviation, given the kurtosis of a trial (3 for a normal): the variance of a sample has the
    /// relative error `sqrt((kurtosis - 1) / n)`, its root half of that.
    #[track_caller]
    pub fn sd(&self, measure: &str, year: &str, sd: f64, kurtosis: f64) {
        let error = standard_error(0.5 * sd * (kurtosis - 1.0).sqrt());
        close(self.summary(measure, year).sd, sd, error, &format!("sd of {measure} {year}"));
    }

    /// A percentile, given the density of a trial there.
    #[track_caller]
    pub fn quantile(&self, measure: &str, year: &str, (p, value): (f64, f64), density: f64) {
        let place = Summary::PROBABILITIES.iter().position(|probability| *probability == p).unwrap();
        let error = standard_error(share_sd(p) / density);
        close(self.summary(measure, year).quantiles[place].value, value, error, &format!("P{p} of {measure} {year}"));
    }

    /// Whether a measure is blank.
    pub fn is_blank(&self, measure: &str) -> bool {
        match &self.row(measure, "").value {
            MeasureValue::Amount { summary, .. } => summary.is_none(),
            MeasureValue::Payback { quantiles, .. } => quantiles.is_none(),
        }
    }

    /// The plan's year of payback by a measure, and its percentiles over the trials.
    pub fn payback(&self, measure: &str) -> (Option<Payback>, Option<[Payback; 9]>) {
        match self.row(measure, "").value {
            MeasureValue::Payback { plan, quantiles } => (plan, quantiles),
            MeasureValue::Amount { .. } => panic!("a payback is no amount"),
        }
    }
}

/// The standard deviation of something that happens with probability `p`.
pub fn share_sd(p: f64) -> f64 {
    (p * (1.0 - p)).sqrt()
}

fn standard_error(sd: f64) -> f64 {
    sd / (TRIALS as f64).sqrt()
}

/// `found` must be `expected` within `Z` standard errors and rounding.
#[track_caller]
pub fn close(found: f64, expected: f64, error: f64, what: &str) {
    let tolerance = Z * error + EXACT * expected.abs().max(1e-3);
    let off = found - expected;
    assert!(
        off.abs() <= tolerance,
        "{what}: {found} is not {expected} (off by {off}, {:.1} standard errors)",
        off.abs() / error
    );
}
