//! Section 8: a common cause, given what is known of its members.

use super::evidence::Known;
use super::random::{Key, Uniforms};
use foresave::distribution::normal;

/// The density is known at this many steps to a standard deviation, and in the middle of each.
const STEPS: usize = 128;
const REACH: f64 = 12.0;
const CELLS: usize = 2 * REACH as usize * STEPS;
const WIDTH: f64 = 1.0 / STEPS as f64;

/// Evidence is weighed as if `1 - rho` were at least this.
const LEAST_OWN_VARIANCE: f64 = 1e-4;

/// `F`, standard normal where nothing is learnt.
pub struct Cause {
    key: Key,
    learnt: Option<Learnt>,
}

/// The density after learning, a parabola in each cell.
struct Learnt {
    /// At the beginning, in the middle and at the end of each cell.
    density: Vec<[f64; 3]>,
    /// The probability below the beginning of each cell, and above it.
    below: Vec<f64>,
    above: Vec<f64>,
}

impl Cause {
    /// The cause whose members have scores that correlate by `rho`.
    pub fn of(key: Key, rho: f64, known: &[Known]) -> Self {
        let evidence: Vec<Known> = known.iter().copied().filter(Known::is_evidence).collect();
        let learns = rho > 0.0 && !evidence.is_empty();
        Cause { key, learnt: learns.then(|| Learnt::from(&evidence, rho)) }
    }

    /// `F` in a trial.
    pub fn draw(&self, uniforms: &Uniforms) -> f64 {
        let u = uniforms.once(self.key);
        match &self.learnt {
            None if u < 0.5 => normal::quantile(u),
            None => normal::upper_quantile(1.0 - u),
            Some(learnt) => learnt.quantile(u),
        }
    }

    /// Mean and standard deviation after learning, where anything was learnt.
    pub fn moments(&self) -> Option<(f64, f64)> {
        let learnt = self.learnt.as_ref()?;
        let moment = |power: i32| -> f64 {
            let of_cell = |cell: usize| {
                let [a, b, c] = learnt.density[cell];
                let at = |half: f64| (start(cell) + half * WIDTH).powi(power);
                WIDTH / 6.0 * (a * at(0.0) + 4.0 * b * at(0.5) + c * at(1.0))
            };
            (0..CELLS).map(of_cell).sum()
        };
        let mean = moment(1);
        Some((mean, (moment(2) - mean * mean).sqrt()))
    }
}

fn start(cell: usize) -> f64 {
    cell as f64 * WIDTH - REACH
}

impl Learnt {
    fn from(evidence: &[Known], rho: f64) -> Self {
        let own = (1.0 - rho).max(LEAST_OWN_VARIANCE).sqrt();
        let log_density = |half_cell: usize| {
            let f = half_cell as f64 * 0.5 * WIDTH - REACH;
            let own_score = |z: f64| (z - rho.sqrt() * f) / own;
            let likelihood = |known: &Known| match known.scores() {
                (low, high) if low == high => -0.5 * own_score(low) * own_score(low),
                (low, high) => between(own_score(low), own_score(high)).max(1e-300).ln(),
            };
            -0.5 * f * f + evidence.iter().map(likelihood).sum::<f64>()
        };
        let logs: Vec<f64> = (0..=2 * CELLS).map(log_density).collect();
        let highest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let at = |half_cell: usize| (logs[half_cell] - highest).exp();
        let mut density: Vec<[f64; 3]> = (0..CELLS).map(|cell| [0, 1, 2].map(|half| at(2 * cell + half))).collect();
        let total: f64 = density.iter().map(mass).sum();
        density.iter_mut().flatten().for_each(|value| *value /= total);
        let masses = || density.iter().map(mass);
        let running = |sum: &mut f64, mass: f64| {
            *sum += mass;
            Some(*sum)
        };
        let below = [0.0].into_iter().chain(masses().scan(0.0, running)).collect();
        let mut above: Vec<f64> = [0.0].into_iter().chain(masses().rev().scan(0.0, running)).collect();
        above.reverse();
        Learnt { density, below, above }
    }

    fn quantile(&self, u: f64) -> f64 {
        let (cell, part) = if u < 0.5 {
            let cell = self.below.partition_point(|below| *below <= u).clamp(1, CELLS) - 1;
            (cell, u - self.below[cell])
        } else {
            let cell = self.above.partition_point(|above| *above > 1.0 - u).clamp(1, CELLS) - 1;
            (cell, self.above[cell] - (1.0 - u))
        };
        start(cell) + WIDTH * share(&self.density[cell], part / WIDTH)
    }
}

/// The standard normal probability between two scores.
fn between(low: f64, high: f64) -> f64 {
    if low > 0.0 {
        normal::upper_tail(low) - normal::upper_tail(high)
    } else {
        normal::cumulative(high) - normal::cumulative(low)
    }
}

/// The probability of a cell, by Simpson's rule.
fn mass([a, b, c]: &[f64; 3]) -> f64 {
    WIDTH / 6.0 * (a + 4.0 * b + c)
}

/// How far into a cell, from 0 to 1, the integral of its parabola reaches `part`.
fn share([a, b, c]: &[f64; 3], part: f64) -> f64 {
    let integral = |x: f64| x * (a + x * (0.5 * (4.0 * b - 3.0 * a - c) + x * (2.0 * (a + c) - 4.0 * b) / 3.0));
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..50 {
        let middle = 0.5 * (low + high);
        if integral(middle) < part { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}
