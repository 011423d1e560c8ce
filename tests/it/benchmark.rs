//! A scenario beside cases of its own, held to figures worked out on paper; and every shipped scenario
//! beside the shipped evidence.

use foresave::analysis::benchmark::{Benchmark, Comparison, benchmark, evidence_for, shipped};
use foresave::engine::{Drawing, Engine, Watch};
use foresave::programme::{Benchmarking, Draft, Programme, Sampling, Yardstick};
use foresave::report::chart::{Chart, benchmark_charts};
use foresave::report::document::Document;
use foresave::report::{Look, benchmark_results, compose, evidence_to_csv, to_terminal};
use foresave::scenario::{self, Files};
use std::path::{Path, PathBuf};

const TRIALS: u64 = 20_000;

/// Standard errors beyond which a true figure falls once in a million.
const FAR: f64 = 4.9;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn programme(path: impl AsRef<Path>) -> Programme {
    scenario::read(&Files::at(path)).unwrap_or_else(|faults| panic!("{faults:?}")).programme
}

fn run(programme: &Programme, trials: u64) -> Benchmark {
    let drawing = Drawing::new(trials, 1, Sampling::Random);
    benchmark(programme, &Engine::new(None), &drawing, &Watch::default()).unwrap()
}

fn own(file: &str) -> Benchmark {
    run(&programme(root().join("tests/data/benchmark").join(file)), TRIALS)
}

fn text(document: &Document) -> String {
    to_terminal(document, Look { width: 10_000, sections: &[], with_headings: true })
}

fn find<'a>(benchmark: &'a Benchmark, quantity: Yardstick, subject: &str) -> &'a Comparison {
    let is_it = |made: &&Comparison| made.quantity == quantity && made.subject == subject;
    benchmark.comparisons.iter().find(is_it).unwrap()
}

#[test]
fn a_scenario_stands_among_its_own_cases_where_counting_says() {
    let benchmark = own("scenario.toml");
    let assumed = find(&benchmark, Yardstick::Realisation, "assumed of an area");
    assert!((assumed.stated.mean - 0.75).abs() < 1e-3);
    let (low, high) = assumed.stated.range.unwrap();
    assert!((low - 0.55).abs() < 1e-3 && (high - 0.95).abs() < 1e-3);
    assert_eq!((assumed.class.cases.len(), assumed.class.programmes), (5, 5), "what is left out does not count");
    let standing = assumed.standing.unwrap();
    assert!((standing.mean - 0.6).abs() < 1e-12, "{standing:?}");
    let (below_low, below_high) = standing.range.unwrap();
    assert!((below_low - 0.6).abs() < 1e-12 && (below_high - 0.6).abs() < 1e-12);
}

#[test]
fn one_case_is_shown_and_gives_no_percentile() {
    let benchmark = own("scenario.toml");
    let cost = find(&benchmark, Yardstick::CostRatio, "");
    assert_eq!(cost.class.cases.len(), 1);
    assert!(cost.standing.is_none());
}

#[test]
fn the_outside_view_draws_what_other_programmes_delivered_and_how_late_they_were() {
    let benchmark = own("scenario.toml");
    let view = benchmark.outside.as_ref().unwrap();
    assert!((view.mean_realisation - 0.6).abs() < 1e-12);
    assert_eq!(view.share_late, 1.0);
    let gross = &view.totals[0];
    // One year of two is lost; 60 % of the other year's 120,000 is realised, all areas alike.
    assert!((gross.outside.mean.value - 72_000.0).abs() < FAR * gross.outside.mean.error, "{:?}", gross.outside);
    assert_eq!(
        [gross.outside.p10(), gross.outside.p50(), gross.outside.p90()].map(|of| of.value),
        [0.0, 60_000.0, 120_000.0]
    );
    // By its own assumptions three quarters are realised, and the named risk takes half of that.
    assert!((gross.inside.mean.value - 90_000.0).abs() < FAR * gross.inside.mean.error, "{:?}", gross.inside);
    let cost = &view.totals[1];
    assert_eq!(cost.outside.mean, cost.inside.mean, "costs of named risks stay");
    let target = &view.targets[0];
    assert!((target.outside - 0.4).abs() < FAR * (0.4 * 0.6 / TRIALS as f64).sqrt(), "{}", target.outside);
}

#[test]
fn a_programme_of_councils_stands_on_councils_and_others_stay_visible() {
    let draft = programme(root().join("tests/data/benchmark/scenario.toml")).draft();
    let benchmarking = Benchmarking { sector: Some("local government"), ..Benchmarking::default() };
    let benchmark = run(&Programme::new(Draft { benchmarking, ..draft }).unwrap(), 1_000);
    let realisation = &benchmark.outside.as_ref().unwrap().realisation;
    assert_eq!((realisation.programmes, realisation.cases.len(), realisation.others.len()), (16, 28, 30));
    assert!(realisation.cases.iter().all(|case| case.sector == "local government"));
    let green = find(&benchmark, Yardstick::GreenDelivered, "assumed of an area");
    assert_eq!((green.class.cases.len(), green.standing), (2, None));
    let (_, cases) = &benchmark_results(&benchmark).files()[2];
    assert!(cases.lines().any(|line| line.starts_with("outside view,no,realisation,")), "{cases}");
    // Without a sector the class is of programmes, as it was.
    let benchmark = run(&programme(root().join("scenarios/calsa/scenario.toml")), 100);
    assert!(benchmark.outside.unwrap().realisation.cases.iter().all(|case| case.sector != "local government"));
}

#[test]
fn with_four_programmes_there_is_no_percentile_and_no_outside_view() {
    let benchmark = own("few.toml");
    assert!(benchmark.comparisons.iter().all(|made| made.standing.is_none()));
    assert!(benchmark.outside.is_none());
    let reasons: Vec<String> =
        benchmark.not_made.iter().map(|not_made| format!("{}: {}", not_made.what, not_made.reason)).collect();
    assert!(reasons.iter().any(|reason| reason.contains("the outside view")), "{reasons:?}");
    assert!(reasons.iter().any(|reason| reason.contains("`Nobody`")), "{reasons:?}");
}

#[test]
fn a_scenario_without_any_evidence_is_told_so_and_has_no_empty_headings() {
    let draft = programme(root().join("tests/data/benchmark/scenario.toml")).draft();
    let benchmarking = Benchmarking { replace: true, ..Benchmarking::default() };
    let programme = Programme::new(Draft { benchmarking, ..draft }).unwrap();
    let text = text(&compose::benchmark(&run(&programme, 100)));
    assert!(text.contains("Nothing was compared: there is no published case"), "{text}");
    assert!(!text.contains("published are"), "{text}");
    for heading in ["percentile", "What was compared", "Documents", "Outside view:"] {
        assert!(!text.contains(heading), "{heading} in {text}");
    }
}

#[test]
fn the_difference_between_the_views_is_known_better_than_either() {
    let programme = programme(root().join("scenarios/dorset-devon-cornwall/scenario.toml"));
    let view = run(&programme, 5_000).outside.unwrap();
    let cost = &view.totals[1];
    assert!(cost.errors[0] < 0.5 * cost.inside.mean.error, "{:?} {:?}", cost.errors, cost.inside);
    assert!(view.totals.iter().all(|total| total.errors.iter().all(|error| error.is_finite() && *error >= 0.0)));
}

#[test]
fn every_shipped_scenario_can_be_set_beside_the_evidence() {
    for folder in ["calsa", "cumbria-lancashire-2005", "dorset-devon-cornwall", "lancashire-futures", "three-force"] {
        let programme = programme(root().join("scenarios").join(folder).join("scenario.toml"));
        let benchmark = run(&programme, 2_000);
        assert!(benchmark.comparisons.len() >= 5, "{folder}");
        assert!(benchmark.outside.is_some(), "{folder}");
        assert!(benchmark.not_made.iter().all(|not_made| !not_made.what.starts_with("`exclude`")), "{folder}");
        for made in &benchmark.comparisons {
            assert!(made.stated.mean.is_finite() && !made.class.cases.is_empty(), "{folder}: {made:?}");
        }
        for (name, content) in benchmark_results(&benchmark).files() {
            assert!(!content.is_empty(), "{folder} {name}");
        }
        let svg = |charts: &[Chart]| charts.iter().map(Chart::to_svg).collect::<Vec<_>>();
        let charts = benchmark_charts(&benchmark);
        assert_eq!(svg(&charts), svg(&benchmark_charts(&benchmark)));
        assert!(charts.iter().all(|chart| chart.alternative().ends_with('.')));
    }
}

#[test]
fn no_shipped_scenario_is_compared_with_its_own_outcome() {
    let shipped = |folder: &str| programme(root().join("scenarios").join(folder).join("scenario.toml"));
    let left = |folder: &str, words: &str| evidence_for(&shipped(folder)).iter().any(|case| case.case.contains(words));
    assert!(!left("dorset-devon-cornwall", "Dorset alliance, annual saving in 2022/23 (in-progress)"));
    assert!(!left("dorset-devon-cornwall", "2017-09 to 2018-10"));
    assert!(!left("three-force", "Three Force"));
    assert!(!left("lancashire-futures", "Lancashire, officers, planned"));
    assert!(left("lancashire-futures", "Lancashire, officers, actual"));
    assert!(!left("lancashire-futures", "Lancashire, of the savings requirement"));
}

#[test]
fn the_evidence_that_is_exported_can_be_brought_back() {
    let folder = tempfile::tempdir().unwrap();
    let copy = |name: &str| std::fs::copy(root().join("tests/data/benchmark").join(name), folder.path().join(name));
    for name in ["scenario.toml", "areas.csv", "risks.csv"] {
        copy(name).unwrap();
    }
    std::fs::write(folder.path().join("comparators.csv"), evidence_to_csv(shipped())).unwrap();
    let programme = programme(folder.path().join("scenario.toml"));
    let brought = &programme.benchmarking.comparators;
    assert_eq!(brought.len(), shipped().len());
    for (one, other) in brought.iter().zip(shipped()) {
        assert!((one.value - other.value).abs() < 1e-4 * other.value.abs().max(1.0), "{one:?}");
        assert_eq!((&one.case, one.alike, one.mark), (&other.case, other.alike, other.mark));
    }
}

#[test]
fn the_evidence_is_listed_with_its_sources() {
    let text = text(&compose::evidence(shipped()));
    assert!(text.contains("Delivered over planned saving (realisation): 58 cases"), "{text}");
    assert!(text.contains("(2012, quoted)"), "{text}");
}

#[test]
fn every_case_has_one_number_in_text_charts_and_file() {
    let benchmark = run(&programme(root().join("scenarios/lancashire-futures/scenario.toml")), 1_000);
    let (_, file) = &benchmark_results(&benchmark).files()[2];
    assert!(file.lines().next().unwrap().ends_with(",number"));
    let numbers = |line: &str| line.rsplit(',').next().and_then(|number| number.parse::<u32>().ok());
    let in_file: std::collections::BTreeSet<u32> = file.lines().skip(1).filter_map(numbers).collect();
    assert!(in_file.iter().copied().eq(1..=in_file.len() as u32), "{in_file:?}");
    let text = text(&compose::benchmark(&benchmark));
    let svg: String = benchmark_charts(&benchmark).iter().map(Chart::to_svg).collect();
    for number in in_file {
        assert!(text.contains(&format!(" {number}. ")), "{number} in {text}");
        assert!(svg.contains(&format!(">{number}</text>")), "{number}");
    }
}
