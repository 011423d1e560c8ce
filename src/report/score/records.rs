//! The tables of a score.

use super::super::{Cell, Records};
use crate::analysis::score::{Calibration, Fell, Row, Score};
use crate::programme::Measure;

const SCORE: &str = "results,as_of,part,measure,year,years_ahead,actual,plan,p5,p10,p20,p25,p50,p75,p80,p90,p95,u,\
                     in_50,in_80,in_90,quantile_score,median_error,plan_error";
const CALIBRATION: &str = "years_ahead,outturns,in_50,in_50_low,in_50_high,in_80,in_80_low,in_80_high,in_90,\
                           in_90_low,in_90_high,score,median_bias,plan_bias,skill";

impl Records {
    /// `score.csv`: a row for each outturn of each forecast.
    pub(in crate::report) fn score(score: &Score) -> Records {
        Records { columns: columns(SCORE), rows: score.rows.iter().map(|row| scored(score, row)).collect() }
    }

    /// `calibration.csv`: a row for each number of years ahead, and one for all.
    pub(in crate::report) fn calibration(score: &Score) -> Records {
        let unit = score.unit();
        Records {
            columns: columns(CALIBRATION),
            rows: score.calibration.iter().map(|calibration| summed(calibration, unit)).collect(),
        }
    }
}

fn columns(names: &str) -> Vec<String> {
    names.split(',').map(str::to_owned).collect()
}

fn scored(score: &Score, row: &Row) -> Vec<Cell> {
    let past = &score.forecasts[row.forecast];
    let amount = |amount: f64| Cell::of_measure(row.key.measure, Some(amount));
    let mut cells = vec![
        Cell::text(&past.results),
        Cell::text(past.as_of),
        Cell::text(&row.key.part),
        Cell::text(row.key.measure.name()),
        Cell::optional(row.key.year),
        Cell::Number(f64::from(row.years_ahead)),
        amount(row.actual),
        amount(row.foretold.plan),
    ];
    cells.extend(row.foretold.quantiles.map(amount));
    cells.push(match row.scored.fell {
        Fell::Below => Cell::text("<0.05"),
        Fell::Above => Cell::text(">0.95"),
        Fell::At(probability) => Cell::Fraction(probability),
    });
    cells.extend(row.scored.held.map(Cell::Yes));
    cells.extend([row.scored.quantile_score, row.scored.median_error, row.scored.plan_error].map(amount));
    cells
}

fn summed(calibration: &Calibration, unit: Option<Measure>) -> Vec<Cell> {
    let amount = |amount: f64| unit.map_or(Cell::Fraction(amount), |measure| Cell::of_measure(measure, Some(amount)));
    let ahead = calibration.years_ahead.map_or(Cell::text("all"), |years| Cell::Number(f64::from(years)));
    let mut cells = vec![ahead, Cell::Number(calibration.outturns as f64)];
    for held in calibration.held {
        cells.extend([held.share, held.interval.0, held.interval.1].map(Cell::Fraction));
    }
    cells.extend([calibration.score, calibration.median_bias, calibration.plan_bias].map(amount));
    cells.push(calibration.skill.map_or(Cell::Blank, Cell::Fraction));
    cells
}
