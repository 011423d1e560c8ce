//! The charts of a forecast.
//!
//! A [`Chart`] is data: scales, series, marks and labels, with every word that stands on it and a text alternative. It
//! is composed of what a [`Forecast`] says, computes nothing of its own, and rounds amounts to what their Monte Carlo
//! errors support. The painter makes SVG documents and PNG pictures of it.
//!
//! A further chart is a file here that composes its [`data`]: see `added.rs` for one in sixty lines.

#[cfg(test)]
mod added;
mod amounts;
pub mod analysis;
mod areas;
mod behind;
mod benchmark;
mod by_year;
mod chances;
mod compared;
mod contributions;
pub mod data;
mod distribution;
#[cfg(test)]
pub(super) mod example;
mod fitted;
mod go_live;
mod learnt;
mod painter;
mod partners;
mod pictures;
mod promised;
mod scored;
mod sensitivity;
mod solved;
mod subject;
mod targets;
#[cfg(test)]
mod tests;
mod waterfall;
mod words;

pub use benchmark::charts as benchmark_charts;
pub use compared::charts as comparison_charts;
pub use data::Chart;
pub use fitted::charts as fit_charts;
pub use painter::{PictureError, Places};
pub use pictures::{Picture, Undrawn, pictures};
pub use scored::chart as score_chart;
pub use sensitivity::charts as sensitivity_charts;
pub use solved::charts as solved_charts;
pub use subject::Subject;
pub use waterfall::{bridge_chart, explanation_chart};

use crate::forecast::Forecast;
use crate::programme::{Flow, Measure, Staffing};

/// The most areas that one chart shows.
const MOST_ROWS: usize = 60;

/// What stands at an area that the plan does not count.
const NOT_IN_PLAN: &str = "not in plan";

/// The charts of `forecast`, in the order in which a report shows them, then one of each of `measures` by year, for files
/// that are called like it.
pub fn charts(forecast: &Forecast, measures: &[Measure]) -> Vec<Chart> {
    let mut charts = vec![
        by_year::chart(forecast, "cumulative", Measure::Cumulative(Flow::NetSaving)),
        by_year::chart(forecast, "annual", Measure::Flow(Flow::NetSaving)),
    ];
    charts.extend(promised::charts(forecast));
    charts.push(distribution::chart(forecast));
    charts.extend(chances::chart(forecast));
    charts.extend([go_live::chart(forecast), areas::chart(forecast)]);
    charts.extend(partners::chart(forecast));
    let groups = (!forecast.workforce.is_empty()).then_some(Measure::Staffing(Staffing::Headcount));
    charts.extend(groups.map(|headcount| by_year::chart(forecast, &headcount.name(), headcount)));
    charts.extend(learnt::chart(forecast));
    for &measure in measures {
        let stem = measure.name();
        if charts.iter().all(|chart| chart.stem != stem) {
            charts.push(by_year::chart(forecast, &stem, measure));
        }
    }
    charts
}
