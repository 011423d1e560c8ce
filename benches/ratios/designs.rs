//! What the stratified designs buy: how many random trials one of theirs is worth.
//!
//! Mean square errors over independent seeds are held against those that theory gives random trials, from the
//! distribution of one long run. The line of `random` itself is the proof of the method: it says 1.

use super::agreement::{self, Said};
use super::clock;
use super::engine::{Subject, in_the_repository};
use super::size::Size;
use foresave::engine::Outcomes;
use foresave::plan::{Figure, RowId, Slot, compile};
use foresave::programme::{Direction, Measure, Sampling, Target, TargetPart, Threshold, Whole};
use foresave::statistics::{mean_error, quantile_error};
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
    /// The run.
    reference: Outcomes,
}

impl Truth {
    fn of(subject: &Subject, trials: usize) -> Self {
        let reference = subject.simulate_design(Sampling::Sobol, trials, REFERENCE_SEED);
        let target = most_open_target(&reference);
        Truth { estimates: estimates(subject, &reference, target), target, reference }
    }

    /// Standard errors of so many random trials.
    fn errors_of_random(&self, subject: &Subject, trials: usize) -> [f64; ESTIMATES] {
        let trials = trials as u64;
        let rows = &subject.plan.rows;
        let Slot::Part(id) = TOTAL else { unreachable!("it is the programme's") };
        let figure =
            subject.plan.figures().figure(id, &mut |slot, _| rows.find(slot).expect("every figure has its row"));
        let Figure::Row { row, scale, .. } = figure else { panic!("the total of a scenario that is timed is drawn") };
        let tally = &self.reference.rows[row];
        let of = |p| scale * quantile_error(p, trials, |p| tally.binned_quantile(p));
        let [p10, p50, p90] = agreement::LEVELS.map(of);
        let chance = self.estimates[ESTIMATES - 1];
        [scale * mean_error(tally.sd(), trials), p10, p50, p90, mean_error((chance * (1.0 - chance)).sqrt(), trials)]
    }
}

/// Square errors of random trials over the mean ones of each design.
pub fn measure(size: Size) {
    println!();
    println!(
        "{:<11} {:>7} {:<7} {:>8} {:>7} {:>7} {:>7} {:>7} {:>6} {:>5}   how many random trials one is worth",
        "scenario", "trials", "design", "mean", "P10", "P50", "P90", "target", "cost", "error"
    );
    let dorset = Subject::at("dorset", &in_the_repository(&["scenarios", "dorset-devon-cornwall"]));
    for subject in [with_target(Subject::read("bench27")), dorset] {
        let truth = Truth::of(&subject, size.pick(1 << 20, 1 << 22));
        for trials in [8_192, 65_536].into_iter().take(size.pick(1, 2)) {
            compare(&subject, trials, &truth, size);
        }
    }
}

/// The lines of one number of trials.
fn compare(subject: &Subject, trials: usize, truth: &Truth, size: Size) {
    let seeds = seeds(size, trials);
    let errors = DESIGNS.map(|(sampling, _)| square_errors(subject, (sampling, trials), truth, seeds));
    let expected = truth.errors_of_random(subject, trials);
    let time = |sampling| move || subject.time_of(sampling, trials);
    let [mut random, mut lhs, mut sobol] = DESIGNS.map(|(sampling, _)| time(sampling));
    let costs = clock::in_turn(size.pick(3, 9), [&mut random, &mut lhs, &mut sobol]);
    for (design, (_, name)) in DESIGNS.into_iter().enumerate() {
        let [mean, p10, p50, p90, target] = std::array::from_fn(|of| expected[of] * expected[of] / errors[design][of]);
        println!(
            "{:<11} {trials:>7} {name:<7} {mean:>8.1} {p10:>7.1} {p50:>7.1} {p90:>7.1} {target:>7.1} {:>6.2} {:>3.0} %   {seeds} seeds",
            subject.name,
            costs[design].best / costs[0].best,
            100.0 * (2.0 / seeds as f64).sqrt()
        );
    }
}

/// Independent runs: the mean square of n errors has the relative standard error sqrt(2 / n).
fn seeds(size: Size, trials: usize) -> u64 {
    if trials > 8_192 { 50 } else { size.pick(32, 400) }
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
