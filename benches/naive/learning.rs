//! The common cause of lateness, and what delivery so far says of it.

use foresave::distribution::normal;
use rand::RngExt;
use rand::rngs::Xoshiro256PlusPlus;

/// What is known of a member.
#[derive(Clone, Copy, Debug)]
pub enum Known {
    /// Its score.
    Score(f64),
    /// Its score is at least this.
    AtLeast(f64),
}

/// The distribution function of the cause, on a grid.
#[derive(Clone, Debug)]
pub struct Cause {
    /// Square root of the score correlation.
    pub shared: f64,
    /// Square root of the rest.
    pub own: f64,
    scores: Vec<f64>,
    below: Vec<f64>,
}

impl Cause {
    /// The cause given what is known: standard normal density times likelihood.
    pub fn new(rank_correlation: f64, known: &[Known]) -> Self {
        let rho = 2.0 * (std::f64::consts::PI * rank_correlation / 6.0).sin();
        let (shared, own) = (rho.sqrt(), (1.0 - rho).sqrt());
        let scores: Vec<f64> = (0..=20_000).map(|point| f64::from(point) * 0.001 - 10.0).collect();
        let log_likelihood = |f: f64| -> f64 {
            let of = |known: &Known| match known {
                Known::Score(z) => -0.5 * ((z - shared * f) / own).powi(2),
                Known::AtLeast(z) => normal::upper_tail((z - shared * f) / own).max(1e-300).ln(),
            };
            known.iter().map(of).sum::<f64>() - 0.5 * f * f
        };
        let logs: Vec<f64> = scores.iter().map(|f| log_likelihood(*f)).collect();
        let highest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut sum = 0.0;
        let mut below: Vec<f64> = logs
            .windows(2)
            .map(|pair| {
                sum += (pair[0] - highest).exp() + (pair[1] - highest).exp();
                sum
            })
            .collect();
        below.iter_mut().for_each(|p| *p /= sum);
        below.insert(0, 0.0);
        Cause { shared, own, scores, below }
    }

    /// A draw.
    pub fn draw(&self, random: &mut Xoshiro256PlusPlus) -> f64 {
        let p: f64 = random.random();
        let above = self.below.partition_point(|below| *below <= p).clamp(1, self.below.len() - 1);
        let share = (p - self.below[above - 1]) / (self.below[above] - self.below[above - 1]);
        self.scores[above - 1] + share * (self.scores[above] - self.scores[above - 1])
    }
}
