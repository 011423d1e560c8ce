//! What came, in the ranges that had been forecast of it.

use super::analysis::{Outturn, Outturns};
use super::data::{Chart, Unit};
use super::subject::Subject;
use crate::analysis::score::{Row, Score};
use crate::report::words::{capital, noun};

/// The most outturns of one chart.
const MOST: usize = 40;

/// The chart; `None` where the outturns are of several units.
pub fn chart(score: &Score) -> Option<Chart> {
    let first = score.unit()?;
    let is_alike = score.rows.iter().all(|row| row.key.measure == first);
    let unit = if first.is_money() { Unit::Money } else { Unit::Number("") };
    let rows = score.rows.iter().take(MOST);
    let outturns = Outturns {
        stem: "score".into(),
        measure: if is_alike { capital(&noun(first)) } else { "Outturns".into() },
        unit,
        outturns: rows.map(|row| outturn(score, row, is_alike)).collect(),
    };
    let left_out = score.rows.len().saturating_sub(MOST);
    let note = (left_out > 0).then(|| format!("The first {MOST} outturns are shown; {left_out} more: score.csv"));
    let forecasts = if score.forecasts.len() == 1 { "1 forecast" } else { "Several forecasts" };
    let subject = Subject {
        programme: format!("{}. {forecasts}", score.title().trim().trim_end_matches('.')),
        terms: terms(score),
        warning: None,
        source: vec![format!("Source: foresave forecasts; actuals of {}", score.file.name)],
    };
    Some(outturns.chart(&subject).noting(note))
}

fn outturn(score: &Score, row: &Row, is_alike: bool) -> Outturn {
    let past = &score.forecasts[row.forecast];
    let quantiles = row.foretold.quantiles;
    let year = row.key.year.map(|year| year.to_string());
    let measure = (!is_alike).then(|| capital(&noun(row.key.measure)));
    let part = Some(row.key.part.clone()).filter(|part| !part.is_empty());
    let words: Vec<String> = [measure, part, year].into_iter().flatten().collect();
    Outturn {
        forecast: format!("{} (as of {})", past.results, past.as_of),
        name: if words.is_empty() { "Whole horizon".into() } else { words.join(", ") },
        percentiles: [1, 3, 4, 5, 7].map(|at: usize| quantiles[at]),
        plan: Some(row.foretold.plan),
        actual: row.actual,
    }
}

/// The terms of the pounds; nothing where forecasts differ in them.
fn terms(score: &Score) -> String {
    let of = |past: &crate::analysis::score::Past| match past.is_real {
        false => "cash terms".to_owned(),
        true => format!("real terms ({} prices)", past.price_base),
    };
    let mut all = score.forecasts.iter().map(of);
    let first = all.next().unwrap_or_default();
    if all.all(|other| other == first) { first } else { String::new() }
}
