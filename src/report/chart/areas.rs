//! What each area contributes over the horizon.

use super::contributions::{Contribution, Contributions};
use super::data::Chart;
use super::subject;
use crate::forecast::{AreaForecast, Forecast};

/// The chart.
pub fn chart(forecast: &Forecast) -> Chart {
    let years = subject::years(forecast.horizon);
    let areas = forecast.areas.iter().map(contribution).collect();
    let contributions = Contributions::of(areas, ["area", "areas"]);
    let (shown, findings) = (contributions.count(), contributions.findings());
    contributions
        .chart(forecast, "areas", &format!("Net saving of each area, {years}"))
        .describing(format!("Bar chart of the net saving of {shown} areas over {years}, less each area\u{2019}s own costs."))
        .saying(findings)
        .noting(["An area\u{2019}s saving less its own costs. Risks, grants and programme costs are not an area\u{2019}s, so areas do not add up to the programme.".into()])
}

fn contribution(area: &AreaForecast) -> Contribution<'_> {
    let saving = &area.net_saving;
    Contribution {
        name: area.name.trim(),
        plan: area.in_plan.then_some(saving.plan),
        mean: saving.mean,
        ends: [saving.p10, saving.p90],
    }
}
