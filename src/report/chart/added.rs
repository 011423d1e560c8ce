//! A chart more, to show what one takes: the bridge from a plan to a forecast.

use super::data::{Chart, Plane, Point, Role, Row, RowColumn, Rows, Scale, Series, Shape, Unit};
use super::example::alliance;
use super::tests::assert_labels_apart;
use crate::forecast::Forecast;
use crate::report::figures::{Notation, unit_for};

/// The chart of `steps` from a plan to a forecast: names and amounts, £.
fn bridge(forecast: &Forecast, plan: f64, steps: &[(&str, f64)]) -> Chart {
    let ends = steps.iter().scan(plan, |level, (_, amount)| {
        let before = std::mem::replace(level, *level + amount);
        Some((before, *level))
    });
    let ends: Vec<(f64, f64)> = ends.collect();
    let mean = ends.last().map_or(plan, |(_, level)| *level);
    let amounts = Notation::new(unit_for(plan), plan, 3, 0.0);
    let last = steps.len() as f64 + 1.0;
    let steps_of = |role, name, is_of: fn(f64) -> bool| {
        let points = ends.iter().enumerate().filter(move |(_, (before, after))| is_of(after - before));
        let point = |(place, (before, after)): (usize, &(f64, f64))| {
            Point::range(place as f64 + 1.0, before.min(*after), before.max(*after)).about(after - before)
        };
        Series::new(name, Shape::Bars(0.6), role, points.map(point))
    };
    let totals = [(0.0, plan), (last, mean)].map(|(at, total)| Point::range(at, 0.0, total).about(total));
    let names = [("Plan", plan)].into_iter().chain(steps.iter().copied()).chain([("Forecast (mean)", mean)]);
    let row = |(name, _): (&str, f64)| Row { name: name.into(), ..Row::default() };
    let rows = Rows {
        scale: Scale::around(Unit::Money, ends.iter().flat_map(|(a, b)| [*a, *b]).chain([0.0, plan]), 6)
            .named("Net saving"),
        rows: names.clone().map(row).collect(),
        columns: vec![RowColumn {
            heading: "Amount".into(),
            cells: names.map(|(_, amount)| amounts.known(amount)).collect(),
        }],
        series: vec![
            Series::new("Plan and forecast", Shape::Bars(0.6), Role::Range50, totals),
            steps_of(Role::Gain, "Adds", |by| by >= 0.0),
            steps_of(Role::Loss, "Takes", |by| by < 0.0),
        ],
        marks: Vec::new(),
    };
    let (from, to) = (amounts.known(plan), amounts.known(mean));
    Chart::of(forecast, "bridge", "From the plan to the forecast", Plane::Rows(rows))
        .describing(format!("Waterfall of {} steps from the plan to the mean of the forecast.", steps.len()))
        .saying([format!("The plan is {from}, the mean of the forecast {to}.")])
}

#[test]
fn a_further_chart_takes_sixty_lines() {
    let steps =
        [("Areas go live later", -1.24e6), ("Areas realise less", -0.61e6), ("Grants", 0.2e6), ("Exit", -0.7e6)];
    let chart = bridge(&alliance(), 9e6, &steps);
    assert_eq!(chart.alternative().matches("£6.65m").count(), 1);
    assert_labels_apart(&chart);
    chart.to_png().unwrap();
}
