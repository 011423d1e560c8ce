//! What the analyses cost: whole answers on an engine that is warm, without files and charts.

use super::clock;
use super::engine::in_the_repository;
use super::numpy;
use super::size::Size;
use super::table::{self, Goal};
use foresave::analysis::Asking;
use foresave::analysis::bridge::bridge_to;
use foresave::analysis::compare::{Candidate, compare};
use foresave::analysis::explain::{self, By, explain};
use foresave::analysis::figure::{Asked, Figure};
use foresave::analysis::sensitivity::{self, sensitivity};
use foresave::analysis::solve::{Criterion, Moving, solve};
use foresave::engine::{Drawing, Engine, Watch};
use foresave::forecast::forecast;
use foresave::programme::{Direction, Measure, Programme, Sampling, Whole};
use foresave::scenario::{self, Files, Reading};
use foresave::statistics::Estimate;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const SEED: u64 = 1;
const NET_SAVING: Measure = Measure::Whole(Whole::HorizonNetSaving);
/// How often what is timed is repeated.
const QUICK: usize = 1;
const FULL: usize = 5;

/// Trials by default: of `sensitivity`, `explain` of two scenarios, `compare` and `solve`, and of the bridge of a run.
const SENSITIVITY: u64 = 16_384;
const EXPLAIN: u64 = 10_000;
const MANY: u64 = 100_000;
const BRIDGE: u64 = 1_024;
/// Of the rerun.
const RERUN: u64 = 10_000;

/// All rows.
pub fn measure(size: Size) {
    sensitivities(size);
    explanations(size);
    solutions(size);
    comparisons(size);
    bridges(size);
    rerun(size);
}

/// Shares of the variance, tornado, what taking things out changes, and switching values.
fn sensitivities(size: Size) {
    let (path, engine) = (scenario_at(&["benches", "scenarios", "bench27"]), Engine::new(None));
    let reading = read(&path);
    let (drawing, watch) = (random(SENSITIVITY), Watch::default());
    let ask = || {
        let figure = net_saving(&reading.programme);
        let question = sensitivity::Question { figure, is_usual: true, by_source: false, confidence: 0.8 };
        let asking = Asking { engine: &engine, drawing: &drawing, watch: &watch };
        sensitivity(&reading.programme, question, asking).expect("nobody stops it")
    };
    let found = ask();
    let [cost] = clock::in_turn(size.pick(QUICK, FULL), [&mut || clock::once(clock::processor, ask, 1)]);
    let groups = found.indices.len();
    seconds("bench27", &format!("sensitivity, {groups} groups, processor time"), &cost, Goal::AtMost(4.0));
    match numpy::salib(&path, groups, size.pick(256, 1024)) {
        Ok(peer) => {
            let off = (peer.mean - found.mean.value).abs() / peer.mean_error;
            assert!(off < 6.0, "the peer's mean {} is not {}", peer.mean, found.mean.value);
            let all = clock::Cost::of(vec![peer.nanoseconds * SENSITIVITY as f64]);
            let ratio = all.best / cost.best;
            table::ratio(
                "bench27",
                "NumPy and SALib over it, indices alone",
                Some(&all),
                ratio,
                Some(Goal::AtLeast(40.0)),
            );
        }
        Err(reason) => table::note("bench27", &format!("NumPy and SALib: not measured, {reason}")),
    }
}

/// From a scenario to one that differs by eight steps, in all their mixtures.
fn explanations(size: Size) {
    let path = scenario_at(&["benches", "scenarios", "bench27"]);
    let (before, after) = (read(&path), changed(&path));
    let (engine, drawing, watch) = (Engine::new(None), random(EXPLAIN), Watch::default());
    let question = explain::Question { asked: Asked::default(), by: By::Step, orders: 64 };
    let ask = || explain([&before, &after], &question, &engine, (&drawing, &watch)).expect("both have the figure");
    let steps = ask().steps.len();
    assert_eq!(steps, 8, "the changes make eight steps");
    let [cost] = clock::in_turn(size.pick(QUICK, FULL), [&mut || clock::once(clock::wall, ask, 1)]);
    seconds("bench27", "explain, 8 steps, all mixtures, wall time", &cost, Goal::AtMost(4.0));
}

/// How far go-lives and lateness may worsen until a net saving is no longer reached with 80 %.
fn solutions(size: Size) {
    for (name, folder) in
        [("bench27", &["benches", "scenarios", "bench27"][..]), ("dorset", &["scenarios", "dorset-devon-cornwall"][..])]
    {
        let programme = read(&scenario_at(folder)).programme;
        let (engine, drawing, watch) = (Engine::new(None), random(MANY), Watch::default());
        let asking = Asking { engine: &engine, drawing: &drawing, watch: &watch };
        let figure = net_saving(&programme);
        let trials = figure.trials(&programme, &engine, &drawing, &watch).expect("nobody stops it");
        let threshold = 0.9 * trials.quantile_estimate(0.2).value;
        let criterion = Criterion::new(NET_SAVING, Direction::AtLeast, threshold, Some(0.8));
        for driver in ["areas.go_live", "areas.slippage_months"] {
            let ask = || {
                let moving = Moving::find(&programme, driver, None).expect("areas have dates");
                solve(&programme, (figure.clone(), criterion), vec![moving], asking).expect("nobody stops it")
            };
            ask();
            let [cost] = clock::in_turn(size.pick(QUICK, FULL), [&mut || clock::once(clock::wall, ask, 1)]);
            seconds(name, &format!("solve --vary {driver}, wall time"), &cost, Goal::AtMost(2.0));
        }
    }
}

/// Two scenarios side by side, over a run of one.
fn comparisons(size: Size) {
    let path = scenario_at(&["benches", "scenarios", "bench27"]);
    let [base, other] = [read(&path), changed(&path)].map(|reading| reading.programme);
    let (engine, drawing, watch) = (Engine::new(None), random(MANY), Watch::default());
    let candidate = |programme: &Programme| Candidate { name: programme.title.clone(), programme: programme.clone() };
    let run = || forecast(&base, &engine, &drawing, &watch).expect("nobody stops it");
    let beside = || {
        let others = vec![candidate(&other)];
        compare(candidate(&base), others, &engine, (&drawing, &watch)).expect("nobody stops it")
    };
    run();
    let [compared, one] = clock::in_turn(
        size.pick(2, FULL),
        [&mut || clock::once(clock::processor, beside, 1), &mut || clock::once(clock::processor, run, 1)],
    );
    let ratio = compared.best / one.best;
    table::ratio("bench27", "compare of two over a run", Some(&compared), ratio, Some(Goal::AtMost(2.5)));
}

/// What a run says of the way from its plan to its forecast.
fn bridges(size: Size) {
    let programme = read(&scenario_at(&["scenarios", "dorset-devon-cornwall"])).programme;
    let (engine, drawing, watch) = (Engine::new(Some(2)), random(BRIDGE), Watch::default());
    let mean = forecast(&programme, &engine, &random(MANY), &watch).expect("nobody stops it").forecast;
    let mean: Estimate = mean.programme.row(NET_SAVING, None).and_then(|row| row.summary()).expect("it has one").mean;
    let ask = || bridge_to(mean, &programme, &engine, (&drawing, &watch)).expect("nobody stops it");
    let steps = ask().steps.len();
    let [cost] = clock::in_turn(size.pick(3, 20), [&mut || clock::once(clock::wall, ask, 1)]);
    let what = format!("bridge of a run, {steps} kinds, two threads, wall time");
    table::figure("dorset", &what, cost.best / 1e6, " ms", Some(Goal::AtMost(150.0)));
}

/// A programme changed in one area and run for one figure, beside what its trials cost in a run without end.
fn rerun(size: Size) {
    let programme = read(&scenario_at(&["scenarios", "dorset-devon-cornwall"])).programme;
    let (engine, watch) = (Engine::new(Some(1)), Watch::default());
    let figure = net_saving(&programme);
    let moving = Moving::find(&programme, "area.ANPR.annual_saving", None).expect("Dorset has the area");
    let plan = figure.plan(&programme).expect("ordinary amounts");
    let of_plan = |trials: u64| plan.values(&engine, &random(trials), &watch).expect("nobody stops it");
    let mut factor = rust_decimal::Decimal::ONE;
    let mut again = || {
        factor += rust_decimal::Decimal::new(1, 2);
        let changes = moving.driver.moved(&programme, moving.way, factor).expect("a saving can be larger");
        let changed = programme.with(&changes).expect("a larger saving breaks no rule");
        let plan = figure.plan(&changed).expect("ordinary amounts");
        plan.values(&engine, &random(RERUN), &watch).expect("nobody stops it")
    };
    again();
    let [rerun, short, long] = clock::in_turn(
        size.pick(5, 20),
        [
            &mut || clock::once(clock::processor, &mut again, 1),
            &mut || clock::once(clock::processor, || of_plan(MANY), 1),
            &mut || clock::once(clock::processor, || of_plan(3 * MANY), 1),
        ],
    );
    let asymptotic = (long.best - short.best) / (2 * MANY) as f64 * RERUN as f64;
    let ratio = (rerun.best - 2e6) / asymptotic;
    let what = "rerun of 10,000 trials less 2 ms, over their asymptote";
    table::ratio("dorset", what, Some(&rerun), ratio, Some(Goal::AtMost(1.5)));
}

fn random(trials: u64) -> Drawing {
    Drawing::new(trials, SEED, Sampling::Random)
}

fn scenario_at(folder: &[&str]) -> PathBuf {
    in_the_repository(folder).join("scenario.toml")
}

fn read(path: &Path) -> Reading {
    scenario::read(&Files::at(path)).expect("the scenarios that are timed are right")
}

fn net_saving(programme: &Programme) -> Figure {
    Asked::default().of(programme, NET_SAVING).expect("every programme has a net saving")
}

/// What is changed of bench27, in which file: eight steps.
const CHANGES: [(&str, &str, &str); 8] = [
    ("scenario.toml", "rate = \"3.5%\"", "rate = \"3.6%\""),
    ("scenario.toml", "pert(0.6, 0.92, 1.05)", "pert(0.6, 0.9, 1.05)"),
    ("scenario.toml", "triangular(2, 6, 15)", "triangular(2, 7, 15)"),
    ("scenario.toml", "rank_correlation = 0.4", "rank_correlation = 0.5"),
    ("areas.csv", "2016-01,76000", "2016-01,79000"),
    ("areas.csv", "120000,,15000", "125000,,15000"),
    ("areas.csv", "110000,,10000", "110000,,11000"),
    ("risks.csv", "work,0.25", "work,0.3"),
];

/// The scenario with these changes.
fn changed(path: &Path) -> Reading {
    let mut files: BTreeMap<&str, String> = BTreeMap::new();
    for name in ["scenario.toml", "areas.csv", "risks.csv", "slippage.csv"] {
        files.insert(name, std::fs::read_to_string(path.with_file_name(name)).expect("bench27 has it"));
    }
    for (name, from, to) in CHANGES {
        let text = files.get_mut(name).expect("only these are changed");
        assert!(text.contains(from), "{name} has no {from}");
        *text = text.replacen(from, to, 1);
    }
    let contents = files.into_iter().map(|(name, text)| (name, text.into_bytes()));
    scenario::read(&Files::in_memory("scenario.toml", contents)).expect("the changes break no rule")
}

fn seconds(scenario: &str, what: &str, cost: &clock::Cost, goal: Goal) {
    table::figure(scenario, what, cost.best / 1e9, " s", Some(goal));
}
