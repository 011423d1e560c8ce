//! What the stratified designs buy: how many random trials one of theirs is worth.

use super::agreement::{self, Said};
use super::clock;
use super::engine::{Subject, in_the_repository};
use super::size::Size;
use foresave::engine::Outcomes;
use foresave::plan::{RowId, Slot, compile};
use foresave::programme::{Direction, Measure, Sampling, Target, TargetPart, Threshold, Whole};
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

const DESIGNS: [(Sampling, &str); 3] =
    [(Sampling::Random, "random"), (Sampling::Lhs, "lhs"), (Sampling::Sobol, "sobol")];
const TOTAL: Slot = Slot::Part(RowId { part: 0, measure: Measure::Whole(Whole::HorizonNetSaving), year: 0 });
/// What is estimated: mean, P10, P50, P90 of the net saving over the horizon, and the chance of a target.
const ESTIMATES: usize = 5;
/// Seeds of the reference and of what is held against it are different. The reference's own error adds what its trials
/// are to those of a run: at most 1/64 of the mean square error.
const REFERENCE_SEED: u64 = 1_000_003;

/// What is held against what.
struct Truth {
    /// From one long run.
    estimates: [f64; ESTIMATES],
    /// The target whose chance is estimated.
    target: Option<usize>,
}

/// Mean square errors over independent seeds against one long run, `random` over each design.
pub fn measure(size: Size) {
    println!();
    println!(
        "{:<11} {:>7} {:<7} {:>8} {:>7} {:>7} {:>7} {:>7} {:>6} {:>5}   how many random trials one is worth",
        "scenario", "trials", "design", "mean", "P10", "P50", "P90", "target", "cost", "error"
    );
    let dorset = Subject::at("dorset", &in_the_repository(&["scenarios", "dorset-devon-cornwall"]));
    for subject in [with_target(Subject::read("bench27")), dorset] {
        let reference = subject.simulate_design(Sampling::Sobol, size.pick(1 << 20, 1 << 22), REFERENCE_SEED);
        let target = most_open_target(&reference);
        let truth = Truth { estimates: estimates(&subject, &reference, target), target };
        for trials in [8_192, 65_536].into_iter().take(size.pick(1, 2)) {
            compare(&subject, trials, &truth, size);
        }
    }
}

/// The lines of one number of trials.
fn compare(subject: &Subject, trials: usize, truth: &Truth, size: Size) {
    let seeds = seeds(size, trials);
    let errors = DESIGNS.map(|(sampling, _)| square_errors(subject, (sampling, trials), truth, seeds));
    let time = |sampling| move || subject.time_of(sampling, trials);
    let [mut random, mut lhs, mut sobol] = DESIGNS.map(|(sampling, _)| time(sampling));
    let costs = clock::in_turn(size.pick(3, 9), [&mut random, &mut lhs, &mut sobol]);
    for (design, (_, name)) in DESIGNS.into_iter().enumerate() {
        let [mean, p10, p50, p90, target] = std::array::from_fn(|of| errors[0][of] / errors[design][of]);
        println!(
            "{:<11} {trials:>7} {name:<7} {mean:>8.1} {p10:>7.1} {p50:>7.1} {p90:>7.1} {target:>7.1} {:>6.2} {:>3.0} %   {seeds} seeds",
            subject.name,
            costs[design].best / costs[0].best,
            200.0 / (seeds as f64).sqrt()
        );
    }
}

/// Independent runs: a mean square of so many errors has the relative variance 2 / n, and a ratio of two of them twice
/// that, so that its relative standard error is 2 / sqrt(n).
fn seeds(size: Size, trials: usize) -> u64 {
    if trials > 8_192 { 100 } else { size.pick(36, 400) }
}

/// Mean square errors of a design's estimates.
fn square_errors(
    subject: &Subject,
    (sampling, trials): (Sampling, usize),
    truth: &Truth,
    seeds: u64,
) -> [f64; ESTIMATES] {
    let mut sums = [0.0; ESTIMATES];
    for seed in 1..=seeds {
        let outcomes = subject.simulate_design(sampling, trials, seed);
        let errors = estimates(subject, &outcomes, truth.target).into_iter().zip(truth.estimates);
        for (sum, (estimate, truth)) in sums.iter_mut().zip(errors) {
            *sum += (estimate - truth) * (estimate - truth);
        }
    }
    sums.map(|sum| sum / seeds as f64)
}

fn estimates(subject: &Subject, outcomes: &Outcomes, target: Option<usize>) -> [f64; ESTIMATES] {
    let said = agreement::said(subject, outcomes, std::iter::once(TOTAL));
    let Said { mean, quantiles: [p10, p50, p90], .. } = said[0];
    [mean, p10, p50, p90, target.map_or(f64::NAN, |target| outcomes.met[target] as f64 / outcomes.trials as f64)]
}

/// The target whose chance is nearest to one half.
fn most_open_target(outcomes: &Outcomes) -> Option<usize> {
    let distance = |target: &usize| (2 * outcomes.met[*target]).abs_diff(outcomes.trials);
    (0..outcomes.met.len()).min_by_key(distance)
}

/// The scenario with a target that two trials in five miss, to a thousand pounds.
fn with_target(mut subject: Subject) -> Subject {
    let outcomes = subject.simulate_design(Sampling::Sobol, 65_536, REFERENCE_SEED);
    let said = agreement::said(&subject, &outcomes, std::iter::once(TOTAL));
    let threshold = (said[0].quantiles[1] - 0.25 * said[0].sd).round();
    subject.programme.targets.push(Target {
        name: "Net saving".into(),
        measure: Measure::Whole(Whole::HorizonNetSaving),
        by: None,
        part: TargetPart::Programme,
        direction: Direction::AtLeast,
        threshold: Threshold::Amount(Decimal::from_f64(threshold).expect("an ordinary amount")),
    });
    subject.plan = compile(&subject.programme).expect("a target changes no amount");
    subject
}
