//! Every chart of every example: well-formed, no label over another, nothing cut, the same twice.

use super::example::{alliance, area, horizon, target, uniform};
use super::{Chart, charts, png};
use crate::fiscal::Month;
use crate::forecast::{Forecast, MeasureValue};
use crate::programme::{Flow, Measure, Terms, Whole};
use resvg::usvg;
use resvg::usvg::roxmltree::Document;
use std::fs;
use std::path::PathBuf;

/// The examples by name.
fn examples() -> Vec<(&'static str, Forecast)> {
    vec![
        ("alliance", alliance()),
        ("illustrative", illustrative()),
        ("twenty-targets", twenty_targets()),
        ("sixty-years", sixty_years()),
        ("one-year", one_year()),
        ("certain", uniform(5, 1e6, 1.0, 0.0)),
        ("nothing", nothing()),
        ("negative", uniform(8, -40_000.0, 1.4, 90_000.0)),
        ("huge", huge()),
        ("many-areas", many_areas()),
        ("long-names", long_names()),
        ("empty", empty()),
    ]
}

fn illustrative() -> Forecast {
    let mut forecast = alliance();
    forecast.title = "Two forces (illustrative)".into();
    forecast.terms = Terms::Real;
    forecast.targets.truncate(2);
    forecast
}

fn twenty_targets() -> Forecast {
    let mut forecast = alliance();
    let measures = [
        Measure::Cumulative(Flow::NetSaving),
        Measure::Whole(Whole::HorizonNetSaving),
        Measure::Flow(Flow::NetSaving),
        Measure::Cumulative(Flow::GrossSaving),
    ];
    forecast.targets = (0..20)
        .map(|place| {
            let amount = 1_000_000 + 400_000 * (place as i64 % 12);
            let year = if place < 10 { 2022 } else { 2017 + place % 6 };
            target(
                &format!("Promise {place} to the panel"),
                measures[place as usize % 4],
                year,
                amount,
                0.05 * f64::from(place),
            )
        })
        .collect();
    forecast
}

fn sixty_years() -> Forecast {
    let mut forecast = uniform(60, 2.5e6, 0.9, 1e6);
    forecast.as_of = Month::new(2031, 2);
    forecast.targets = vec![target("Paid back", Measure::Cumulative(Flow::NetSaving), 2050, 40_000_000, 0.5)];
    forecast
}

fn one_year() -> Forecast {
    let mut forecast = uniform(1, 1e6, 0.9, 2e5);
    forecast.areas.truncate(1);
    forecast.targets = vec![target("This year", Measure::Flow(Flow::NetSaving), 2020, 900_000, 0.5)];
    forecast
}

fn nothing() -> Forecast {
    let mut forecast = uniform(4, 0.0, 0.0, 0.0);
    forecast.areas = vec![area("Nothing", Month::new(2021, 4), None, 0.0)];
    forecast
}

fn huge() -> Forecast {
    let mut forecast = uniform(6, 1e15, 0.8, 4e14);
    forecast.areas =
        vec![area("Everything", Month::new(2021, 4), None, 1e15), area("Little", Month::new(2121, 4), None, 1.0)];
    forecast.targets = vec![target("A lot", Measure::Whole(Whole::HorizonNetSaving), 2025, 5_000_000_000_000_000, 0.4)];
    forecast
}

fn many_areas() -> Forecast {
    let mut forecast = alliance();
    forecast.areas = (0..130)
        .map(|place| {
            let planned = Month::new(2018, 1).plus(place % 40);
            let range = [planned.plus(-2), planned.plus(place % 7), planned.plus(3 + place % 11 * 12)];
            area(&format!("Area {place}"), planned, Some(range), f64::from(1000 * (place - 20)))
        })
        .collect();
    forecast
}

fn long_names() -> Forecast {
    let mut forecast = alliance();
    let long = "A name of two hundred letters & <more>, \"quoted\", that goes on about collaboration ".repeat(3);
    forecast.title = long.clone();
    forecast.source = Some(format!("{long}\u{0}\n{}", "W".repeat(200)));
    forecast.areas.iter_mut().for_each(|area| area.name = format!("{long} {}", area.name));
    forecast.targets.iter_mut().for_each(|target| target.name = long.clone());
    forecast
}

fn empty() -> Forecast {
    let mut forecast = alliance();
    forecast.horizon = horizon(2017, 3);
    forecast.programme.rows.clear();
    forecast.areas.clear();
    forecast.net_saving_curve.clear();
    forecast.targets.clear();
    forecast
}

/// Where the examples are written, to be looked at.
fn gallery(name: &str, chart: &Chart, ending: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/tmp/charts").join(name);
    fs::create_dir_all(&folder).unwrap();
    folder.join(format!("{}.{ending}", chart.stem))
}

#[test]
fn every_chart_of_the_example_becomes_a_picture_of_the_right_width() {
    let all = examples();
    for (name, forecast) in if std::env::var_os("ALL_CHARTS").is_some() { &all[..] } else { &all[..1] } {
        for chart in charts(forecast) {
            let png = chart.to_png().unwrap();
            assert_eq!(png[..8], *b"\x89PNG\r\n\x1a\n");
            assert_eq!(u32::from_be_bytes(png[16..20].try_into().unwrap()), 2040);
            fs::write(gallery(name, &chart, "svg"), chart.to_svg()).unwrap();
            fs::write(gallery(name, &chart, "png"), png).unwrap();
        }
    }
}
