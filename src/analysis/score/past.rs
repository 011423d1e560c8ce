//! A forecast of the past, as its `run.json` has it.

use crate::fiscal::{FinancialYear, Month};
use crate::programme::Measure;
use crate::statistics::PROBABILITIES;
use serde_json::Value;
use std::collections::BTreeMap;

/// What a forecast said.
#[derive(Clone, Debug)]
pub struct Past {
    /// The folder of its results, as it was named.
    pub results: String,
    /// The title of its scenario.
    pub title: String,
    /// Its data date.
    pub as_of: Month,
    /// The last year that it counts.
    pub last: FinancialYear,
    /// Whether its pounds are of one year's prices.
    pub is_real: bool,
    /// The year of these prices.
    pub price_base: String,
    figures: BTreeMap<Key, Foretold>,
}

/// Which figure: of the programme or a partner, of a year or the whole horizon.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The partner; blank for the programme.
    pub part: String,
    /// The measure.
    pub measure: Measure,
    /// The year; none for the whole horizon.
    pub year: Option<FinancialYear>,
}

/// What was foretold of a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Foretold {
    /// The plan's.
    pub plan: f64,
    /// The quantiles at [`PROBABILITIES`], ascending.
    pub quantiles: [f64; PROBABILITIES.len()],
}

/// The format of the runs that are read.
const FORMAT: &str = "foresave run, format ";

impl Past {
    /// Reads the `run.json` of the folder called `results`.
    ///
    /// # Errors
    /// What it lacks, in words that go on from its name.
    pub fn read(results: &str, run: &str) -> Result<Past, String> {
        let document: Value = serde_json::from_str(run).map_err(|error| format!("is no result of a run: {error}"))?;
        let stated = document["format"].as_str().unwrap_or_default();
        if !stated.starts_with(FORMAT) {
            return Err("is no result of `foresave run`".into());
        }
        let manifest = &document["manifest"];
        let text = |key: &str| manifest[key].as_str().ok_or_else(|| format!("does not say its `{key}`"));
        let as_of = month(text("as_of")?).ok_or("has an `as_of` that is no month")?;
        let last = FinancialYear::parse(text("end")?).ok_or("has an `end` that is no financial year")?;
        let mut figures = BTreeMap::new();
        for table in ["summary", "partners"] {
            for row in document[table].as_array().into_iter().flatten() {
                figures.extend(figure(row));
            }
        }
        Ok(Past {
            results: results.to_owned(),
            title: text("title")?.to_owned(),
            as_of,
            last,
            is_real: text("terms")? == "real",
            price_base: text("price_base").unwrap_or_default().to_owned(),
            figures,
        })
    }

    /// What it said of a figure, where it said something.
    pub fn of(&self, key: &Key) -> Option<&Foretold> {
        self.figures.get(key)
    }

    /// How many years ahead a year, or the whole horizon, was; none where it had ended before the data date.
    pub fn years_ahead(&self, year: Option<FinancialYear>) -> Option<i32> {
        let year = year.unwrap_or(self.last);
        (year.plus(1).april() > self.as_of).then(|| year.years_since(self.as_of.financial_year()))
    }
}

/// A row of the tables of a run that has quantiles; labels have none.
fn figure(row: &Value) -> Option<(Key, Foretold)> {
    let measure = Measure::parse(row["measure"].as_str()?)?;
    let year = match row["year"].as_str() {
        Some(text) => Some(FinancialYear::parse(text)?),
        None => None,
    };
    let mut quantiles = [0.0; PROBABILITIES.len()];
    for (quantile, probability) in quantiles.iter_mut().zip(PROBABILITIES) {
        *quantile = row[format!("p{:.0}", 100.0 * probability)].as_f64()?;
    }
    let key = Key { part: row["partner"].as_str().unwrap_or_default().to_owned(), measure, year };
    Some((key, Foretold { plan: row["plan"].as_f64()?, quantiles }))
}

/// `2016-06`.
fn month(text: &str) -> Option<Month> {
    let (year, month) = text.split_once('-')?;
    let (year, month) = (year.parse().ok()?, month.parse().ok()?);
    ((1900..=9998).contains(&year) && (1..=12).contains(&month)).then(|| Month::new(year, month))
}
