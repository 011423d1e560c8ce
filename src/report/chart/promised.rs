//! What the panel was promised: the measure of the first target that has a year, where it is not the net saving.

use super::by_year;
use super::data::Chart;
use crate::forecast::Forecast;
use crate::programme::{Flow, Measure, Staffing};

/// The charts of that measure: of an amount of each year its running total and the amounts themselves, of a level its
/// course. None where the default charts show it.
pub fn charts(forecast: &Forecast) -> Vec<Chart> {
    let first = forecast.targets.iter().find(|target| target.by.is_some()).map(|target| target.measure);
    match first {
        // The default charts show the net saving and headcounts; a figure of the whole horizon has no years.
        None
        | Some(
            Measure::Flow(Flow::NetSaving)
            | Measure::Cumulative(Flow::NetSaving)
            | Measure::Staffing(Staffing::Headcount)
            | Measure::Whole(_),
        ) => Vec::new(),
        Some(Measure::Flow(flow) | Measure::Cumulative(flow)) => vec![
            by_year::chart(forecast, "promised", Measure::Cumulative(flow)),
            by_year::chart(forecast, "promised_annual", Measure::Flow(flow)),
        ],
        Some(level) => vec![by_year::chart(forecast, "promised", level)],
    }
}
