//! What the stratified designs buy: how many random trials one of theirs is worth.
//!
//! Mean square errors over independent seeds are held against those that theory gives random trials, from the
//! distribution of one long run. The line of `random` itself is the proof of the method: it says 1.

use super::clock;
use super::engine::{Subject, in_the_repository};
use super::size::Size;
use foresave::engine::{Drawing, Wanted};
use foresave::plan::RowId;
use foresave::programme::{Measure, Sampling, Whole};
use foresave::statistics::{mean_error, rank_error};

const DESIGNS: [(Sampling, &str); 3] =
    [(Sampling::Random, "random"), (Sampling::Lhs, "lhs"), (Sampling::Sobol, "sobol")];
const TOTAL: Wanted = Wanted::Figure(RowId { part: 0, measure: Measure::Whole(Whole::HorizonNetSaving), year: 0 });
/// What is estimated of the net saving over the horizon: mean, P10, P50, P90, and the chance of a target.
const ESTIMATES: usize = 5;
const LEVELS: [f64; 3] = [0.1, 0.5, 0.9];
/// The long run's seed, and the one before those that are held against it. The long run's own error adds what their
/// trials are to its own: at most 1/64 of a mean square error.
const REFERENCE_SEED: u64 = 1_000_003;
const FIRST_SEED: u64 = 20_000;

/// The net saving of each trial of a run, ascending.
struct Sample(Vec<f64>);

impl Sample {
    fn of(subject: &Subject, (sampling, trials): (Sampling, usize), seed: u64) -> Self {
        let mut totals = subject.sample(TOTAL, &Drawing::new(trials as u64, seed, sampling));
        totals.sort_unstable_by(f64::total_cmp);
        Sample(totals)
    }

    fn mean(&self) -> f64 {
        self.0.iter().sum::<f64>() / self.0.len() as f64
    }

    fn sd(&self) -> f64 {
        let mean = self.mean();
        (self.0.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / self.0.len() as f64).sqrt()
    }

    /// Of type 7.
    fn quantile(&self, p: f64) -> f64 {
        let last = self.0.len() - 1;
        let place = p * last as f64;
        let below = self.0[place as usize];
        below + place.fract() * (self.0[(place as usize + 1).min(last)] - below)
    }

    /// The share of trials that reach a target.
    fn chance(&self, target: f64) -> f64 {
        1.0 - self.0.partition_point(|value| *value < target) as f64 / self.0.len() as f64
    }

    fn estimates(&self, target: f64) -> [f64; ESTIMATES] {
        let [p10, p50, p90] = LEVELS.map(|p| self.quantile(p));
        [self.mean(), p10, p50, p90, self.chance(target)]
    }
}

/// What is held against what.
struct Truth {
    reference: Sample,
    /// A quarter of a standard deviation below the median, which about three trials in five reach.
    target: f64,
}

impl Truth {
    fn of(subject: &Subject, trials: usize) -> Self {
        let reference = Sample::of(subject, (Sampling::Sobol, trials), REFERENCE_SEED);
        let target = reference.quantile(0.5) - 0.25 * reference.sd();
        Truth { reference, target }
    }

    /// Standard errors of so many random trials.
    fn errors_of_random(&self, trials: usize) -> [f64; ESTIMATES] {
        let trials = trials as u64;
        let [p10, p50, p90] = LEVELS.map(|p| {
            let rank = rank_error(p, trials);
            0.5 * (self.reference.quantile(p + rank) - self.reference.quantile(p - rank))
        });
        let chance = self.reference.chance(self.target);
        [mean_error(self.reference.sd(), trials), p10, p50, p90, mean_error((chance * (1.0 - chance)).sqrt(), trials)]
    }

    /// Mean square errors of a design's estimates.
    fn square_errors(&self, subject: &Subject, run: (Sampling, usize), seeds: u64) -> [f64; ESTIMATES] {
        let truth = self.reference.estimates(self.target);
        let mut sums = [0.0; ESTIMATES];
        for seed in 1..=seeds {
            let estimates = Sample::of(subject, run, FIRST_SEED + seed).estimates(self.target);
            for (sum, (estimate, truth)) in sums.iter_mut().zip(estimates.into_iter().zip(truth)) {
                *sum += (estimate - truth) * (estimate - truth);
            }
        }
        sums.map(|sum| sum / seeds as f64)
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
    for subject in [Subject::read("bench27"), dorset] {
        let truth = Truth::of(&subject, size.pick(1 << 20, 1 << 22));
        for trials in [8_192, 65_536].into_iter().take(size.pick(1, 2)) {
            compare(&subject, trials, &truth, size);
        }
    }
}

/// The lines of one number of trials.
fn compare(subject: &Subject, trials: usize, truth: &Truth, size: Size) {
    let seeds = seeds(size, trials);
    let expected = truth.errors_of_random(trials);
    let errors = DESIGNS.map(|(sampling, _)| truth.square_errors(subject, (sampling, trials), seeds));
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
    if trials > 8_192 { 200 } else { size.pick(50, 800) }
}
