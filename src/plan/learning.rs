//! What delivery so far teaches about a common cause (section 8).
//!
//! A common cause `F` is standard normal before anything is known. Members that have been
//! observed, and members that could have gone live but have not, multiply its density by their
//! likelihood; the product is tabulated once and `F` is drawn by its quantile function.

use super::Draw;
use crate::distribution::normal;
use std::sync::{Arc, Mutex};

/// A common cause behind one column of several areas.
#[derive(Clone, Debug)]
pub struct Cause {
    /// Its uniform.
    pub draw: Draw,
    /// The column it is behind.
    pub column: &'static str,
    /// Its members in words: `all areas`, or the first few names.
    pub among: String,
    /// What is known of it; `None` where nothing is, so that it is standard normal.
    pub learning: Option<Arc<Learning>>,
    /// What its observed members did; `None` where there are none.
    pub seen: Option<Seen>,
}

/// Observations beside their laws, in units of the column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    /// The mean of what was observed.
    pub observed: f64,
    /// The mean of their laws' means.
    pub assumed: f64,
}

/// What is known of one member of a common cause.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Evidence {
    /// Its score is this.
    Score(f64),
    /// Its score lies between these: the observation is at a step of its distribution function.
    Between(f64, f64),
    /// Its score is not below this.
    AtLeast(f64),
}

impl Evidence {
    /// Whether it can move the cause: a bound that all but one score in 30,000 keep says nothing, as of an area
    /// whose go-live lies years ahead and whose law has no end.
    fn says_something(&self) -> bool {
        !matches!(*self, Evidence::AtLeast(score) if score <= -FURTHEST_SCORE)
    }
}

/// Evidence is kept within so many standard deviations.
const FURTHEST_SCORE: f64 = 4.0;

/// The density of a common cause given what is known, tabulated.
#[derive(Clone, Debug)]
pub struct Learning {
    /// Members observed.
    pub observed: usize,
    /// Members that have not gone live though they could have.
    pub not_yet: usize,
    /// Mean of the cause's score; 0 before.
    pub mean: f64,
    /// Its standard deviation; 1 before.
    pub sd: f64,
    /// Cumulative probability at the grid's points, from below.
    below: Vec<f64>,
    /// Cumulative probability at the grid's points, from above.
    above: Vec<f64>,
    /// Density at the grid's points.
    density: Vec<f64>,
}

/// Half-width and step of the grid of scores. A standard normal leaves 1e-36 outside; evidence kept within
/// four standard deviations cannot push the density to the edge.
const REACH: f64 = 12.5;
const STEP: f64 = 1.0 / 256.0;
const POINTS: usize = 2 * (REACH / STEP) as usize + 1;

/// A density, with what it is of.
struct Known {
    evidence: Vec<Evidence>,
    rho: f64,
    learning: Arc<Learning>,
}

/// The latest densities: the many plans of one analysis have few among them.
static LATEST: Mutex<Vec<Known>> = Mutex::new(Vec::new());
const MOST_LATEST: usize = 32;

/// The smallest `1 - rho` that evidence is weighed with, so that a perfect correlation stays a density.
const LEAST_OWN_VARIANCE: f64 = 1e-4;

impl Learning {
    /// The density given `evidence`, for members with the score correlation `rho` (0 to 1) to each other.
    ///
    /// `None` where there is no evidence, or where it says nothing because `rho` is 0.
    pub fn from_evidence(evidence: &[Evidence], rho: f64) -> Option<Arc<Self>> {
        let evidence: Vec<Evidence> = evidence.iter().copied().filter(Evidence::says_something).collect();
        if evidence.is_empty() || rho == 0.0 {
            return None;
        }
        let latest = || LATEST.lock().expect("no thread panics while it holds the densities");
        let is_it = |known: &&Known| known.evidence == evidence && known.rho == rho;
        if let Some(known) = latest().iter().find(is_it) {
            return Some(Arc::clone(&known.learning));
        }
        let learning = Arc::new(Self::tabulated(&evidence, rho));
        let mut latest = latest();
        if latest.len() >= MOST_LATEST {
            latest.remove(0);
        }
        latest.push(Known { evidence, rho, learning: Arc::clone(&learning) });
        Some(learning)
    }

    fn tabulated(evidence: &[Evidence], rho: f64) -> Self {
        let log_density: Vec<f64> = (0..POINTS).map(|i| log_density(score_at(i), evidence, rho)).collect();
        let highest = log_density.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let density: Vec<f64> = log_density.iter().map(|l| libm::exp(l - highest)).collect();
        let not_yet = evidence.iter().filter(|known| matches!(known, Evidence::AtLeast(_))).count();
        Self::from_density(density, evidence.len() - not_yet, not_yet)
    }

    fn from_density(mut density: Vec<f64>, observed: usize, not_yet: usize) -> Self {
        let total: f64 = density.iter().sum::<f64>() * STEP;
        density.iter_mut().for_each(|d| *d /= total);
        let mean = density.iter().enumerate().map(|(i, d)| score_at(i) * d).sum::<f64>() * STEP;
        let variance =
            density.iter().enumerate().map(|(i, d)| (score_at(i) - mean) * (score_at(i) - mean) * d).sum::<f64>()
                * STEP;
        let mut below = running_integral(density.iter().copied());
        let mut above = running_integral(density.iter().rev().copied());
        above.reverse();
        let whole = below[POINTS - 1];
        below.iter_mut().for_each(|p| *p /= whole);
        above.iter_mut().for_each(|p| *p /= whole);
        density.iter_mut().for_each(|d| *d /= whole);
        Learning { observed, not_yet, mean, sd: libm::sqrt(variance), below, above, density }
    }

    /// The score below which it lies with probability `p`, 0 < p < 1.
    pub fn quantile(&self, p: f64) -> f64 {
        let cell = self.below.partition_point(|&below| below < p).clamp(1, POINTS - 1) - 1;
        score_at(cell) + self.offset(cell, p - self.below[cell], self.below[cell + 1] - self.below[cell])
    }

    /// The score above which it lies with probability `q`, 0 < q < 1.
    pub fn upper_quantile(&self, q: f64) -> f64 {
        let cell = self.above.partition_point(|&above| above > q).clamp(1, POINTS - 1) - 1;
        let mass = self.above[cell] - self.above[cell + 1];
        score_at(cell) + self.offset(cell, mass - (q - self.above[cell + 1]), mass)
    }

    /// How far into `cell` the density has gathered `part` of the cell's `mass`: the density is taken as linear.
    fn offset(&self, cell: usize, part: f64, mass: f64) -> f64 {
        if mass <= 0.0 {
            return 0.0;
        }
        let (left, right) = (self.density[cell], self.density[cell + 1]);
        let share = (part / mass).clamp(0.0, 1.0);
        let rise = right - left;
        // (left + rise x / 2) x = share (left + rise / 2), solved without cancellation.
        let target = share * (left + 0.5 * rise);
        let root = libm::sqrt((left * left + 2.0 * rise * target).max(0.0));
        STEP * if left + root > 0.0 { (2.0 * target / (left + root)).min(1.0) } else { share }
    }
}

fn score_at(point: usize) -> f64 {
    point as f64 * STEP - REACH
}

/// The integral up to each point by the trapezium rule.
fn running_integral(density: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut sum = 0.0;
    let mut last = None;
    density
        .map(|d| {
            if let Some(before) = last {
                sum += 0.5 * STEP * (before + d);
            }
            last = Some(d);
            sum
        })
        .collect()
}

fn log_density(f: f64, evidence: &[Evidence], rho: f64) -> f64 {
    let own = libm::sqrt((1.0 - rho).max(LEAST_OWN_VARIANCE));
    let shared = libm::sqrt(rho);
    let standard = |z: f64| (z - shared * f) / own;
    let likelihood = |known: &Evidence| match *known {
        Evidence::Score(z) => -0.5 * standard(z) * standard(z),
        Evidence::Between(low, high) => log(between(standard(low), standard(high))),
        Evidence::AtLeast(z) => log(normal::upper_tail(standard(z))),
    };
    -0.5 * f * f + evidence.iter().map(likelihood).sum::<f64>()
}

/// The standard normal probability of an interval, in the tail that keeps its digits.
fn between(low: f64, high: f64) -> f64 {
    if low > 0.0 {
        normal::upper_tail(low) - normal::upper_tail(high)
    } else {
        normal::cumulative(high) - normal::cumulative(low)
    }
}

/// The logarithm, far below any that matters where the probability has vanished.
fn log(probability: f64) -> f64 {
    if probability > 0.0 { libm::log(probability) } else { -1e6 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64, tolerance: f64) {
        assert!((a - b).abs() <= tolerance, "{a} is not {b}");
    }

    #[test]
    fn observed_scores_give_the_conjugate_normal() {
        let rho = 2.0 * libm::sin(core::f64::consts::PI * 0.4 / 6.0);
        let learning = Learning::from_evidence(&[Evidence::Score(1.5), Evidence::Score(0.2)], rho).unwrap();
        let precision = 1.0 + 2.0 * rho / (1.0 - rho);
        let mean = libm::sqrt(rho) * 1.7 / (1.0 - rho) / precision;
        let sd = 1.0 / libm::sqrt(precision);
        close(learning.mean, mean, 1e-9);
        close(learning.sd, sd, 1e-9);
        for p in [1e-9, 0.01, 0.3, 0.5, 0.9] {
            close(learning.quantile(p), mean + sd * normal::quantile(p), 2e-5);
            close(learning.upper_quantile(p), mean - sd * normal::quantile(p), 2e-5);
        }
    }

    #[test]
    fn what_has_not_happened_yet_makes_the_cause_later() {
        let learning = Learning::from_evidence(&[Evidence::AtLeast(1.0)], 0.5).unwrap();
        // E[F | z >= 1] = sqrt(rho) E[z | z >= 1].
        let mills = normal::density(1.0) / normal::upper_tail(1.0);
        close(learning.mean, libm::sqrt(0.5) * mills, 1e-9);
    }

    #[test]
    fn an_area_that_could_hardly_be_live_yet_is_no_evidence() {
        let late = Evidence::AtLeast(0.5);
        let one = Learning::from_evidence(&[late], 0.5).unwrap();
        let two = Learning::from_evidence(&[late, Evidence::AtLeast(-7.8)], 0.5).unwrap();
        assert_eq!((two.observed, two.not_yet, two.mean), (0, 1, one.mean));
        assert!(Learning::from_evidence(&[Evidence::AtLeast(-7.8)], 0.5).is_none());
    }

    #[test]
    fn nothing_is_learnt_without_correlation() {
        assert!(Learning::from_evidence(&[Evidence::Score(2.0)], 0.0).is_none());
    }

    #[test]
    fn contradicting_observations_of_a_perfect_cause_still_give_a_density() {
        let learning = Learning::from_evidence(&[Evidence::Score(-2.0), Evidence::Score(2.0)], 1.0).unwrap();
        close(learning.mean, 0.0, 1e-6);
        assert!(learning.sd > 0.0);
    }
}
