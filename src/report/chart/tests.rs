//! Every chart of every example: well-formed, no label over another, nothing cut, the same twice.

use super::example::{self, area, horizon, staffed, target};
use super::painter::{Anchor, Bounds, Words};
use super::{Chart, charts, go_live};
use crate::fiscal::Month;
use crate::forecast::{Forecast, Learnt, MeasureValue};
use crate::programme::{Flow, Mark, Measure, Staffing, Stock, Terms, Whole};
use resvg::usvg::roxmltree::Document;
use std::fs;
use std::path::PathBuf;

/// The examples by name. With `ALL_CHARTS` in the environment all become pictures in `target/tmp/charts`.
fn examples() -> Vec<(&'static str, Forecast)> {
    vec![
        ("alliance", alliance()),
        ("illustrative", illustrative()),
        ("twenty-targets", twenty_targets()),
        ("crowded", crowded()),
        ("sixty-years", sixty_years()),
        ("one-year", one_year()),
        ("certain", uniform(5, 1e6, 1.0, 0.0)),
        ("nothing", nothing()),
        ("negative", uniform(8, -40_000.0, 1.4, 90_000.0)),
        ("huge", huge()),
        ("many-areas", many_areas()),
        ("long-names", long_names()),
        ("endless-names", endless_names()),
        ("some-not-in-plan", some_not_in_plan()),
        ("one-far-larger", one_far_larger()),
        ("empty", empty()),
    ]
}

fn alliance() -> Forecast {
    let learnt = Learnt {
        column: "slippage_months",
        among: "all areas".into(),
        observed: 17,
        not_yet: 2,
        seen: Some((2.0, 2.9)),
        mean: 0.42,
        sd: 0.38,
    };
    Forecast { learnt: vec![learnt], ..staffed(example::alliance()) }
}

fn uniform(years: usize, plan: f64, middle: f64, spread: f64) -> Forecast {
    staffed(example::uniform(years, plan, middle, spread))
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

fn crowded() -> Forecast {
    let mut forecast = uniform(12, 2.5e6, 0.9, 1e6);
    forecast.targets = (0..3)
        .map(|place| target("A promise of a year", Measure::Flow(Flow::NetSaving), 2025 + place, 2_000_000, 0.5))
        .chain([target("A promise on the way", Measure::Cumulative(Flow::NetSaving), 2025, 14_000_000, 0.5)])
        .collect();
    forecast.areas.iter_mut().for_each(|area| area.planned_go_live = Month::new(2020, 10));
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

/// Texts of which only a beginning can be shown, one of them of marks that have no width.
fn endless_names() -> Forecast {
    let mut forecast = alliance();
    forecast.title = "word ".repeat(200_000);
    forecast.source = Some(format!("e{}", "\u{301}".repeat(1_000_000)));
    let names = [format!("e{}", "\u{301}".repeat(100_000)), "endless".repeat(100_000)];
    forecast.areas.iter_mut().zip(&names).for_each(|(area, name)| area.name = name.clone());
    forecast.targets.iter_mut().zip(&names).for_each(|(target, name)| target.name = name.clone());
    forecast.workforce.iter_mut().zip(&names).for_each(|(group, name)| group.0 = name.clone());
    forecast
}

fn some_not_in_plan() -> Forecast {
    let mut forecast = alliance();
    let range = [2018, 2019, 2022].map(|year| Month::new(year, 10));
    let mut upside = area("An upside", Month::new(2018, 10), Some(range), 400_000.0);
    upside.in_plan = false;
    upside.net_saving.plan = 0.0;
    let mut never = upside.clone();
    never.name = "An upside that never comes".into();
    never.go_live = None;
    let mut live = upside.clone();
    (live.status, live.went_live) = ("live", Some(Month::new(2017, 8)));
    live.go_live = Some([Month::new(2017, 8); 3]);
    forecast.areas.extend([upside, never, live]);
    forecast
}

fn one_far_larger() -> Forecast {
    let mut forecast = alliance();
    forecast.areas.push(area("A merger of everything", Month::new(2018, 10), None, 67e6));
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

/// The chart for the files of that name.
fn named<'c>(charts: &'c [Chart], stem: &str) -> &'c Chart {
    charts.iter().find(|chart| chart.stem == stem).unwrap()
}

/// Where the examples are written, to be looked at.
fn gallery(name: &str, chart: &Chart, ending: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/tmp/charts").join(name);
    fs::create_dir_all(&folder).unwrap();
    folder.join(format!("{}.{ending}", chart.stem))
}

/// Writes a chart as a picture to be looked at, where `ALL_CHARTS` is in the environment.
pub fn picture(name: &str, chart: &Chart) {
    if std::env::var_os("ALL_CHARTS").is_some() {
        fs::write(gallery(name, chart, "svg"), chart.to_svg()).unwrap();
        fs::write(gallery(name, chart, "png"), chart.to_png().unwrap()).unwrap();
    }
}

#[test]
fn every_chart_of_the_example_becomes_a_picture_of_the_right_width() {
    let all = examples();
    for (name, forecast) in if std::env::var_os("ALL_CHARTS").is_some() { &all[..] } else { &all[..1] } {
        for chart in charts(forecast, &[]) {
            let png = chart.to_png().unwrap();
            assert_eq!(png[..8], *b"\x89PNG\r\n\x1a\n");
            assert_eq!(u32::from_be_bytes(png[16..20].try_into().unwrap()), 2126);
            let resolution = png.windows(4).position(|chunk| chunk == b"pHYs").unwrap() + 4;
            assert_eq!(u32::from_be_bytes(png[resolution..resolution + 4].try_into().unwrap()), 11_811);
            fs::write(gallery(name, &chart, "svg"), chart.to_svg()).unwrap();
            fs::write(gallery(name, &chart, "png"), png).unwrap();
        }
    }
}

#[test]
fn every_chart_is_well_formed_and_described() {
    for (name, forecast) in examples() {
        for chart in charts(&forecast, &[]) {
            let svg = chart.to_svg();
            let document = Document::parse(&svg).unwrap_or_else(|error| panic!("{name}/{}: {error}", chart.stem));
            let root = document.root_element();
            assert_eq!(root.attribute("role"), Some("img"));
            let text_of = |tag: &str| root.children().find(|node| node.has_tag_name(tag)).and_then(|node| node.text());
            assert_eq!(text_of("title"), Some(chart.title.as_str()));
            let described = text_of("desc").unwrap_or_default();
            assert_eq!(described, chart.alternative(), "{name}/{}", chart.stem);
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{name}/{}", chart.stem);
        }
    }
}

#[test]
fn no_label_covers_another_and_none_is_cut() {
    for (name, forecast) in examples() {
        assert_labels_are_apart(name, &forecast);
    }
}

#[test]
fn labels_stay_apart_for_every_length_and_size() {
    let amounts = [(0.3, 0.1), (-7_900.0, 4_000.0), (949_000.0, 90_000.0), (99.6e6, 300e6), (5.1e9, 1.0)];
    for years in [1, 2, 9, 14, 31] {
        for (plan, spread) in amounts {
            let mut forecast = uniform(years, plan, 0.93, spread);
            forecast.areas.clear();
            let near_plan = |share: f64| (plan * share * years as f64) as i64;
            forecast.targets = vec![
                target("Near the plan", Measure::Whole(Whole::HorizonNetSaving), 2020, near_plan(1.0), 0.4),
                target("Near the plan too", Measure::Cumulative(Flow::NetSaving), 2020, near_plan(0.98), 0.4),
                target("Of the gross saving", Measure::Cumulative(Flow::GrossSaving), 2020, near_plan(0.98), 0.4),
                target("In a year", Measure::Flow(Flow::NetSaving), 2020, plan as i64, 0.4),
            ];
            assert_labels_are_apart(&format!("{years} years of {plan}"), &forecast);
        }
    }
}

fn assert_labels_are_apart(name: &str, forecast: &Forecast) {
    for mut chart in charts(forecast, &[]) {
        chart.stem = format!("{name}/{}", chart.stem);
        assert_labels_apart(&chart);
    }
}

/// No label of a chart covers another, and none is cut by the page.
pub fn assert_labels_apart(chart: &Chart) {
    let stem = &chart.stem;
    let (page, labels) = labels(chart);
    assert!(labels.len() > 4, "{stem}");
    for (place, (text, label)) in labels.iter().enumerate() {
        let inside = label.left >= 0.0 && label.top >= 0.0 && label.right <= page.0 && label.bottom <= page.1;
        assert!(inside, "{stem}: \u{201c}{text}\u{201d} is cut");
        let covered = labels[place + 1..].iter().find(|(_, other)| label.grown(-0.25).overlaps(&other.grown(-0.25)));
        assert_eq!(covered.map(|(other, _)| other), None, "{stem}: \u{201c}{text}\u{201d}");
    }
}

/// The page's size and the boxes of all its texts.
fn labels(chart: &Chart) -> ((f64, f64), Vec<(String, Bounds)>) {
    let drawn = chart.drawn();
    let boxed = |words: &Words| {
        let (size, width) = (words.letters.size, words.letters.width(&words.text));
        let left = match words.anchor {
            Anchor::Start => words.at.x,
            Anchor::Middle => words.at.x - width / 2.0,
            Anchor::End => words.at.x - width,
        };
        // As high as the typeface's tallest and deepest letters.
        let (top, bottom) = (words.at.y - 0.905 * size, words.at.y + 0.212 * size);
        (words.text.clone(), Bounds { left, top, right: left + width, bottom })
    };
    ((drawn.width, drawn.height), drawn.words.iter().map(boxed).collect())
}

#[test]
fn no_text_is_smaller_than_nine_point_on_a_page_of_a4() {
    let points = |size: f64| size * (180.0 / 25.4 * 72.0) / 680.0;
    for chart in charts(&alliance(), &[]) {
        let svg = chart.to_svg();
        let document = Document::parse(&svg).unwrap();
        let sizes = document.descendants().filter_map(|node| node.attribute("font-size"));
        let smallest = sizes.map(|size| size.parse().unwrap()).fold(f64::INFINITY, f64::min);
        assert!(points(smallest) >= 9.0, "{}: {smallest}", chart.stem);
    }
}

#[test]
fn the_same_forecast_gives_the_same_bytes() {
    let (first, second) = (charts(&alliance(), &[]), charts(&alliance(), &[]));
    assert_eq!(first, second);
    assert_eq!(first[0].to_png().unwrap(), second[0].to_png().unwrap());
}

#[test]
fn the_charts_have_the_names_of_their_files() {
    let stems: Vec<_> = charts(&alliance(), &[]).into_iter().map(|chart| chart.stem).collect();
    let default = [
        "cumulative",
        "annual",
        "promised",
        "promised_annual",
        "distribution",
        "go_live",
        "areas",
        "partners",
        "headcount",
        "learning",
    ];
    assert_eq!(stems, default);
    let asked = [Measure::Flow(Flow::Grant), Measure::Staffing(Staffing::Headcount), Measure::Stock(Stock::AreasLive)];
    let more = charts(&alliance(), &asked).into_iter().map(|chart| chart.stem).skip(default.len());
    assert_eq!(more.collect::<Vec<_>>(), ["grant", "areas_live"]);
    let mut forecast = alliance();
    (forecast.partners, forecast.workforce) = (forecast.partners[..1].to_vec(), Vec::new());
    forecast.learnt.clear();
    forecast.targets.truncate(0);
    assert_eq!(charts(&forecast, &[]).len(), 5);
}

#[test]
fn an_illustrative_scenario_says_so_on_every_chart() {
    let says_so = |forecast: &Forecast| {
        charts(forecast, &[]).iter().all(|chart| chart.to_svg().contains(">Illustrative scenario"))
    };
    let mut forecast = alliance();
    assert!(charts(&forecast, &[]).iter().all(|chart| !chart.to_svg().contains(">Illustrative scenario")));
    forecast.notes = Some("All amounts are ILLUSTRATIVE.".into());
    assert!(says_so(&forecast));
    assert!(says_so(&illustrative()));
}

#[test]
fn titles_name_the_subject_the_unit_and_the_terms() {
    let titles = |forecast: &Forecast| charts(forecast, &[]).into_iter().map(|chart| chart.title).collect::<Vec<_>>();
    assert_eq!(titles(&alliance())[0], "Cumulative net saving, £m, cash terms");
    assert_eq!(titles(&illustrative())[1], "Net saving by financial year, £m, real terms (2017/18 prices)");
}

#[test]
fn only_targets_on_the_charted_measure_are_marked_and_the_others_are_listed() {
    let drawn = charts(&twenty_targets(), &[]);
    let marked = |chart: &Chart, place: usize| chart.to_svg().contains(&format!(": Promise {place} to the panel<"));
    assert!((0..20).all(|place| marked(named(&drawn, "cumulative"), place) == matches!(place % 4, 0 | 1)));
    assert!((0..20).all(|place| marked(named(&drawn, "annual"), place) == (place % 4 == 2)));
    assert!(
        named(&drawn, "cumulative")
            .to_svg()
            .contains("cumulative gross saving of at least £2.2m by 2022/23: met in 15% of trials; the plan meets it")
    );
    assert!(named(&drawn, "cumulative").to_svg().contains(">\u{2013} and 4 more: targets.csv<"));
    assert!(named(&drawn, "annual").to_svg().contains(">\u{2013} and 9 more: targets.csv<"));
}

#[test]
fn a_chart_of_very_many_targets_still_becomes_a_picture() {
    let mut forecast = twenty_targets();
    let some = forecast.targets.clone();
    forecast.targets = (0..250).map(|place| some[place % some.len()].clone()).collect();
    for chart in charts(&forecast, &[]) {
        let png = chart.to_png().unwrap();
        assert!(u32::from_be_bytes(png[20..24].try_into().unwrap()) < 4000, "{}", chart.stem);
    }
    assert_labels_are_apart("very many targets", &forecast);
}

#[test]
fn the_source_is_told_with_how_much_of_the_register_is_judgement() {
    let mut forecast = alliance();
    forecast.source = Some("a business case".into());
    let says = |forecast: &Forecast, lines: &[&str]| {
        charts(forecast, &[]).iter().all(|chart| lines.iter().all(|line| chart.to_svg().contains(line)))
    };
    forecast.register = Some(vec![(Mark::Published, 3), (Mark::Assumption, 9)]);
    let counted = ">9 of 12 lines of the register are assumptions.<";
    assert!(says(&forecast, &[">Source: a business case<", counted, ">Illustrative: most of "]));
    forecast.register = Some(vec![(Mark::Published, 2)]);
    forecast.uncovered = 37;
    let counted =
        ">None of the 2 lines of the register is an assumption; 37 columns and keys with figures are not in it.<";
    assert!(says(&forecast, &[counted]) && !says(&forecast, &[">Illustrative"]));
    forecast.register = None;
    assert!(says(&forecast, &[">There is no register of what the figures rest on.<"]));
}

#[test]
fn months_do_not_run_into_headings_however_long_names_are() {
    let planned = Month::new(2026, 7);
    let mut forecast = example::alliance();
    forecast.as_of = planned;
    for letters in [20, 26, 30, 34, 40] {
        for months in 0..30 {
            let last = planned.plus(months);
            forecast.areas = [planned, last]
                .map(|month| area(&"n".repeat(letters), month, Some([0, 1, 2].map(|late| month.plus(late))), 1e5))
                .to_vec();
            assert_labels_apart(&go_live::chart(&forecast));
        }
    }
}

#[test]
fn months_are_named_where_all_dates_are_near() {
    let mut forecast = alliance();
    forecast.as_of = Month::new(2017, 9);
    forecast.areas =
        vec![area("Finance", Month::new(2017, 10), Some([10, 11, 12].map(|month| Month::new(2017, month))), 1e5)];
    let drawn = charts(&forecast, &[]);
    assert!(named(&drawn, "go_live").to_svg().contains(">Oct 2017<"));
}

#[test]
fn an_area_that_is_not_in_the_plan_has_no_mark_of_it() {
    let rings = |forecast: &Forecast, chart: &str| {
        let svg = named(&charts(forecast, &[]), chart).to_svg();
        let plan = svg.matches("stroke=\"#801650\"").count();
        (plan, svg.matches("not in plan").count())
    };
    let forecast = some_not_in_plan();
    let mut planned = forecast.clone();
    planned.areas.iter_mut().for_each(|area| area.in_plan = true);
    for chart in ["go_live", "areas"] {
        let ((with, none), (without, said)) = (rings(&planned, chart), rings(&forecast, chart));
        assert!(with > 3);
        assert_eq!((none, said, with - without), (0, 3, 3), "{chart}");
    }
}

#[test]
fn an_area_far_larger_than_all_others_is_cut_and_says_so() {
    let svg = named(&charts(&one_far_larger(), &[]), "areas").to_svg();
    // The note takes two lines.
    let says = ["A merger of everything, mean £60.30m, 80% of trials<", ">£40.20m to £73.70m, plan £67.00m.<"];
    assert!(says.iter().all(|line| svg.contains(line)));
    assert!(svg.contains(">£0.4m<") && !svg.contains(">£60m<"), "the axis is that of the others");
    assert!(!named(&charts(&alliance(), &[]), "areas").to_svg().contains("Cut at the edge"));
}

#[test]
fn a_target_whose_name_its_label_cuts_is_named_in_full_below() {
    let name = "The total saving by the end of 2022/23 that was reported to the police and crime panel in September 2017, \
                read as net of the one-off costs of collaboration";
    let mut forecast = alliance();
    forecast.targets = vec![target(name, Measure::Whole(Whole::HorizonNetSaving), 2022, 7_500_000, 0.109)];
    for chart in ["cumulative", "distribution"] {
        let svg = named(&charts(&forecast, &[]), chart).to_svg();
        let document = Document::parse(&svg).unwrap();
        let lines: Vec<_> = document.descendants().filter(|node| node.has_tag_name("text")).collect();
        let lines: Vec<_> = lines.iter().filter_map(|node| node.text()).collect();
        assert!(lines.join(" ").contains(&format!(": {name}")), "{chart}: {lines:?}");
    }
    forecast.targets[0].name = "Total saving by 2022/23 reported to the panel, read net".into();
    assert!(charts(&forecast, &[]).iter().all(|chart| !chart.to_svg().contains("m over the whole period, met in")));
    assert!(!charts(&forecast, &[])[0].to_svg().contains('…'));
}

#[test]
fn areas_that_are_left_out_are_counted() {
    let drawn = charts(&many_areas(), &[]);
    assert!(
        named(&drawn, "go_live").to_svg().contains("The 60 areas with the widest ranges are shown; 70 more are not.")
    );
    assert!(
        named(&drawn, "areas").to_svg().contains("The 60 areas with the largest amounts are shown; 69 more are not.")
    );
}

#[test]
fn figures_that_are_not_numbers_are_not_drawn() {
    let mut forecast = alliance();
    for row in &mut forecast.programme.rows {
        if let MeasureValue::Amount { plan, summary: Some(summary) } = &mut row.value {
            *plan = Some(f64::INFINITY);
            summary.quantiles[8].value = f64::NAN;
        }
    }
    forecast.net_saving_curve[7].1 = f64::NEG_INFINITY;
    forecast.areas[0].net_saving.p90.value = f64::INFINITY;
    for chart in charts(&forecast, &[]) {
        assert!(!chart.to_svg().contains("NaN") && !chart.to_svg().contains("not known"), "{}", chart.stem);
        chart.to_png().unwrap();
    }
}

#[test]
fn text_alternatives_state_the_finding() {
    let texts: Vec<_> =
        charts(&alliance(), &[]).into_iter().map(|chart| format!("{}: {}", chart.stem, chart.alternative())).collect();
    insta::assert_snapshot!(texts.join("\n\n"));
}

#[test]
fn text_alternatives_of_a_certain_programme_speak_of_every_trial() {
    let texts: Vec<_> = charts(&uniform(5, 1e6, 1.0, 0.0), &[]).into_iter().map(|chart| chart.alternative()).collect();
    insta::assert_snapshot!(texts[..3].join("\n\n"));
}
