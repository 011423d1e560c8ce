//! Which part of the net saving is each partner's.

use super::contributions::{Contribution, Contributions};
use super::data::Chart;
use super::subject;
use crate::forecast::{Forecast, PartForecast};
use crate::programme::{Measure, Whole};

/// The chart; `None` where there are no two partners.
pub fn chart(forecast: &Forecast) -> Option<Chart> {
    let years = subject::years(forecast.horizon);
    let partners = forecast.partners.iter().filter_map(|(name, part)| contribution(name, part)).collect();
    let contributions = Contributions::of(partners, ["partner", "partners"]);
    let (shown, findings) = (contributions.count(), contributions.findings());
    let chart = contributions
        .chart(forecast, "partners", &format!("Net saving of each partner, {years}"))
        .describing(format!("Bar chart of the parts that {shown} partners have of the net saving over {years}."))
        .saying(findings)
        .noting(["Plans and means of the partners add up to those of the programme; P10 and P90 do not.".into()]);
    (forecast.partners.len() > 1).then_some(chart)
}

fn contribution<'f>(name: &'f str, part: &PartForecast) -> Option<Contribution<'f>> {
    let row = part.row(Measure::Whole(Whole::HorizonNetSaving), None)?;
    let summary = row.summary()?;
    Some(Contribution { name: name.trim(), plan: row.plan(), mean: summary.mean, ends: [summary.p10(), summary.p90()] })
}
