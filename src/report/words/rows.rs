//! The figures of a measure, ready to be shown, with their places in the result files.

use super::super::figure::{Figure, Rounding, Scale, Unit};
use super::TOO_FEW;
use crate::forecast::{Estimate, Forecast, MeasureForecast, Summary};

/// Makes figures of a forecast's measures, all amounts in one unit.
#[derive(Clone, Copy, Debug)]
pub struct Figures {
    /// The unit of its amounts.
    pub scale: Scale,
    /// How many futures were simulated.
    pub trials: u64,
    /// Whether errors of the simulation are told as standard errors, rather than as halves of 95 % intervals.
    pub in_standard_errors: bool,
}

/// A measure's figures in one year or over the horizon.
#[derive(Clone, Debug)]
pub struct RowFigures<'r> {
    row: &'r MeasureForecast,
    unit: Unit,
    file: &'static str,
    key: String,
    has_percentiles: bool,
}

impl Figures {
    /// Those of a forecast.
    pub fn of_forecast(forecast: &Forecast) -> Self {
        Figures { scale: Scale::of_forecast(forecast), trials: forecast.run.trials, in_standard_errors: false }
    }

    /// Of a measure of the programme.
    pub fn row<'r>(&self, row: &'r MeasureForecast) -> RowFigures<'r> {
        self.of_part(("summary", None), row)
    }

    /// Of a measure of one of the parts in a file: `("partners", Some("Dorset Police"))`.
    pub fn of_part<'r>(&self, (file, part): (&'static str, Option<&str>), row: &'r MeasureForecast) -> RowFigures<'r> {
        let year = row.year.map_or_else(String::new, |year| year.to_string());
        let part = part.map_or_else(String::new, |name| format!("{name}:"));
        RowFigures {
            row,
            unit: Unit::of(row.measure, self.scale),
            file,
            key: format!("{part}{}:{year}", row.measure.name()),
            has_percentiles: self.trials >= TOO_FEW,
        }
    }
}

impl RowFigures<'_> {
    /// The plan's.
    pub fn plan(&self) -> Option<Figure> {
        self.row.plan().map(|plan| self.placed(Figure::exact(plan, self.unit), "plan"))
    }

    /// The mean.
    pub fn mean(&self) -> Option<Figure> {
        let summary = self.row.summary().filter(|_| self.row.measure.has_mean());
        summary.map(|summary| self.placed(Figure::estimate(summary.mean, self.unit), "mean"))
    }

    /// P10, P50 and P90; `None` where futures are too few to speak of percentiles.
    pub fn percentiles(&self) -> Option<[Figure; 3]> {
        let summary = self.row.summary().filter(|_| self.has_percentiles)?;
        let figure = |estimate: Estimate| Figure::estimate(estimate, self.unit);
        let mut figures = [summary.p10(), summary.p50(), summary.p90()].map(figure);
        keep_in_order(&mut figures);
        let [p10, p50, p90] = figures;
        Some([self.placed(p10, "p10"), self.placed(p50, "p50"), self.placed(p90, "p90")])
    }

    /// What is exceeded with a chance of 80 %, rounded down; of a cost what is not, rounded up.
    pub fn cautious(&self) -> Option<Figure> {
        let summary = self.row.summary().filter(|_| self.has_percentiles)?;
        Some(match self.row.measure.is_cost() {
            true => self.placed(Figure::estimate(summary.p80(), self.unit), "p80").rounded(Rounding::AtMost),
            false => self.placed(Figure::estimate(summary.p20(), self.unit), "p20").rounded(Rounding::AtLeast),
        })
    }

    /// The median; for what is the same in all futures or nearly all.
    pub fn median(&self) -> Option<Figure> {
        let median = |summary: &Summary| self.placed(Figure::estimate(summary.p50(), self.unit), "p50");
        self.row.summary().map(median)
    }

    fn placed(&self, figure: Figure, column: &'static str) -> Figure {
        figure.from(self.file, self.key.as_str(), column)
    }
}

/// Where rounding by their own errors would turn two percentiles round, both have the digits of the less certain.
fn keep_in_order(figures: &mut [Figure; 3]) {
    let shown = |figure: &Figure| (figure.value / figure.step()).round() * figure.step();
    for (low, high) in [(0, 1), (1, 2), (0, 1)] {
        if shown(&figures[low]) > shown(&figures[high]) {
            let error = figures[low].error.max(figures[high].error);
            (figures[low].error, figures[high].error) = (error, error);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_stay_in_order_when_they_are_rounded() {
        let unit = Unit::Pounds(Scale::of(1e6));
        let figure = |(value, error)| Figure::estimate(Estimate { value, error }, unit);
        for errors in [[40_000.0, 90.0, 90.0], [90.0, 40_000.0, 90.0], [90.0, 90.0, 40_000.0]] {
            let values = [0.96e6, 0.98e6, 1.04e6];
            let mut figures = [0, 1, 2].map(|place| figure((values[place], errors[place])));
            keep_in_order(&mut figures);
            let shown = figures.map(|figure| figure.number().parse::<f64>().unwrap());
            assert!(shown.is_sorted(), "{shown:?}");
        }
    }
}
