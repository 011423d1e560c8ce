//! The chance of saving at least so much over the horizon.
//!
//! Panels ask how likely it is to save at least an amount, so the curve falls: it is one less the
//! distribution function. The cautious figure of a saving is its low percentile: an 80 % chance of at
//! least an amount is P20.

use super::amounts::Amounts;
use super::data::{Axes, Chart, Label, Mark, Panel, Plane, Point, Role, Scale, Series, Shape, Side, Unit};
use super::targets::{self, Others};
use super::{subject, words};
use crate::forecast::{Forecast, Summary};
use crate::programme::{Measure, Whole};

/// The chart.
pub fn chart(forecast: &Forecast) -> Chart {
    let row = forecast.programme.row(Measure::Whole(Whole::HorizonNetSaving), None);
    let plan = row.and_then(|row| row.plan()).filter(|plan| plan.is_finite());
    let summary = row.and_then(|row| row.summary()).filter(|it| it.quantiles.iter().all(|it| it.value.is_finite()));
    let targets = targets::of_the_total(forecast);
    let (points, is_cut) = within_sight(&forecast.net_saving_curve);
    let amounts = points
        .iter()
        .map(|point| point.at)
        .chain(summary.iter().flat_map(|summary| summary.quantiles.map(|quantile| quantile.value)));
    let values = amounts.chain(plan).chain(targets.iter().map(|target| target.amount));
    let years = subject::years(forecast.horizon);
    let x = Scale::around(Unit::Money, values, 6).named(format!("Total net saving, {years}"));
    let amounts = Amounts::new(&x, 3, summary.copied().as_slice(), plan.into_iter());
    let mut marks: Vec<Mark> = summary.iter().flat_map(|summary| chances(summary, &amounts)).collect();
    marks.extend(plan.map(|plan| Mark::above(plan, Role::Plan, format!("Plan {}", amounts.known(plan)))));
    let above = |target: &targets::Target<'_>| (target.amount, target.chance_of_more());
    marks.extend(targets.iter().map(|target| target.mark(above(target), Side::Above, &amounts)));
    let others = Others::than(forecast, &targets);
    let cut = is_cut.then(|| "The lowest and the highest half per cent of trials lie outside the chart.".into());
    let is_empty = points.is_empty();
    let plane = Plane::Axes(Axes::of(x, panel(points, marks)));
    Chart::of(forecast, "distribution", "Chance of reaching a net saving", plane)
        .describing(format!("Curve of the chance that the net saving over {years} is at least an amount."))
        .saying(summary.map(|summary| words::chances(summary, &amounts)))
        .saying(plan.map(|plan| format!("The plan is {}.", amounts.known(plan))))
        .saying(targets::sentence(&targets, &amounts))
        .saying(others.sentence())
        .noting_of_report(others.lines())
        .noting(subject::nothing_to_show(is_empty, "figures"))
        .noting(cut)
}

fn panel(points: Vec<Point>, marks: Vec<Mark>) -> Panel {
    let under = points.iter().map(|point| Point::range(point.at, 0.0, point.high));
    let series = vec![
        Series::new("", Shape::Band, Role::Shade, under),
        Series::new("Share of trials that save at least this amount", Shape::Line, Role::Middle, points),
    ];
    let y = Scale::covering(Unit::Share, [0.0, 1.0], 5).named("Chance of at least this amount");
    Panel::of(y, series, marks)
}

/// The chances that are named at the right edge.
fn chances(summary: &Summary, amounts: &Amounts) -> Vec<Mark> {
    let mark = |x: f64, chance: f64, figure: String, line: &str| Mark {
        x,
        y: Some(chance),
        role: Role::Percentile,
        side: Side::Right,
        label: Label::new(figure, line),
    };
    let [p10, p50, p90] = amounts.percentiles(summary);
    if let Some(alike) = words::alike(summary) {
        return vec![mark(summary.p50().value, 0.5, p50, &alike)];
    }
    let [p20, p80] = words::outer_fifths(summary, amounts);
    vec![
        mark(summary.p10().value, 0.9, format!("{p10} or more"), "90% chance (P10)"),
        mark(summary.p20().value, 0.8, format!("{p20} or more"), "80% chance (P20)"),
        mark(summary.p50().value, 0.5, format!("{p50} or more"), "50% chance (P50)"),
        mark(summary.p80().value, 0.2, format!("{p80} or more"), "20% chance (P80)"),
        mark(summary.p90().value, 0.1, format!("{p90} or more"), "10% chance (P90)"),
    ]
}

/// The points (amount, chance of at least it) of an S-curve given as (probability of less, amount),
/// and whether its ends were cut: where they are so long that they would hide the rest, only the
/// middle 99 % of trials are shown.
pub(super) fn within_sight(curve: &[(f64, f64)]) -> (Vec<Point>, bool) {
    let sound: Vec<_> = curve.iter().copied().filter(|(less, amount)| less.is_finite() && amount.is_finite()).collect();
    let inner: Vec<_> = sound.iter().copied().filter(|(less, _)| (0.005..=0.995).contains(less)).collect();
    let width = |points: &[(f64, f64)]| match points {
        [first, .., last] => last.1 - first.1,
        _ => 0.0,
    };
    let cut = width(&inner) > 0.0 && width(&sound) > 2.0 * width(&inner);
    let shown = if cut { inner } else { sound };
    (shown.into_iter().map(|(less, amount)| Point::new(amount, 1.0 - less)).collect(), cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_ends_are_cut_and_short_ones_are_kept() {
        let straight: Vec<_> = (0..=200).map(|place| (f64::from(place) / 200.0, f64::from(place))).collect();
        assert_eq!(within_sight(&straight).0.len(), 201);
        let mut long = straight.clone();
        long[200].1 = 1e9;
        let (points, cut) = within_sight(&long);
        assert!(cut && points.iter().all(|point| point.at <= 200.0));
    }
}
